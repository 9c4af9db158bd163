/**
 * The demo as a stranger runs it: one command, a machine-readable story at the end, nothing left behind;
 * also when it is interrupted in the middle.
 * @module
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, run } from '#test/fleet/process.ts';

const DEMO = [process.execPath, 'test/demo/main.ts'];

type Story = {
  readonly ok: boolean;
  readonly hosts: readonly {
    readonly name: string;
    readonly systemd: number;
    readonly sealed: { readonly keyType: string; readonly pcrs: readonly number[] };
    readonly invocations: readonly string[];
    readonly loadedEqualsVersion: boolean;
    readonly events: readonly string[];
  }[];
  readonly rollouts: readonly {
    readonly version: number;
    readonly state: string;
    readonly seconds: number;
  }[];
  readonly failureStory: {
    readonly brokenHost: string;
    readonly rolledBack: boolean;
    readonly explain: string;
  };
};

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'credfleet-demo-'));
});
afterAll(() => {
  rmSync(dir, { recursive: true });
});

/** Mounts, processes and folders of testbeds whose owner is `pid`. */
async function leftBy(pid: number): Promise<readonly string[]> {
  const mark = `credfleet-testbed-${pid}-`;
  const runMark = `credfleet-testbed/${pid}-`;
  const mounts = (await readFile('/proc/self/mounts', 'utf8')).split('\n');
  const processes = (await run(['ps', '-eo', 'args'])).stdout.split('\n');
  const folders = (await readdir('/var/tmp')).filter((name) => name.startsWith(mark));
  const others = [...mounts, ...processes];
  return [
    ...others.filter((line) => line.includes(mark) || line.includes(runMark)),
    ...folders.map((name) => `/var/tmp/${name}`),
  ];
}

test('three hosts, two rotations, a broken host that gets its old credential back', async () => {
  const file = join(dir, 'story.json');
  const result = await run([...DEMO, '--json', file], { timeoutMs: 200_000 });
  expect(result.exitCode, result.stdout + result.stderr).toBe(0);
  const story = JSON.parse(readFileSync(file, 'utf8')) as Story;
  expect(story.ok).toBe(true);
  expect(story.hosts).toHaveLength(3);
  expect(new Set(story.hosts.map((host) => host.systemd))).toEqual(new Set([252, 257]));
  for (const host of story.hosts) {
    expect(host.sealed.keyType).toMatch(/^host\+tpm2/u);
    expect(host.loadedEqualsVersion).toBe(true);
    expect(host.invocations.length).toBeGreaterThanOrEqual(2);
  }
  expect(story.rollouts.map((rollout) => rollout.state)).toEqual([
    'Succeeded',
    'Succeeded',
    'Paused',
  ]);
  expect(story.failureStory).toMatchObject({ brokenHost: 'metal-3', rolledBack: true });
  expect(story.failureStory.explain).toContain('payments-api.service');
});

test('an interrupted demo cleans up after itself', async () => {
  const child = spawn(DEMO[0] ?? '', DEMO.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  await eventually('the controller to be up', async () =>
    said.includes('controller is up') ? true : undefined,
  );
  const pid = child.pid ?? 0;
  expect((await leftBy(pid)).length).toBeGreaterThan(0);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  await exited;
  await eventually('nothing to be left', async () => {
    const left = await leftBy(pid);
    if (left.length === 0) return true;
    throw new Error(left.join('; '));
  });
});
