/**
 * `credfleet up` with sinks and an archive, and the commands about them, as processes.
 * @module
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { RetentionStatus } from '#src/wire/retention-messages.ts';
import { ControllerProcess, credfleet } from './controller-process.ts';

const until = { timeout: 10_000, interval: 20 };
let directory: string;
let controller: ControllerProcess;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'credfleet-retention-process-'));
  const sinks = join(directory, 'sinks.yaml');
  writeFileSync(sinks, `sinks: [{name: local, file: {path: ${join(directory, 'audit.jsonl')}}}]`);
  const archive = `--audit-archive=${join(directory, 'archive')}`;
  controller = await ControllerProcess.start('up', [`--audit-sinks=${sinks}`, archive]);
});
afterAll(async () => {
  await controller[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true });
});

const run = async (...args: readonly string[]) =>
  credfleet(controller.ready.kubeconfig ?? '', 'audit', ...args);

test('a hold is in the log, in the file of the sink, and heeded', async () => {
  const held = await run('hold', 'add', '--all', '--reason', 'case 7', '-o', 'json');
  expect(held).toMatchObject({ status: 0, stderr: '' });
  await vi.waitFor(() => {
    expect(readFileSync(join(directory, 'audit.jsonl'), 'utf8')).toContain('"type":"audit.held"');
  }, until);
  const events = await run('--type', 'audit.held');
  expect(events.stdout).toMatch(/audit\.held.*admin/su);
});

test('what is kept is told, with how far the sink is', async () => {
  const { stdout } = await run('retention', '-o', 'json');
  const status = JSON.parse(stdout) as RetentionStatus;
  expect(status).toMatchObject({
    archive: join(directory, 'archive'),
    retentionMs: 400 * 86_400_000,
    problem: '',
    holds: [{ reason: 'case 7' }],
    sinks: [{ name: 'local', problem: '' }],
  });
});

test('a young log has nothing to archive or to prune', async () => {
  expect(await run('archive')).toMatchObject({ status: 0, stderr: 'Nothing to do.\n' });
  const pruned = await run('prune', '--dry-run');
  expect(pruned).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^kept events 1 to \d+: no whole block/u) as string,
  });
});

test('a file of sinks that is wrong keeps the controller from starting', async () => {
  const sinks = join(directory, 'wrong.yaml');
  writeFileSync(sinks, 'sinks: [{name: local, file: {path: relative}}]');
  const starting = ControllerProcess.start('up', [`--audit-sinks=${sinks}`]);
  await expect(starting).rejects.toThrow(/needs path, an absolute path.*CONFIG_INVALID/su);
});
