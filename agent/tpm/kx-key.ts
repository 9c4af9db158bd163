/**
 * The key in the TPM that opens this host's envelopes: made there, kept outside only as a blob that no other TPM
 * loads.
 * @module
 */
import type { KeyObject } from 'node:crypto';
import type { Decapsulator } from '#src/envelope/decapsulator.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { p256Point } from '#src/identity/public-key.ts';
import { ecdhZGen } from '#src/tpm/commands/identity.ts';
import { createKx, type KeyBlob, loadKey, type TpmKey } from '#src/tpm/commands/keys.ts';
import { KeptKey } from '#src/tpm/commands/kept-key.ts';
import { type OpenKey, openSrk, openSrkNamed } from '#src/tpm/commands/primaries.ts';
import { startEncryptedSession } from '#src/tpm/commands/start-session.ts';
import type { Tpm } from '#src/tpm/commands/tpm.ts';
import { verifyKx } from '#src/tpm/verify-keys.ts';
import type { HostTpm } from './host-tpm.ts';

export type KxBlob = KeyBlob & {
  readonly epoch: number;
  readonly createdAtMs: number;
  /** Of the storage root key that it was made under. */
  readonly parentName: Uint8Array;
};

export async function makeKx(tpm: Tpm): Promise<Omit<KxBlob, 'epoch' | 'createdAtMs'>> {
  await using srk = await openSrk(tpm);
  return { ...(await createKx(tpm, srk)), parentName: srk.name };
}

/**
 * @throws {CredfleetError} TPM_INTEGRITY when this TPM did not make the blob, or was cleared since.
 */
export async function withKx<T>(
  tpm: Tpm,
  blob: KxBlob,
  work: (key: TpmKey) => Promise<T>,
): Promise<T> {
  await using srk = await openParent(tpm, blob);
  await using key = await loadKey(tpm, srk, blob);
  return await work(key);
}

async function openParent(tpm: Tpm, { epoch, parentName }: KxBlob): Promise<OpenKey> {
  const srk = await openSrkNamed(tpm, parentName);
  if (srk !== undefined) return srk;
  const text = `the key for envelopes (epoch ${epoch}) is of another TPM, or of this one before it was cleared`;
  throw new CredfleetError('TPM_INTEGRITY', text);
}

function pointOf(blob: KxBlob): Uint8Array {
  const verified = verifyKx(blob.publicArea);
  if (!verified.ok) {
    throw new CredfleetError('TPM_INTEGRITY', `its public half: ${verified.refusal}`);
  }
  return p256Point(verified.value.publicKey);
}

/**
 * One for the life of a blob: it keeps the key, and the one above it, from one agreement to the next. The secret crosses
 * the bus encrypted. The session is salted by the storage root key, as KX is not restricted: while it is loaded, who sits
 * on the bus could have the salt computed by it.
 */
export function tpmDecapsulator(tpm: HostTpm, blob: KxBlob): Decapsulator {
  const [keptSrk, keptKey] = [new KeptKey(), new KeptKey()];
  return {
    point: pointOf(blob),
    agree: async (theirs: KeyObject) =>
      tpm.withTpm(async (raw) => {
        await using srk = await keptSrk.load(raw, async () => openParent(raw, blob));
        await using kx = await keptKey.load(raw, async () => loadKey(raw, srk, blob));
        await using session = await startEncryptedSession(raw, srk);
        return await ecdhZGen(raw, { kx, session }, p256Point(theirs));
      }),
  };
}
