/**
 * The ways to a TPM, and what is said when there is none.
 * @module
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTpm } from '#agent/tpm/open-tpm.node.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { createAk, readPublicOf } from '#src/tpm/commands/keys.ts';
import { getRandom } from '#src/tpm/commands/state.ts';
import { SoftwareTpm } from '#test/testbed/tpm/software-tpm.ts';
import { SwtpmProcess } from './swtpm.ts';

const ports = { clock: systemClock, random: systemRandom };
let dir: string;
let simulator: SoftwareTpm;
let swtpm: SwtpmProcess;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'credfleet-tpm-'));
  const logFile = join(dir, 'log');
  const socketPath = join(dir, 'mssim');
  simulator = new SoftwareTpm({ program: 'swtpm', stateDir: dir, logFile, socketPath });
  await simulator.powerOn('1');
  swtpm = await SwtpmProcess.start();
});
afterAll(async () => {
  await simulator.remove();
  await swtpm.stop();
  rmSync(dir, { recursive: true, force: true });
});

const forms = { mssim: () => `mssim:path=${join(dir, 'mssim')}`, swtpm: () => swtpm.tcti };

test.for(['mssim', 'swtpm'] as const)('a key is made and read again over %s', async (form) => {
  await using open = await openTpm(forms[form](), ports);
  await using ak = await createAk(open.tpm);
  expect((await readPublicOf(open.tpm, ak.handle)).name).toEqual(ak.name);
});

test('commands asked for at once are done one after the other', async () => {
  await using open = await openTpm(forms.swtpm(), ports);
  const all = await Promise.all(Array.from({ length: 20 }, () => getRandom(open.tpm, 32)));
  expect(new Set(all.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(20);
});

test('no device is TPM_MISSING', async () => {
  const opening = openTpm(`device:${join(dir, 'tpmrm0')}`, ports);
  await expect(opening).rejects.toMatchObject({ code: 'TPM_MISSING' });
});

test('no socket is TPM_UNAVAILABLE', async () => {
  const opening = openTpm(`swtpm:path=${join(dir, 'none')}`, ports);
  await expect(opening).rejects.toMatchObject({ code: 'TPM_UNAVAILABLE' });
});

test('a name of no TPM is CONFIG_INVALID', async () => {
  await expect(openTpm('tabrmd:', ports)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});

test('a device that is no TPM is TPM_DATA_MALFORMED', async () => {
  await using open = await openTpm('device:/dev/null', ports);
  await expect(getRandom(open.tpm, 8)).rejects.toMatchObject({ code: 'TPM_DATA_MALFORMED' });
});

test.for([
  ['closes the connection', ''],
  ['speaks something else', 'HTTP/1.1 400 Bad Request\r\n'],
])('a peer that %s is TPM_UNAVAILABLE, also for the next command', async ([, said = '']) => {
  const path = join(dir, 'peer');
  const server = createServer((socket) => socket.once('data', () => socket.end(said)));
  server.listen(path);
  await once(server, 'listening');
  try {
    await using open = await openTpm(`swtpm:path=${path}`, ports);
    const unavailable = { code: 'TPM_UNAVAILABLE' };
    await expect(getRandom(open.tpm, 8)).rejects.toMatchObject(unavailable);
    await expect(getRandom(open.tpm, 8)).rejects.toMatchObject(unavailable);
  } finally {
    server.close();
  }
});
