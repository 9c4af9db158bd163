/**
 * A person's decisions on a Host through the whole product: command line, API, ledger, status, audit log.
 * @module
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ControllerProcess, credfleet } from './controller-process.ts';

let up: ControllerProcess;
let kubeconfig: string;

beforeAll(async () => {
  up = await ControllerProcess.start('up');
  kubeconfig = up.ready.kubeconfig ?? '';
});
afterAll(async () => {
  await up[Symbol.asyncDispose]();
});

const EK = 'ab'.repeat(32);
const SOON = { timeout: 15_000, interval: 300 };

const run = async (...args: string[]) => credfleet(kubeconfig, ...args);

async function events(type: string): Promise<readonly Record<string, unknown>[]> {
  const { stdout } = await run('audit', '--host', 'metal-01', '--type', type, '-o', 'jsonl');
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

async function blocks(): Promise<readonly unknown[]> {
  const { stdout } = await run('hosts', 'list', '-o', 'json');
  const { hosts } = JSON.parse(stdout) as {
    readonly hosts: readonly { readonly name: string; readonly blocks: readonly unknown[] }[];
  };
  return hosts.find(({ name }) => name === 'metal-01')?.blocks ?? [];
}

test('revoked and readmitted: each is on record with the person, and the Host says what ends it', async () => {
  const file = join(up.directory, 'host.yaml');
  const host = `apiVersion: credfleet.dev/v1alpha1
kind: Host
metadata: {name: metal-01}
spec: {ekHash: ${EK}}
`;
  await writeFile(file, host);
  await run('apply', '-f', file);

  const revoked = await run('hosts', 'revoke', 'metal-01', '--reason', 'stolen');
  expect(revoked.stdout).toContain('host.credfleet.dev/metal-01 revoked');
  expect(revoked.stdout).toContain('metal-01 was never sent a credential');
  await vi.waitFor(async () => expect(await blocks()).toHaveLength(1), SOON);
  expect(await blocks()).toMatchObject([
    { kind: 'Revoked', message: expect.stringContaining('revoked by admin: stolen') },
  ]);
  expect(await events('host.revoked')).toMatchObject([
    { actor: { kind: 'user', id: 'admin' }, detail: { reason: 'stolen', identityHash: EK } },
  ]);

  const readmitted = await run('hosts', 'readmit', 'metal-01');
  expect(readmitted.stdout).toContain('metal-01 readmitted');
  await vi.waitFor(async () => expect(await blocks()).toEqual([]), SOON);
  expect(await events('host.readmitted')).toMatchObject([{ actor: { kind: 'user', id: 'admin' } }]);
  const again = await run('hosts', 'readmit', 'metal-01');
  expect(again.stderr).toContain('has no block of kind Revoked');
});
