/**
 * Rotating the CA of a running `credfleet up`: nobody who has a kubeconfig is shut out that day.
 * @module
 */
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isKubectlLeftOut, kubectlFor } from '../api/kubectl.ts';
import { ControllerProcess, credfleet } from './controller-process.ts';

const SOON = { timeout: 20_000, interval: 50 };

let up: ControllerProcess;
let kubeconfig: string;
/** As somebody took it along before the rotation. */
let copy: string;

type Shown = {
  readonly trustEpoch: number;
  readonly cas: readonly { readonly role: string; readonly pin: string }[];
};

async function shown(file: string, ...args: readonly string[]): Promise<Shown> {
  const { stdout, stderr } = await credfleet(file, 'keys', ...args, '-o', 'json');
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Shown;
}

beforeAll(async () => {
  up = await ControllerProcess.start('up');
  kubeconfig = up.ready.kubeconfig ?? '';
  copy = join(up.directory, 'copy');
  await copyFile(kubeconfig, copy);
});
afterAll(async () => {
  await up[Symbol.asyncDispose]();
});

test('the CA changes, the kubeconfig is written anew, and the log line ready had both pins', async () => {
  const before = await shown(kubeconfig, 'status');
  expect(before.cas.map(({ pin }) => pin)).toEqual([up.ready.caPin, up.ready.nextCaPin]);
  const after = await shown(kubeconfig, 'rotate', 'ca');
  expect(after.trustEpoch).toBe(before.trustEpoch + 1);
  expect(after.cas[0]?.pin).toBe(up.ready.nextCaPin);
  await vi.waitFor(async () => {
    expect(await readFile(kubeconfig, 'utf8')).not.toBe(await readFile(copy, 'utf8'));
  }, SOON);
});

describe.for(['new', 'copied'])('with the %s kubeconfig', (which) => {
  const file = () => (which === 'new' ? kubeconfig : copy);

  test('the command line reaches API and controller', async () => {
    expect((await shown(file(), 'status')).trustEpoch).toBe(2);
    const { status, stderr } = await credfleet(file(), 'get', 'hosts');
    expect({ status, stderr }).toMatchObject({ status: 0 });
  });

  test.skipIf(isKubectlLeftOut)('kubectl reaches the API', async () => {
    const kubectl = kubectlFor(file(), up.directory);
    expect(await kubectl.run(['get', 'namespaces'])).toContain('credfleet-system');
  });
});

test('the audit log says who did it, and agents are installed with the pins of now', async () => {
  const { stdout } = await credfleet(kubeconfig, 'audit', '--type', 'keys');
  expect(stdout).toMatch(/keys\.rotated.*user:admin/u);
  const made = await credfleet(kubeconfig, 'hosts', 'token', 'create', 'metal-01');
  const { cas } = await shown(kubeconfig, 'status');
  expect(made.stderr).toContain(`--ca-pin ${cas[0]?.pin} --ca-pin ${cas[1]?.pin}`);
});

test('doctor finds nothing wrong with a controller that has just rotated', async () => {
  const { stdout, status } = await credfleet(kubeconfig, 'doctor', '-o', 'json');
  const findings = JSON.parse(stdout) as readonly { check: string; level: string; text: string }[];
  expect(findings.map(({ check, level }) => `${check}: ${level}`)).toEqual([
    'API: OK',
    'ledger: OK',
    'audit log: OK',
    'certificates: OK',
  ]);
  expect(findings[1]?.text).toMatch(/events since 20/u);
  expect(status).toBe(0);
});
