/**
 * The run times of real processes: what waits, what computes, what has ended.
 * @module
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { readActivity } from '#agent/units/activity.node.ts';
import { eventually } from '#test/fleet/process.ts';

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function start(file: string, ...args: readonly string[]): { pid: number; child: ChildProcess } {
  const child = spawn(file, args, { stdio: ['pipe', 'ignore', 'ignore'] });
  children.push(child);
  return { pid: child.pid ?? 0, child };
}

/** What is read once it waits. */
const resting = async (...pids: readonly number[]): Promise<string> =>
  eventually('processes that wait', async () => readActivity(pids));

test('of processes that wait it stays the same, in whatever order they are named', async () => {
  const [first, second] = [start('sleep', 'infinity').pid, start('sleep', 'infinity').pid];
  const before = await resting(first, second);
  expect(readActivity([second, first])).toBe(before);
});

test('it is another one after a process has run', async () => {
  const { pid, child } = start('cat');
  const before = await resting(pid);
  child.stdin?.write('a line\n');
  await expect.poll(() => readActivity([pid]) ?? before).not.toBe(before);
});

test('there is none while one computes', async () => {
  const waits = start('sleep', 'infinity').pid;
  await resting(waits);
  const { pid } = start('sh', '-c', 'while :; do :; done');
  await expect.poll(() => readActivity([waits, pid])).toBeUndefined();
});

test('one that has ended is left out, and who waited for it has run', async () => {
  const { pid, child } = start('sleep', 'infinity');
  const ended = start('true');
  await once(ended.child, 'exit');
  expect(await resting(ended.pid, pid)).toBe(await resting(pid));
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(readActivity([ended.pid, pid])).toBeUndefined();
});

test('there is none of nothing', () => {
  expect(readActivity([])).toBeUndefined();
});
