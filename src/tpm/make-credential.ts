/**
 * TPM2_MakeCredential without a TPM (Part 1, 24; Part 3, 12.6): a secret that only the TPM with this EK gives out,
 * and only where it has the AK loaded. It takes keys that were verified; of others it would prove nothing.
 * @module
 */
import { createCipheriv, createHmac } from 'node:crypto';
import { sized } from './bytes.ts';
import { kdfA, NO_CONTEXT } from './kdf.ts';
import { shareSecret } from './secret-sharing.ts';
import type { AttestationKey, EndorsementKey } from './verify-keys.ts';

/** For TPM2_ActivateCredential, each without its size. */
export type Credential = {
  /** TPM2B_ID_OBJECT. */
  readonly blob: Uint8Array;
  /** TPM2B_ENCRYPTED_SECRET. */
  readonly encryptedSecret: Uint8Array;
};

/** Of the EK's name algorithm: a credential is not larger. */
export const CREDENTIAL_MAX_BYTES = 32;

/** @param secret 1 to 32 bytes; the caller wipes it. */
export function makeCredential(
  ek: EndorsementKey,
  ak: AttestationKey,
  secret: Uint8Array,
): Credential {
  if (secret.length === 0 || secret.length > CREDENTIAL_MAX_BYTES) {
    throw new RangeError(`a credential has 1 to 32 bytes, not ${secret.length}`);
  }
  const { secret: seed, encrypted } = shareSecret(ek.area, 'IDENTITY');
  const symmetricKey = kdfA(seed, { label: 'STORAGE', u: ak.name, v: NO_CONTEXT.v, bits: 128 });
  const hmacKey = kdfA(seed, { label: 'INTEGRITY', ...NO_CONTEXT, bits: 256 });
  const cipher = createCipheriv('aes-128-cfb', symmetricKey, Buffer.alloc(16));
  const plaintext = sized(secret);
  const identity = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const integrity = createHmac('sha256', hmacKey).update(identity).update(ak.name).digest();
  for (const wiped of [seed, symmetricKey, hmacKey, plaintext]) wiped.fill(0);
  return { blob: Buffer.concat([sized(integrity), identity]), encryptedSecret: encrypted };
}
