/**
 * Many clients on a TPM with room for three: each sees its own objects and sessions, and contexts
 * move only when the TPM is full.
 * @module
 */
import { array, assert, asyncProperty, constantFrom, nat, record } from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  CAPABILITY_HANDLES,
  HEADER_BYTES,
  buildCommand,
  codeOf,
  commandCode,
  responseCode,
  uint32,
} from '../../testbed/tpm/commands.ts';
import { ResourceManager } from '../../testbed/tpm/resource-manager.ts';
import { Space } from '../../testbed/tpm/space.ts';
import {
  CREATE,
  FAKE_ATTRIBUTES,
  FakeTpm,
  READ,
  START_SESSION,
  readWithSession,
} from './fake-tpm.ts';

class Client {
  readonly space = new Space();
  private readonly manager: ResourceManager;

  constructor(manager: ResourceManager) {
    this.manager = manager;
  }

  send(code: number, ...words: readonly number[]): Promise<Buffer> {
    return this.sendRaw(buildCommand(code, uint32(...words)));
  }

  sendRaw(command: Buffer): Promise<Buffer> {
    return this.manager.execute(this.space, command);
  }

  /** First word of a successful response. */
  async word(code: number, ...words: readonly number[]): Promise<number> {
    const response = await this.send(code, ...words);
    if (codeOf(response) !== responseCode.success) throw new Error(response.toString('hex'));
    return response.readUInt32BE(HEADER_BYTES);
  }
}

let tpm: FakeTpm;
let manager: ResourceManager;
let alice: Client;
let bob: Client;

beforeEach(() => {
  tpm = new FakeTpm();
  manager = new ResourceManager(tpm.transmit, FAKE_ATTRIBUTES);
  alice = new Client(manager);
  bob = new Client(manager);
});

const contextCommands = (): readonly number[] =>
  tpm.log.filter((code) => code === commandCode.contextSave || code === commandCode.contextLoad);

describe('objects', () => {
  test('have virtual handles, the same for every client', async () => {
    const handles = [await alice.word(CREATE, 1), await bob.word(CREATE, 2)];
    expect(handles).toEqual([0x80ff0000, 0x80ff0000]);
    expect(await alice.word(READ, 0x80ff0000)).toBe(1);
    expect(await bob.word(READ, 0x80ff0000)).toBe(2);
  });

  test('stay loaded while there is room', async () => {
    const handle = await alice.word(CREATE, 1);
    await bob.word(CREATE, 2);
    await alice.word(READ, handle);
    expect(contextCommands()).toEqual([]);
  });

  test('are swapped out one by one, least recently used first, when the TPM is full', async () => {
    const handles = [];
    for (const label of [1, 2, 3]) handles.push(await alice.word(CREATE, label));
    await alice.word(READ, handles[0]!);
    await bob.word(CREATE, 4);
    expect(new Set(tpm.objects.values())).toEqual(new Set([1, 3, 4]));
    expect(await alice.word(READ, handles[1]!)).toBe(2);
  });

  test('of one client are unknown to another', async () => {
    await alice.word(CREATE, 1);
    const second = await alice.word(CREATE, 2);
    await bob.word(CREATE, 3);
    expect(codeOf(await bob.send(READ, second))).toBe(responseCode.referenceH0);
  });

  test('are flushed without loading them first', async () => {
    const first = await alice.word(CREATE, 1);
    for (const label of [2, 3, 4]) await alice.word(CREATE, label);
    tpm.log.length = 0;
    expect(codeOf(await alice.send(commandCode.flushContext, first))).toBe(responseCode.success);
    expect(tpm.log).toEqual([]);
    expect(codeOf(await alice.send(READ, first))).toBe(responseCode.referenceH0);
  });

  test('are listed by their virtual handles', async () => {
    for (const label of [1, 2, 3, 4]) await alice.word(CREATE, label);
    const response = await alice.send(commandCode.getCapability, CAPABILITY_HANDLES, 0x80000000, 3);
    const expected = [CAPABILITY_HANDLES, 3, 0x80ff0000, 0x80ff0001, 0x80ff0002];
    expect(response.subarray(HEADER_BYTES)).toEqual(
      Buffer.concat([Buffer.from([1]), uint32(...expected)]),
    );
  });

  test('are gone after TPM2_Clear, whether they were loaded or saved', async () => {
    const handles = [];
    for (const label of [1, 2, 3, 4]) handles.push(await alice.word(CREATE, label));
    await bob.send(commandCode.clear, 0x4000000c);
    for (const handle of handles) {
      expect(codeOf(await alice.send(READ, handle))).toBe(responseCode.referenceH0);
    }
    expect(await alice.word(READ, await alice.word(CREATE, 5))).toBe(5);
  });
});

