/**
 * The ways to a TPM, and what is said when there is none.
 * @module
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ANSWER_LIMIT_MS, HostTpm } from '#agent/tpm/host-tpm.ts';
import { openTransport } from '#agent/tpm/open-tpm.node.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { createAk, readPublicOf } from '#src/tpm/commands/keys.ts';
import { getRandom } from '#src/tpm/commands/state.ts';
import { pcrDigest, sha256Pcrs } from '#src/tpm/pcr.ts';
import { verifyQuote } from '#src/tpm/verify-attest.ts';
import { verifyAk } from '#src/tpm/verify-keys.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { valueOf } from '#test/gen/verified.ts';
import { SoftwareTpm } from '#test/testbed/tpm/software-tpm.ts';
import { SwtpmProcess } from './swtpm.ts';

const real = { clock: systemClock, random: systemRandom };
const hostTpm = (tcti: string, onAway?: () => void): HostTpm =>
  new HostTpm({ open: async () => openTransport(tcti), ...real, ...(onAway && { onAway }) });
const askRandom = async (tpm: HostTpm) => tpm.withTpm(async (raw) => getRandom(raw, 32));
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
  await using host = hostTpm(forms[form]());
  await host.withTpm(async (tpm) => {
    await using ak = await createAk(tpm);
    expect((await readPublicOf(tpm, ak.handle)).name).toEqual(ak.name);
  });
});

test('whoever wants to know hears when it is away, and not when it refuses', async () => {
  const heard: string[] = [];
  await using host = hostTpm(forms.mssim(), () => heard.push('away'));
  const isRefused = { code: 'TPM_REFUSED' };
  const asking = host.withTpm(async (tpm) => readPublicOf(tpm, 0x80ffffff));
  await expect(asking).rejects.toMatchObject(isRefused);
  expect(heard).toEqual([]);
  await simulator.powerOff({ shutdown: true });
  await expect(askRandom(host)).rejects.toMatchObject({ code: 'TPM_UNAVAILABLE' });
  expect(heard).toEqual(['away']);
  await simulator.powerOn('1');
  await askRandom(host);
  expect(heard).toEqual(['away']);
});

test('users at once come one after the other', async () => {
  await using host = hostTpm(forms.swtpm());
  const all = await Promise.all(Array.from({ length: 20 }, async () => askRandom(host)));
  expect(new Set(all.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(20);
});

test.for(['mssim', 'swtpm'] as const)(
  'commands at once over %s go in the order of asking',
  async (form) => {
    await using transport = await openTransport(forms[form]());
    const frames = [1, 2, 3, 4].map((count) => `80010000000c0000017b000${count}`);
    const answers = await Promise.all(
      frames.map(async (frame) => transport.transmit(Buffer.from(frame, 'hex'))),
    );
    // A header, a size, and as many random bytes as asked.
    expect(answers.map(({ length }) => length - 12)).toEqual([1, 2, 3, 4]);
  },
);

test('no device is TPM_MISSING', async () => {
  await using host = hostTpm(`device:${join(dir, 'tpmrm0')}`);
  await expect(askRandom(host)).rejects.toMatchObject({ code: 'TPM_MISSING' });
});

test('no socket is TPM_UNAVAILABLE', async () => {
  await using host = hostTpm(`swtpm:path=${join(dir, 'none')}`);
  await expect(askRandom(host)).rejects.toMatchObject({ code: 'TPM_UNAVAILABLE' });
});

test('a name of no TPM is CONFIG_INVALID', async () => {
  await using host = hostTpm('tabrmd:');
  await expect(askRandom(host)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});

test('a device that is no TPM is TPM_DATA_MALFORMED', async () => {
  await using host = hostTpm('device:/dev/null');
  await expect(askRandom(host)).rejects.toMatchObject({ code: 'TPM_DATA_MALFORMED' });
});

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A peer in a TPM's place, on a socket of its own. */
async function peer(serve: (socket: Socket) => void): Promise<string> {
  const path = mkdtempSync(join(dir, 'peer-'));
  const server = createServer(serve);
  servers.push(server);
  server.listen(join(path, 'tpm'));
  await once(server, 'listening');
  return `swtpm:path=${join(path, 'tpm')}`;
}

