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
import { openSrk, openSrkNamed } from '#src/tpm/commands/primaries.ts';
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
  work: (loaded: { readonly key: TpmKey; readonly srk: TpmKey }) => Promise<T>,
): Promise<T> {
  const opened = await openSrkNamed(tpm, blob.parentName);
  if (opened === undefined) {
    const text = `the key for envelopes (epoch ${blob.epoch}) is of another TPM, or of this one before it was cleared`;
    throw new CredfleetError('TPM_INTEGRITY', text);
  }
  await using srk = opened;
  await using key = await loadKey(tpm, srk, blob);
  return await work({ key, srk });
}

/** Checking a public half costs as much as a signature, and a blob does not change. */
const points = new WeakMap<KxBlob, Uint8Array>();

function pointOf(blob: KxBlob): Uint8Array {
  const known = points.get(blob);
  if (known !== undefined) return known;
  const verified = verifyKx(blob.publicArea);
  if (!verified.ok) {
    throw new CredfleetError('TPM_INTEGRITY', `its public half: ${verified.refusal}`);
  }
  const point = p256Point(verified.value.publicKey);
  points.set(blob, point);
  return point;
}

/** Each agreement loads the key, and the secret crosses the bus encrypted. */
export function tpmDecapsulator(tpm: HostTpm, blob: KxBlob): Decapsulator {
  return {
    point: pointOf(blob),
    agree: async (theirs: KeyObject) =>
      tpm.withTpm(async (raw) =>
        withKx(raw, blob, async ({ key, srk }) => {
          await using session = await startEncryptedSession(raw, srk);
          return await ecdhZGen(raw, { kx: key, session }, p256Point(theirs));
        }),
      ),
  };
}