describe('sessions', () => {
  test('keep their handles and survive being swapped out', async () => {
    const object = await alice.word(CREATE, 7);
    const session = await alice.word(START_SESSION);
    for (let i = 0; i < 3; i++) await bob.word(START_SESSION);
    expect(tpm.savedSessions).toEqual(new Set([session]));
    const response = await alice.sendRaw(readWithSession(object, session, true));
    expect(codeOf(response)).toBe(responseCode.success);
  });

  test('are forgotten when the TPM ends them with the command', async () => {
    const object = await alice.word(CREATE, 7);
    const session = await alice.word(START_SESSION);
    await alice.sendRaw(readWithSession(object, session, false));
    expect([...alice.space.entities.keys()]).toEqual([object]);
  });

  test('of one client cannot be used by another', async () => {
    const session = await alice.word(START_SESSION);
    const object = await bob.word(CREATE, 1);
    const response = await bob.sendRaw(readWithSession(object, session, true));
    expect(codeOf(response)).toBe(responseCode.referenceS0);
  });

  test('that the client saved itself outlive the client', async () => {
    const session = await alice.word(START_SESSION);
    await alice.send(commandCode.contextSave, session);
    await manager.close(alice.space);
    expect(await bob.word(commandCode.contextLoad, session)).toBe(session);
    expect([...bob.space.entities.keys()]).toEqual([session]);
  });
});

test('a client that goes leaves nothing in the TPM', async () => {
  for (const label of [1, 2, 3, 4]) await alice.word(CREATE, label);
  for (let i = 0; i < 5; i++) await alice.word(START_SESSION);
  await manager.close(alice.space);
  expect([tpm.objects.size, tpm.loadedSessions.size, tpm.savedSessions.size]).toEqual([0, 0, 0]);
});

test('TPM2_Startup is answered without asking the TPM', async () => {
  expect(codeOf(await alice.send(commandCode.startup, 0))).toBe(responseCode.initialize);
  expect(tpm.log).toEqual([]);
});

type Step = {
  readonly client: number;
  readonly act: 'create' | 'read' | 'session' | 'flush';
  readonly pick: number;
};

/** Plays the steps with four clients; returns what they read and what they should have read. */
async function play(steps: readonly Step[]): Promise<[read: number[], expected: number[]]> {
  const shared = new ResourceManager(new FakeTpm().transmit, FAKE_ATTRIBUTES);
  const clients = Array.from({ length: 4 }, () => new Client(shared));
  const labels = clients.map(() => new Map<number, number>());
  const read: number[] = [];
  const expected: number[] = [];
  for (const [label, { client: index, act, pick }] of steps.entries()) {
    const client = clients[index]!;
    const own = labels[index]!;
    const handle = [...own.keys()][pick % Math.max(1, own.size)];
    if (act === 'create') own.set(await client.word(CREATE, label), label);
    if (act === 'session') await client.word(START_SESSION);
    if (act === 'read' && handle !== undefined) {
      read.push(await client.word(READ, handle));
      expected.push(own.get(handle)!);
    }
    if (act === 'flush' && handle !== undefined) {
      await client.send(commandCode.flushContext, handle);
      own.delete(handle);
    }
  }
  return [read, expected];
}

test('whatever clients do in whatever order, each reads what it created', async () => {
  expect.hasAssertions();
  const step = record({
    client: nat({ max: 3 }),
    act: constantFrom('create', 'read', 'session', 'flush'),
    pick: nat({ max: 9 }),
  });
  await assert(
    asyncProperty(array(step, { maxLength: 60 }), async (steps) => {
      const [read, expected] = await play(steps);
      expect(read).toEqual(expected);
    }),
    { numRuns: 50 },
  );
});
