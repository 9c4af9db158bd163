/**
 * A real software TPM in dictionary-attack lockout: what it does all the same, what it refuses, and that nothing of
 * ours makes it count.
 * @module
 */
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HostTpm } from '#agent/tpm/host-tpm.ts';
import { makeKx, tpmDecapsulator } from '#agent/tpm/kx-key.ts';
import { openTransport } from '#agent/tpm/open-tpm.node.ts';
import { quoteWithValues } from '#agent/tpm/quote.ts';
import { readTpmIdentity } from '#agent/tpm/tpm-identity.ts';
import { TpmWatch } from '#agent/tpm/tpm-watch.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { certify } from '#src/tpm/commands/identity.ts';
import { createAk, createSystemdPrimary } from '#src/tpm/commands/keys.ts';
import { readKeyBlob, unseal } from '#src/tpm/commands/sealed-data.ts';
import { readLockout } from '#src/tpm/commands/state.ts';
import type { Tpm } from '#src/tpm/commands/tpm.ts';
import { sha256Pcrs } from '#src/tpm/pcr.ts';
import { FakeLog } from '#test/fakes/fake-log.ts';
import {
  defineIndex,
  readIndexWrongly,
  removeIndex,
  resetLockout,
} from '../../testbed/tpm/commands.ts';
import { SwtpmProcess } from './swtpm.ts';
import { Tpm2Tools } from './tpm2-tools.ts';

/** What this TPM is made with. */
const MAX = 3;
const PARENT = 'fixedtpm|fixedparent|sensitivedataorigin|userwithauth|restricted|decrypt';
const NO_POLICY = Buffer.alloc(32);
const LOCKED = { isLockedOut: true, counter: MAX, max: MAX, intervalSeconds: 1000 };

let swtpm: SwtpmProcess;
let tpm: HostTpm;
let sealed: Buffer;

beforeAll(async () => {
  swtpm = await SwtpmProcess.start();
  sealed = sealAsSystemd(swtpm.tcti);
  const open = async () => openTransport(swtpm.tcti);
  tpm = new HostTpm({ open, clock: systemClock, random: systemRandom });
});
afterAll(async () => {
  await tpm?.[Symbol.asyncDispose]();
  await swtpm.stop();
});
beforeEach(async () => send(resetLockout()));

/** Below the key that systemd 252 to 257 seal to, with no PCRs. */
function sealAsSystemd(tcti: string): Buffer {
  using tools = new Tpm2Tools(tcti);
  tools.write('secret', 'a secret');
  tools.write('policy', NO_POLICY);
  const parent = ['-g', 'sha256', '-G', 'ecc256:aes128cfb', '-a', PARENT, '-c', 'parent'];
  tools.run('createprimary', '-C', 'o', ...parent);
  const object = ['-a', 'fixedtpm|fixedparent', '-L', 'policy', '-u', 'public', '-r', 'private'];
  tools.run('create', '-C', 'parent', '-g', 'sha256', '-i', 'secret', ...object);
  return Buffer.concat([tools.read('private'), tools.read('public')]);
}

/** As others use the TPM; they may fail. */
async function send(...commands: readonly Buffer[]): Promise<void> {
  await tpm[Symbol.asyncDispose]();
  await using transport = await openTransport(swtpm.tcti);
  for (const command of commands) await transport.transmit(command);
}

async function lockOut(): Promise<void> {
  const failures = Array.from({ length: MAX }, () => readIndexWrongly());
  await send(defineIndex(), ...failures, removeIndex());
}

const lockout = async () => tpm.withTpm(readLockout);

test('failures of others are counted until it is locked out; its owner ends that', async () => {
  await send(defineIndex(), readIndexWrongly(), removeIndex());
  expect(await lockout()).toEqual({ ...LOCKED, isLockedOut: false, counter: 1 });
  await lockOut();
  expect(await lockout()).toEqual(LOCKED);
  await send(resetLockout());
  expect(await lockout()).toEqual({ ...LOCKED, isLockedOut: false, counter: 0 });
});

describe('in lockout', () => {
  test('envelopes open, and the machine is known: no failure counts for these keys', async () => {
    const made = await tpm.withTpm(makeKx);
    await lockOut();
    const theirs = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
    const kx = tpmDecapsulator(tpm, { ...made, epoch: 1, createdAtMs: 0 });
    using secret = await kx.agree(theirs);
    expect(secret.reveal()).toHaveLength(32);
    expect((await tpm.withTpm(readTpmIdentity)).state.lockout).toEqual(LOCKED);
    expect((await tpm.withTpm(makeKx)).parentName).toEqual(made.parentName);
  });

  test.for<[what: string, use: (raw: Tpm) => Promise<unknown>]>([
    [
      'a quote',
      async (raw) => {
        await using ak = await createAk(raw);
        return await quoteWithValues(raw, ak, { qualifyingData: Buffer.alloc(32), pcrs: [7] });
      },
    ],
    [
      'what systemd sealed',
      async (raw) => {
        await using parent = await createSystemdPrimary(raw, 'ecc');
        const pcrs = sha256Pcrs([]);
        return await unseal(raw, parent, { blob: readKeyBlob(sealed), policy: NO_POLICY, pcrs });
      },
    ],
    [
      'a proof for a new certificate',
      async (raw) => {
        await using ak = await createAk(raw);
        return await certify(raw, { kx: ak, ak }, Buffer.alloc(32));
      },
    ],
  ])('%s is refused, and not counted', async ([, use]) => {
    await lockOut();
    await expect(tpm.withTpm(use)).rejects.toMatchObject({ code: 'TPM_LOCKED_OUT' });
    expect(await lockout()).toEqual(LOCKED);
  });

  test('the agent keeps from it, naming counter, limit and end; over, it goes on', async () => {
    const log = new FakeLog();
    const read = async () => lockout();
    const watch = new TpmWatch({ read, clock: systemClock, random: systemRandom, log: log.logger });
    await lockOut();
    await expect(watch.refuseLockedOut()).rejects.toMatchObject({
      code: 'TPM_LOCKED_OUT',
      message: expect.stringMatching(
        /3 of 3 failed authorisations .* every 1000 s; over by \d{4}-.* tpm2_dictionarylockout/u,
      ),
    });
    await send(resetLockout());
    await watch.look();
    await watch.refuseLockedOut();
    expect(watch.seen).toMatchObject({ kind: 'answers', lockout: { isLockedOut: false } });
  });
});
