/**
 * Shares a new secret with the holder of a TPM decryption key (Part 1, B.10 for RSA, C.6 for ECC): the seed of a
 * credential, the salt of a session.
 * @module
 */
import { constants, createECDH, type ECDH, publicEncrypt, randomBytes } from 'node:crypto';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { sized } from './bytes.ts';
import { kdfE } from './kdf.ts';
import { keyObjectOf, p256PointOf } from './key-object.ts';
import type { EccPublic, TpmPublic } from './public-area.ts';

const SECRET_BYTES = 32;

export type SharedSecret = {
  /** 32 bytes; the caller wipes them. */
  readonly secret: Buffer;
  /** For the TPM: TPM2B_ENCRYPTED_SECRET without its size. */
  readonly encrypted: Uint8Array;
};

/**
 * @param label IDENTITY for credentials, SECRET for session salts.
 * @throws {CredfleetError} TPM_DATA_MALFORMED when the key is none that can receive a secret.
 */
export function shareSecret(area: TpmPublic, label: 'IDENTITY' | 'SECRET'): SharedSecret {
  const shared = area.type === 'ecc' ? shareByEcc(area, label) : shareByRsa(area, label);
  if (shared !== undefined) return shared;
  throw new CredfleetError('TPM_DATA_MALFORMED', 'the public area has no usable P-256 or RSA key');
}

/** RSAES-OAEP with the name algorithm's hash and the label with its zero byte: Part 1, B.4 and B.10.2. */
function shareByRsa(area: TpmPublic, label: string): SharedSecret | undefined {
  const key = area.type === 'rsa' ? keyObjectOf(area) : undefined;
  if (key === undefined) return undefined;
  const secret = randomBytes(SECRET_BYTES);
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const oaepLabel = Buffer.from(`${label}\0`);
  const encrypted = publicEncrypt({ key, padding, oaepHash: 'sha256', oaepLabel }, secret);
  return { secret, encrypted };
}

/** One-pass Diffie-Hellman with an ephemeral key: Part 1, C.6.1 and C.6.3. */
function shareByEcc(area: EccPublic, label: string): SharedSecret | undefined {
  const theirs = p256PointOf(area);
  if (theirs === undefined) return undefined;
  const ephemeral = createECDH('prime256v1');
  const ours = ephemeral.generateKeys();
  const shared = agree(ephemeral, theirs);
  if (shared === undefined) return undefined;
  const [u, v] = [xOf(ours), xOf(theirs)];
  const secret = kdfE(shared, { label, u, v, bits: 8 * SECRET_BYTES });
  shared.fill(0);
  return { secret, encrypted: Buffer.concat([sized(u), sized(ours.subarray(33))]) };
}

/** Undefined when their point is not on the curve. */
function agree(ours: ECDH, theirs: Uint8Array): Buffer | undefined {
  try {
    return ours.computeSecret(theirs);
  } catch {
    return undefined;
  }
}

const xOf = (point: Uint8Array): Uint8Array => point.subarray(1, 33);
