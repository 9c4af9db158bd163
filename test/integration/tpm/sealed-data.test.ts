/**
 * Data that tpm2-tools seal as systemd 252 and 257 do: below a storage key of the same template, with a policy of
 * PCRs or with none.
 * @module
 */
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorisedPolicyDigest, pcrKeyArea } from '#src/systemd/pcr-key.ts';
import { signPolicyDigest } from '#src/systemd/pcr-signature.ts';
import type { SignedPcrs } from '#src/tpm/commands/authorise-policy.ts';
import { createSystemdPrimary } from '#src/tpm/commands/keys.ts';
import { readKeyBlob, unseal } from '#src/tpm/commands/sealed-data.ts';
import type { Tpm } from '#src/tpm/commands/tpm.ts';
import { sha256Pcrs } from '#src/tpm/pcr.ts';
import { SwtpmProcess } from './swtpm.ts';
import { contains, leftBehind, withTpm } from './with-tpm.ts';

const PARENT = 'fixedtpm|fixedparent|sensitivedataorigin|userwithauth|restricted|decrypt';
const NO_POLICY = Buffer.alloc(32);
/** Nobody extends it but this test, and the tools may set it back. */
const PCR = 16;

let swtpm: SwtpmProcess;
let dir: string;
beforeAll(async () => {
  swtpm = await SwtpmProcess.start();
  dir = mkdtempSync(join(tmpdir(), 'credfleet-sealed-'));
});
afterAll(async () => {
  await swtpm.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** The TPM has no resource manager here: what a tool leaves is flushed after it. */
function tools(...args: readonly string[]): void {
  const env = { PATH: process.env['PATH'], TPM2TOOLS_TCTI: swtpm.tcti };
  execFileSync('tpm2', args, { cwd: dir, env, stdio: ['ignore', 'pipe', 'pipe'] });
  execFileSync('tpm2', ['flushcontext', '-t'], { cwd: dir, env, stdio: 'ignore' });
}

type Sealed = { readonly secret: Buffer; readonly object: Buffer; readonly policy: Buffer };

function seal(kind: 'ecc' | 'rsa', policy?: Buffer): Sealed {
  const secret = randomBytes(32);
  writeFileSync(join(dir, 'secret'), secret);
  writeFileSync(join(dir, 'policy'), policy ?? NO_POLICY);
  const algorithm = kind === 'ecc' ? 'ecc256:aes128cfb' : 'rsa2048:aes128cfb';
  tools('createprimary', '-C', 'o', '-g', 'sha256', '-G', algorithm, '-a', PARENT, '-c', 'parent');
  const object = ['-a', 'fixedtpm|fixedparent', '-L', 'policy', '-u', 'public', '-r', 'private'];
  tools('create', '-C', 'parent', '-g', 'sha256', '-i', 'secret', ...object);
  const parts = ['private', 'public'].map((name) => readFileSync(join(dir, name)));
  return { secret, object: Buffer.concat(parts), policy: policy ?? NO_POLICY };
}

function pcrPolicy(): Buffer {
  tools('createpolicy', '--policy-pcr', '-l', `sha256:${PCR}`, '-L', 'pcr-policy');
  // It leaves the session in which it tried the policy, and there is room for few.
  tools('flushcontext', '-l');
  return readFileSync(join(dir, 'pcr-policy'));
}

async function open(
  tpm: Tpm,
  kind: 'ecc' | 'rsa',
  {
    object,
    policy,
    pcrs = [],
    signed,
  }: Sealed & { readonly pcrs?: readonly number[]; readonly signed?: SignedPcrs },
): Promise<string> {
  await using parent = await createSystemdPrimary(tpm, kind);
  const given = {
    blob: readKeyBlob(object),
    policy,
    pcrs: sha256Pcrs(pcrs),
    ...(signed === undefined ? {} : { signed }),
  };
  using secret = await unseal(tpm, parent, given);
  return Buffer.from(secret.reveal()).toString('hex');
}

test.for(['ecc', 'rsa'] as const)('below the %s key, without PCRs', async (kind) => {
  const sealed = seal(kind);
  await withTpm(swtpm.tcti, async ({ tpm, recorded }) => {
    expect(await open(tpm, kind, sealed)).toBe(sealed.secret.toString('hex'));
    expect(contains(recorded, sealed.secret)).toBe(false);
    expect(await leftBehind(tpm)).toEqual([]);
  });
});

test('bound to a PCR: opens until that is extended, and leaves nothing behind', async () => {
  const sealed = { ...seal('ecc', pcrPolicy()), pcrs: [PCR] };
  await withTpm(swtpm.tcti, async ({ tpm, recorded }) => {
    expect(await open(tpm, 'ecc', sealed)).toBe(sealed.secret.toString('hex'));
    expect(contains(recorded, sealed.secret)).toBe(false);
  });
  tools('pcrextend', `${PCR}:sha256=${'01'.repeat(32)}`);
  await withTpm(swtpm.tcti, async ({ tpm }) => {
    // The tools leave the sessions in which they tried the policy.
    const before = await leftBehind(tpm);
    await expect(open(tpm, 'ecc', sealed)).rejects.toMatchObject({
      code: 'TPM_REFUSED',
      message: expect.stringContaining('a policy that is not met') as unknown,
    });
    expect(await leftBehind(tpm)).toEqual(before);
  });
});

describe('bound to the PCR states that a key signed', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 });

  /** As TPM2_PolicyPCR makes it of the PCR now. */
  const signedBy = (key: KeyObject, signer: KeyObject, state: string): SignedPcrs => ({
    pcrs: sha256Pcrs([PCR]),
    key: pcrKeyArea(key),
    policy: Buffer.from(state, 'hex'),
    signature: Buffer.from(signPolicyDigest(signer, state), 'base64'),
  });
  const sealedToKey = (): Sealed =>
    seal('ecc', Buffer.from(authorisedPolicyDigest(publicKey), 'hex'));

  test('opens in the state that was signed, also when that comes later, and leaves nothing behind', async () => {
    const sealed = sealedToKey();
    const now = pcrPolicy().toString('hex');
    const signed = signedBy(publicKey, privateKey, now);
    await withTpm(swtpm.tcti, async ({ tpm, recorded }) => {
      const before = await leftBehind(tpm);
      expect(await open(tpm, 'ecc', { ...sealed, signed })).toBe(sealed.secret.toString('hex'));
      expect(contains(recorded, sealed.secret)).toBe(false);
      expect(await leftBehind(tpm)).toEqual(before);
    });
    tools('pcrextend', `${PCR}:sha256=${'02'.repeat(32)}`);
    const next = signedBy(publicKey, privateKey, pcrPolicy().toString('hex'));
    await withTpm(swtpm.tcti, async ({ tpm }) => {
      const before = await leftBehind(tpm);
      await expect(open(tpm, 'ecc', { ...sealed, signed })).rejects.toMatchObject({
        code: 'TPM_REFUSED',
      });
      expect(await leftBehind(tpm)).toEqual(before);
      const opened = await open(tpm, 'ecc', { ...sealed, signed: next });
      expect(opened).toBe(sealed.secret.toString('hex'));
    });
  });

  test.for([
    { given: 'another key', key: other.publicKey, signer: other.privateKey },
    { given: 'a signature by another key', key: publicKey, signer: other.privateKey },
  ])('does not open with $given, and leaves nothing behind', async ({ key, signer }) => {
    const sealed = sealedToKey();
    const signed = signedBy(key, signer, pcrPolicy().toString('hex'));
    await withTpm(swtpm.tcti, async ({ tpm }) => {
      const before = await leftBehind(tpm);
      await expect(open(tpm, 'ecc', { ...sealed, signed })).rejects.toMatchObject({
        code: 'TPM_REFUSED',
      });
      expect(await leftBehind(tpm)).toEqual(before);
    });
  });
});

test('an object whose policy is not the one that the file says is refused', async () => {
  const sealed = { ...seal('ecc'), policy: pcrPolicy(), pcrs: [PCR] };
  await withTpm(swtpm.tcti, async ({ tpm }) => {
    const before = await leftBehind(tpm);
    await expect(open(tpm, 'ecc', sealed)).rejects.toMatchObject({ code: 'TPM_DATA_MALFORMED' });
    expect(await leftBehind(tpm)).toEqual(before);
  });
});

test('what another TPM sealed is told apart', async () => {
  const sealed = seal('ecc');
  const other = await SwtpmProcess.start();
  try {
    await withTpm(other.tcti, async ({ tpm }) => {
      await expect(open(tpm, 'ecc', sealed)).rejects.toMatchObject({ code: 'TPM_INTEGRITY' });
      expect(await leftBehind(tpm)).toEqual([]);
    });
  } finally {
    await other.stop();
  }
});
