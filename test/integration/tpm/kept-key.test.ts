/**
 * Keys that are kept as contexts, with a real software TPM: what is saved by it, and that a context which stands for
 * nothing any more, or for something else, changes no result.
 * @module
 */
import { createECDH, type KeyObject, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kxFiles } from '#agent/keys/kx-files.node.ts';
import { TpmKx } from '#agent/keys/tpm-kx.ts';
import { HostTpm } from '#agent/tpm/host-tpm.ts';
import { type KxBlob, makeKx, tpmDecapsulator } from '#agent/tpm/kx-key.ts';
import type { OpenTransport } from '#agent/tpm/device.node.ts';
import { openTransport } from '#agent/tpm/open-tpm.node.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import type { Decapsulator } from '#src/envelope/decapsulator.ts';
import { p256Spki, parseP256Spki } from '#src/identity/public-key.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { sized, TpmReader, uint32 } from '#src/tpm/bytes.ts';
import { ecdhZGen } from '#src/tpm/commands/identity.ts';
import { KeptKey } from '#src/tpm/commands/kept-key.ts';
import {
  createSrk,
  createSystemdPrimary,
  type KeyBlob,
  type TpmKey,
} from '#src/tpm/commands/keys.ts';
import { unseal } from '#src/tpm/commands/sealed-data.ts';
import { startEncryptedSession } from '#src/tpm/commands/start-session.ts';
import type { Tpm } from '#src/tpm/commands/tpm.ts';
import { attribute, commandCode, type CommandName } from '#src/tpm/constants.ts';
import { sha256Pcrs } from '#src/tpm/pcr.ts';
import { encodePublic, type KeyedHashPublic } from '#src/tpm/public-area.ts';
import { FakeLog } from '#test/fakes/fake-log.ts';
import { clear } from '../../testbed/tpm/commands.ts';
import { SwtpmProcess } from './swtpm.ts';
import { leftBehind } from './with-tpm.ts';

const STARTUP_CLEAR = Buffer.from('80010000000c000001440000', 'hex');
const NAMES = new Map<number, string>(
  Object.entries(commandCode).map(([name, code]) => [code, name]),
);
const nameOf = (command: Uint8Array): CommandName =>
  NAMES.get(Buffer.from(command).readUInt32BE(6)) as CommandName;

/** As systemd has it sealed with no PCRs. */
const SEALED: KeyedHashPublic = {
  type: 'keyedHash',
  attributes: attribute.fixedTpm | attribute.fixedParent,
  policy: new Uint8Array(32),
  scheme: undefined,
  unique: new Uint8Array(),
};

/** Sees and may change what goes over the bus. */
type Interposer = (command: Uint8Array) => Uint8Array;

let swtpm: SwtpmProcess;
let tpm: HostTpm;
let bus: OpenTransport;
let commands: CommandName[];
let interpose: Interposer;

beforeEach(async () => {
  swtpm = await SwtpmProcess.start();
  commands = [];
  interpose = (command) => command;
  tpm = new HostTpm({ open: recorded, clock: systemClock, random: systemRandom });
});
afterEach(async () => {
  await tpm[Symbol.asyncDispose]();
  await swtpm.stop();
});

async function recorded() {
  const open = await openTransport(swtpm.tcti);
  let last: Buffer | undefined;
  bus = {
    isBroken: false,
    transmit: async (command: Uint8Array) => {
      // A TPM that tests itself after a reset is asked again with the same bytes.
      if (last === undefined || Buffer.compare(last, command) !== 0) commands.push(nameOf(command));
      last = Buffer.from(command);
      return open.transmit(interpose(command));
    },
    [Symbol.asyncDispose]: async () => open[Symbol.asyncDispose](),
  };
  return bus;
}

/** As after hibernation: the agent goes on with its connection, the TPM begins anew. */
async function reset(): Promise<void> {
  await swtpm.reset();
  await bus.transmit(STARTUP_CLEAR);
}

async function newBlob(epoch = 1): Promise<KxBlob> {
  return { ...(await tpm.withTpm(makeKx)), epoch, createdAtMs: 0 };
}

/** What both sides compute, by the TPM and in software; and with which commands. */
async function agreed(kx: Decapsulator) {
  const ours = createECDH('prime256v1');
  const theirs = parseP256Spki(p256Spki(ours.generateKeys())) as KeyObject;
  commands = [];
  using secret = await kx.agree(theirs);
  expect(Buffer.from(secret.reveal())).toEqual(ours.computeSecret(kx.point));
  return commands;
}