test.for([
  ['closes the connection', ''],
  ['speaks something else', 'HTTP/1.1 400 Bad Request\r\n'],
])('a peer that %s is TPM_UNAVAILABLE, each time anew', async ([, said = '']) => {
  let connections = 0;
  const tcti = await peer((socket) => {
    connections += 1;
    socket.once('data', () => socket.end(said));
  });
  await using host = hostTpm(tcti);
  await expect(askRandom(host)).rejects.toMatchObject({ code: 'TPM_UNAVAILABLE' });
  await expect(askRandom(host)).rejects.toMatchObject({ code: 'TPM_UNAVAILABLE' });
  expect(connections).toBe(2);
});

test('a TPM that went away while nobody used it is opened again', async () => {
  const own = await SwtpmProcess.start();
  const gone = new Set<Socket>();
  const tcti = await peer((socket) => {
    gone.add(socket);
    const real = connect(own.tcti.replace('swtpm:path=', ''));
    socket.pipe(real).pipe(socket);
    socket.on('close', () => real.destroy());
  });
  await using host = hostTpm(tcti);
  await askRandom(host);
  const closed = Promise.all([...gone].map(async (socket) => once(socket, 'close')));
  for (const socket of gone) socket.end();
  await closed;
  expect(await askRandom(host)).toHaveLength(32);
  expect(gone.size).toBe(2);
  await own.stop();
});

test('a TPM that does not answer is TPM_HUNG, and the next user finds a new connection', async () => {
  const clock = new FakeClock();
  const sockets: Socket[] = [];
  const tcti = await peer((socket) => sockets.push(socket.resume()));
  const open = async () => openTransport(tcti);
  await using host = new HostTpm({ open, clock, random: systemRandom });
  for (let round = 1; round <= 2; round += 1) {
    const asking = askRandom(host);
    asking.catch(() => undefined);
    await clock.nextSleep();
    clock.advance(ANSWER_LIMIT_MS);
    await expect(asking).rejects.toMatchObject({ code: 'TPM_HUNG' });
    await expect.poll(() => sockets[round - 1]?.destroyed).toBe(true);
  }
});

test('while the kernel holds a hung command no second one is sent to it', async () => {
  const clock = new FakeClock();
  const answer = Promise.withResolvers<Uint8Array>();
  let opened = 0;
  const open = async () => {
    opened += 1;
    const transmit = async () => answer.promise;
    return { transmit, isBroken: false, [Symbol.asyncDispose]: async () => void answer.promise };
  };
  await using host = new HostTpm({ open, clock, random: systemRandom });
  const asking = askRandom(host);
  asking.catch(() => undefined);
  await clock.nextSleep();
  clock.advance(ANSWER_LIMIT_MS);
  await expect(asking).rejects.toMatchObject({ code: 'TPM_HUNG' });
  await expect(askRandom(host)).rejects.toMatchObject({ code: 'TPM_HUNG' });
  expect(opened).toBe(1);
  answer.reject(new Error('at last'));
  await expect(answer.promise).rejects.toThrow('at last');
  await expect(askRandom(host)).rejects.toThrow('at last');
  expect(opened).toBe(2);
});

test('a quote is of the values that come with it', async () => {
  await using host = hostTpm(forms.swtpm());
  const qualifyingData = Buffer.alloc(32, 7);
  const { attest, signature, pcrValues } = await host.quote({ qualifyingData, pcrs: [7, 0] });
  const akPub = await host.withTpm(async (tpm) => {
    await using key = await createAk(tpm);
    return key.publicArea;
  });
  const ak = valueOf(verifyAk(akPub));
  const expected = { selection: sha256Pcrs([0, 7]), digest: pcrDigest(pcrValues) };
  expect(pcrValues).toHaveLength(2);
  expect(verifyQuote({ ak, attest, signature, qualifyingData }, expected)).toMatchObject({
    ok: true,
  });
});
