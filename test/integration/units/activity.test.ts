/**
 * The state of real processes, and the account of a control group as the kernel writes it: what waits, what computes,
 * what has ended.
 * @module
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { activityReader } from '#agent/units/activity.node.ts';
import { eventually } from '#test/fleet/process.ts';

const GROUP = '/system.slice/app.service';

let root: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cgroup-'));
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(root, { recursive: true });
});

function start(file: string, ...args: readonly string[]): { pid: number; child: ChildProcess } {
  const child = spawn(file, args, { stdio: 'ignore' });
  children.push(child);
  return { pid: child.pid ?? 0, child };
}

type Group = { readonly pids: readonly number[]; readonly usedMicros?: number; below?: number };

/** As cgroup v2 says it. */
function writeGroup(path: string, { pids, usedMicros = 7, below = 0 }: Group): void {
  const folder = join(root, path);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'cgroup.threads'), pids.map((pid) => `${pid}\n`).join(''));
  writeFileSync(join(folder, 'cgroup.stat'), `nr_descendants ${below}\nnr_dying_descendants 0\n`);
  const cpu = `usage_usec ${usedMicros}\nuser_usec ${usedMicros}\nsystem_usec 0\n`;
  writeFileSync(join(folder, 'cpu.stat'), cpu);
}

const read = (): string | undefined => activityReader(root)(GROUP);

/** What is read once it waits. */
const resting = async (group: Group): Promise<string> => {
  writeGroup(GROUP, group);
  return eventually('processes that wait', async () => read());
};

test('of processes that wait it stays the same', async () => {
  const pids = [start('sleep', 'infinity').pid, start('sleep', 'infinity').pid];
  expect(await resting({ pids })).toBe(await resting({ pids }));
});

test('it is another one after anything of the group has run, and after a process has come', async () => {
  const { pid } = start('sleep', 'infinity');
  const before = await resting({ pids: [pid], usedMicros: 100 });
  expect(await resting({ pids: [pid], usedMicros: 101 })).not.toBe(before);
  const second = start('sleep', 'infinity').pid;
  expect(await resting({ pids: [pid, second], usedMicros: 100 })).not.toBe(before);
});

test('there is none while one computes, in a group below too', async () => {
  const waits = start('sleep', 'infinity').pid;
  const { pid } = start('sh', '-c', 'while :; do :; done');
  await resting({ pids: [waits] });
  writeGroup(GROUP, { pids: [waits, pid] });
  await expect.poll(read).toBeUndefined();
  writeGroup(GROUP, { pids: [waits], below: 2 });
  writeGroup(`${GROUP}/pod`, { pids: [], below: 1 });
  writeGroup(`${GROUP}/pod/container`, { pids: [pid] });
  await expect.poll(read).toBeUndefined();
  writeGroup(`${GROUP}/pod/container`, { pids: [] });
  expect(read()).toBe(await resting({ pids: [waits] }));
});

test('there is none while a thread computes behind one that waits', async () => {
  const computes = 'new (require("node:worker_threads").Worker)("for(;;);", { eval: true })';
  const { pid } = start(process.execPath, '-e', computes);
  // The kernel finds a thread by its number, too.
  const stateOf = (thread: string): string =>
    readFileSync(`/proc/${thread}/stat`, 'utf8')
      .replace(/^.*\) /u, '')
      .charAt(0);
  const threads = await eventually('a thread that computes', async () => {
    const all = readdirSync(`/proc/${pid}/task`);
    const others = all.filter((thread) => thread !== String(pid));
    return stateOf(String(pid)) === 'S' && others.some((it) => stateOf(it) === 'R')
      ? all
      : undefined;
  });
  writeGroup(GROUP, { pids: threads.map(Number) });
  expect(read()).toBeUndefined();
});

test('there is none when one has just ended', async () => {
  const { pid, child } = start('sleep', 'infinity');
  const ended = start('true');
  await once(ended.child, 'exit');
  await resting({ pids: [pid] });
  writeGroup(GROUP, { pids: [pid, ended.pid] });
  expect(read()).toBeUndefined();
  child.kill('SIGKILL');
  await once(child, 'exit');
  writeGroup(GROUP, { pids: [pid] });
  expect(read()).toBeUndefined();
});

test('there is none of nothing, of no group, and of one that does not say what it has used', async () => {
  expect(read()).toBeUndefined();
  writeGroup(GROUP, { pids: [] });
  expect(read()).toBeUndefined();
  await resting({ pids: [start('sleep', 'infinity').pid] });
  writeFileSync(join(root, GROUP, 'cpu.stat'), 'nr_periods 0\n');
  expect(read()).toBeUndefined();
});