const opens = async (kx: Decapsulator): Promise<string> =>
  agreed(kx).then(
    () => 'opens',
    (reason: unknown) => (reason as { readonly code: string }).code,
  );

const ANEW = [
  'GetCapability',
  'CreatePrimary',
  'ContextSave',
  'Load',
  'ContextSave',
  'StartAuthSession',
  'ECDH_ZGen',
  'FlushContext',
  'FlushContext',
];
const FROM_CONTEXTS = [
  'ContextLoad',
  'ContextLoad',
  'StartAuthSession',
  'ECDH_ZGen',
  'FlushContext',
  'FlushContext',
];

describe('the key for envelopes', () => {
  test('is made ready once, and then taken in from where it was kept; nothing stays in the TPM', async () => {
    const kx = tpmDecapsulator(tpm, await newBlob());
    expect(await agreed(kx)).toEqual(ANEW);
    expect(await agreed(kx)).toEqual(FROM_CONTEXTS);
    expect(await agreed(kx)).toEqual(FROM_CONTEXTS);
    expect(await tpm.withTpm(leftBehind)).toEqual([]);
  });

  test('is still there over a new connection', async () => {
    const kx = tpmDecapsulator(tpm, await newBlob());
    await agreed(kx);
    await tpm[Symbol.asyncDispose]();
    expect(await agreed(kx)).toEqual(FROM_CONTEXTS);
  });

  test('is made ready again after a reset of the TPM, and kept again: the same secrets', async () => {
    const kx = tpmDecapsulator(tpm, await newBlob());
    await agreed(kx);
    await reset();
    expect(await agreed(kx)).toEqual([
      'ContextLoad',
      ...ANEW.slice(0, 3),
      'ContextLoad',
      ...ANEW.slice(3),
    ]);
    expect(await agreed(kx)).toEqual(FROM_CONTEXTS);
    expect(await tpm.withTpm(leftBehind)).toEqual([]);
  });

  test('is lost with a TPM that is cleared, as without a context; nothing stays in the TPM', async () => {
    const kx = tpmDecapsulator(tpm, await newBlob());
    await agreed(kx);
    await tpm[Symbol.asyncDispose]();
    await using transport = await openTransport(swtpm.tcti);
    await transport.transmit(clear());
    await transport[Symbol.asyncDispose]();
    expect(await opens(kx)).toBe('TPM_INTEGRITY');
    expect(await opens(kx)).toBe('TPM_INTEGRITY');
    expect(await tpm.withTpm(leftBehind)).toEqual([]);
    await agreed(tpmDecapsulator(tpm, await newBlob(2)));
  });

  test('of one epoch is never that of another: each has its own context', async () => {
    const [first, second] = [await newBlob(1), await newBlob(2)].map((it) =>
      tpmDecapsulator(tpm, it),
    );
    if (first === undefined || second === undefined) throw new Error('no keys');
    expect(first.point).not.toEqual(second.point);
    for (const kx of [first, second]) expect(await agreed(kx)).toEqual(ANEW);
    for (const kx of [second, first, second]) expect(await agreed(kx)).toEqual(FROM_CONTEXTS);
  });

  test('is made ready anew when it was replaced; the former is gone with its context when it is forgotten', async () => {
    const { logger: log } = new FakeLog();
    const onLost = (): void => undefined;
    const files = kxFiles(join(swtpm.dir, 'state'));
    const life = { clock: systemClock, maxAgeMs: 86_400_000, onLost, log };
    const keys = await TpmKx.open({ tpm, files, ...life });
    const points = new Set<string>();
    for (const epoch of [1, 2]) {
      expect(await agreed(keys.decapsulator(epoch))).toEqual(ANEW);
      expect(await agreed(keys.decapsulator(epoch))).toEqual(FROM_CONTEXTS);
      points.add(Buffer.from(keys.decapsulator(epoch).point).toString('hex'));
      await keys.refresh(true);
    }
    expect(points.size).toBe(2);
    expect(await agreed(keys.decapsulator(1))).toEqual(FROM_CONTEXTS);
    await keys.forget(2, async () => new Set());
    expect(() => keys.decapsulator(1)).toThrow('that key is gone');
    expect(await agreed(keys.decapsulator(2))).toEqual(FROM_CONTEXTS);
  });
});

