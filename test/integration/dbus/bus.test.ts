/**
 * Calls over a real socket, with a bus daemon that says what a test wants: greeting, pieces, answers in any order, refusals,
 * signals, silence, nonsense and its end.
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decodeMessage, FIXED_BYTES, messageBytes } from '#agent/dbus/decode-message.ts';
import { type Bus, BusError, type BusSignal, connectBus } from '#agent/units/bus.node.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { messageOf } from '#test/gen/bus-message.ts';

type Called = { readonly member: string; readonly serial: number; readonly socket: Socket };
type Daemon = (called: Called) => void;

const ANSWER = 2;
const REFUSAL = 3;
const SIGNAL = 4;
const SERIAL_AT = 8;
const BEGIN = 'BEGIN\r\n';
const where = { destination: 'a.b', path: '/a', interface: 'a.c' };

let folder: string;
let server: Server;
let said: string;
const buses: Bus[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bus-'));
  said = '';
});

afterEach(async () => {
  for (const bus of buses.splice(0)) bus.close();
  server.close();
  await rm(folder, { recursive: true });
});

/** Returns what is left: the beginning of the next call. */
function takeCalls(received: Buffer, socket: Socket, daemon: Daemon): Buffer<ArrayBuffer> {
  let left = Buffer.from(received);
  while (left.length >= FIXED_BYTES && left.length >= messageBytes(left)) {
    const bytes = left.subarray(0, messageBytes(left));
    left = left.subarray(bytes.length);
    const { member } = decodeMessage(bytes);
    const serial = bytes.readUInt32LE(SERIAL_AT);
    const answer = messageOf({ type: ANSWER, replySerial: serial, texts: [':1.1'] });
    if (member === 'Hello') socket.write(answer);
    else daemon({ member, serial, socket });
  }
  return left;
}

/** Greets, answers Hello, and gives every other call to `daemon`. */
async function connected(
  daemon: Daemon,
  options: { greeting?: string; clock?: FakeClock } = {},
): Promise<{ readonly bus: Bus; readonly signals: BusSignal[] }> {
  const { greeting = 'OK 1234\r\n', clock = new FakeClock() } = options;
  const path = join(folder, 'bus');
  server = createServer((socket) => {
    let received = Buffer.alloc(0);
    let step: 'hello' | 'begin' | 'calls' = 'hello';
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (step === 'hello' && received.includes('\r\n')) {
        said = received.toString('latin1');
        received = Buffer.alloc(0);
        step = 'begin';
        socket.write(greeting);
      }
      if (step === 'begin' && received.toString('latin1', 0, BEGIN.length) === BEGIN) {
        received = received.subarray(BEGIN.length);
        step = 'calls';
      }
      if (step === 'calls') received = takeCalls(received, socket, daemon);
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const signals: BusSignal[] = [];
  const bus = connectBus({ socket: path, clock, onSignal: (signal) => signals.push(signal) });
  buses.push(bus);
  return { bus, signals };
}

const unreachable = (why: string) => ({
  code: 'SYSTEMD_UNREACHABLE',
  message: expect.stringContaining(why) as string,
});

test('says who it is, and calls that were made before are answered, in whatever order', async () => {
  const waiting: Called[] = [];
  const { bus } = await connected((called) => {
    waiting.push(called);
    if (waiting.length < 3) return;
    for (const { socket, serial, member } of waiting.toReversed()) {
      socket.write(messageOf({ type: ANSWER, replySerial: serial, texts: [`to ${member}`] }));
    }
  });
  const answers = await Promise.all(
    ['One', 'Two', 'Three'].map((member) => bus.call({ ...where, member })),
  );
  expect(answers).toEqual([['to One'], ['to Two'], ['to Three']]);
  const uid = Buffer.from(String(process.getuid?.())).toString('hex');
  expect(said).toBe(`\0AUTH EXTERNAL ${uid}\r\n`);
});

test('messages that come in pieces, and several in one piece, are read one by one', async () => {
  const { bus, signals } = await connected(({ socket, serial }) => {
    const news = ['a', 'b'].map((text) =>
      messageOf({ type: SIGNAL, member: 'News', texts: [text] }),
    );
    const all = Buffer.concat([
      ...news,
      messageOf({ type: ANSWER, replySerial: serial, texts: [] }),
    ]);
    void (async () => {
      for (const byte of all) {
        await new Promise<void>((resolve) => socket.write(Buffer.from([byte]), () => resolve()));
      }
    })();
  });
  expect(await bus.call({ ...where, member: 'Do' })).toEqual([]);
  expect(signals.map(({ member, body }) => [member, body])).toEqual([
    ['News', ['a']],
    ['News', ['b']],
  ]);
});

test('a refusal has its name and words; what the bus says in the place of the peer is no refusal', async () => {
  const names = ['a.b.Error.No', 'org.freedesktop.DBus.Error.NoReply'];
  const { bus } = await connected(({ socket, serial }) => {
    const errorName = names.shift() ?? '';
    socket.write(
      messageOf({ type: REFUSAL, replySerial: serial, errorName, texts: ['no such thing'] }),
    );
  });
  const refused = bus.call({ ...where, member: 'Do' });
  await expect(refused).rejects.toThrow(BusError);
  await expect(refused).rejects.toMatchObject({ name: 'a.b.Error.No', message: 'no such thing' });
  await expect(bus.call({ ...where, member: 'Do' })).rejects.toMatchObject(
    unreachable('no such thing'),
  );
});

test('a call that nobody answers ends in its time, others go on', async () => {
  const clock = new FakeClock();
  const { bus } = await connected(
    ({ socket, serial, member }) => {
      if (member === 'Do')
        socket.write(messageOf({ type: ANSWER, replySerial: serial, texts: [] }));
    },
    { clock },
  );
  const late = bus.call({ ...where, member: 'Never', timeoutMs: 5_000 });
  late.catch(() => undefined);
  await bus.call({ ...where, member: 'Do' });
  clock.advance(5_000);
  await expect(late).rejects.toMatchObject(unreachable('no answer to Never within 5000 ms'));
  expect(await bus.call({ ...where, member: 'Do' })).toEqual([]);
});

test.for([
  { what: 'ends', end: (socket: Socket) => socket.destroy(), why: 'the bus closed the connection' },
  {
    what: 'says nonsense',
    end: (socket: Socket) => socket.write('x'.repeat(64)),
    why: 'no message of D-Bus',
  },
])('a daemon that $what: every call fails, and so do later ones', async ({ end, why }) => {
  const { bus } = await connected(({ socket }) => end(socket));
  const calls = ['One', 'Two'].map((member) => bus.call({ ...where, member }));
  for (const call of await Promise.allSettled(calls)) {
    expect(call).toMatchObject({ status: 'rejected', reason: unreachable(why) });
  }
  expect(bus.open).toBe(false);
  await expect(bus.call({ ...where, member: 'Do' })).rejects.toMatchObject(unreachable(why));
});

test.for(['REJECTED EXTERNAL\r\n', `OK ${'x'.repeat(2_000)}`, 'x'.repeat(2_000)])(
  'a daemon that does not take us is unreachable: %.20s',
  async (greeting) => {
    const { bus } = await connected(() => undefined, { greeting });
    await expect(bus.call({ ...where, member: 'Do' })).rejects.toMatchObject(
      unreachable('does not take this user'),
    );
  },
);