describe('the key above what systemd sealed', () => {
  /** Below `parent`, with no policy. */
  async function seal(raw: Tpm, parent: TpmKey, secret: Uint8Array): Promise<KeyBlob> {
    const { parameters } = await raw.execute({
      command: 'Create',
      handles: [parent],
      authorisations: ['password'],
      parameters: Buffer.concat([
        sized(sized(), sized(secret)),
        sized(encodePublic(SEALED)),
        sized(),
        uint32(0),
      ]),
    });
    const reader = new TpmReader(parameters);
    return { privateArea: reader.sized(1024), publicArea: reader.sized(1024) };
  }

  test('opens the same from its context, and after a reset of the TPM', async () => {
    const secret = randomBytes(32);
    const blob = await tpm.withTpm(async (raw) => {
      await using parent = await createSystemdPrimary(raw, 'ecc');
      return await seal(raw, parent, secret);
    });
    const kept = new KeptKey();
    const open = async (): Promise<CommandName[]> => {
      commands = [];
      using opened = await tpm.withTpm(async (raw) => {
        await using parent = await kept.load(raw, async () => createSystemdPrimary(raw, 'ecc'));
        return await unseal(raw, parent, { blob, policy: SEALED.policy, pcrs: sha256Pcrs([]) });
      });
      expect(Buffer.from(opened.reveal())).toEqual(secret);
      return commands;
    };
    const use = ['Load', 'StartAuthSession', 'Unseal', 'FlushContext', 'FlushContext'];
    expect(await open()).toEqual(['CreatePrimary', 'ContextSave', ...use]);
    expect(await open()).toEqual(['ContextLoad', ...use]);
    await reset();
    expect(await open()).toEqual(['ContextLoad', 'CreatePrimary', 'ContextSave', ...use]);
    expect(await open()).toEqual(['ContextLoad', ...use]);
    expect(await tpm.withTpm(leftBehind)).toEqual([]);
  });
});

describe('somebody on the bus who loads another context', () => {
  /** Of `kx` in the order of loading: storage root key, key for envelopes. */
  async function contextsOf(kx: Decapsulator): Promise<Uint8Array[]> {
    await agreed(kx);
    const seen: Uint8Array[] = [];
    interpose = (command) => {
      if (nameOf(command) === 'ContextLoad') seen.push(Buffer.from(command));
      return command;
    };
    await agreed(kx);
    return seen;
  }

  function replace(loads: readonly (Uint8Array | undefined)[]): void {
    let count = 0;
    interpose = (command) => {
      if (nameOf(command) !== 'ContextLoad') return command;
      count += 1;
      return loads[count - 1] ?? command;
    };
  }

  test('in place of the key is refused by the TPM: the authorisation is for the name of the key', async () => {
    const victim = tpmDecapsulator(tpm, await newBlob(1));
    const [, other] = await contextsOf(tpmDecapsulator(tpm, await newBlob(2)));
    await agreed(victim);
    replace([undefined, other]);
    expect(await opens(victim)).toBe('TPM_REFUSED');
    expect(await tpm.withTpm(leftBehind)).toEqual([]);
    replace([]);
    expect(await opens(victim)).toBe('opens');
  });

  test('in place of the key that salts the session is refused: the salt is for the public half that was checked', async () => {
    const victim = tpmDecapsulator(tpm, await newBlob(1));
    const other = await tpm.withTpm(async (raw) => {
      await using key = await createSystemdPrimary(raw, 'ecc');
      await using srk = await createSrk(raw);
      expect(key.name).not.toEqual(srk.name);
      const command = { command: 'ContextSave', handles: [key] } as const;
      const { parameters } = await raw.execute(command);
      return frameOf(parameters);
    });
    await agreed(victim);
    replace([other]);
    expect(await opens(victim)).toBe('TPM_REFUSED');
    expect(await tpm.withTpm(leftBehind)).toEqual([]);
  });
});

test('the key that salts a session computes no shared point for anybody, so nobody has the salt computed by it', async () => {
  const point = createECDH('prime256v1').generateKeys();
  const asking = tpm.withTpm(async (raw) => {
    await using srk = await createSrk(raw);
    await using session = await startEncryptedSession(raw, srk);
    return await ecdhZGen(raw, { kx: srk, session }, point);
  });
  await expect(asking).rejects.toMatchObject({ code: 'TPM_REFUSED' });
});

/** TPM2_ContextLoad. */
function frameOf(context: Uint8Array): Uint8Array {
  const head = Buffer.from('80010000000000000161', 'hex');
  head.writeUInt32BE(head.length + context.length, 2);
  return Buffer.concat([head, context]);
}
