/**
 * Shares a new secret with the holder of a TPM decryption key (Part 1, B.10 for RSA, C.6 for ECC): the seed of a
 * credential, the salt of a session.
 * @module
 */
import { constants, createECDH, type KeyObject, publicEncrypt, randomBytes } from 'node:crypto';
import { p256Point } from '#src/identity/public-key.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { sized } from './bytes.ts';
import { kdfE } from './kdf.ts';
import { keyObjectOf } from './key-object.ts';
import type { TpmPublic } from './public-area.ts';

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
  const key = keyObjectOf(area);
  if (key === undefined) {
    throw new CredfleetError(
      'TPM_DATA_MALFORMED',
      'the public area has no usable P-256 or RSA key',
    );
  }
  return area.type === 'rsa' ? shareByRsa(key, label) : shareByEcc(key, label);
}

/** RSAES-OAEP with the name algorithm's hash and the label with its zero byte: Part 1, B.4 and B.10.2. */
function shareByRsa(key: KeyObject, label: string): SharedSecret {
  const secret = randomBytes(SECRET_BYTES);
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const oaepLabel = Buffer.from(`${label}\0`);
  const encrypted = publicEncrypt({ key, padding, oaepHash: 'sha256', oaepLabel }, secret);
  return { secret, encrypted };
}

/** One-pass Diffie-Hellman with an ephemeral key: Part 1, C.6.1 and C.6.3. */
function shareByEcc(key: KeyObject, label: string): SharedSecret {
  const theirs = Buffer.from(p256Point(key));
  const ephemeral = createECDH('prime256v1');
  const ours = ephemeral.generateKeys();
  const shared = ephemeral.computeSecret(theirs);
  const [u, v] = [xOf(ours), xOf(theirs)];
  const secret = kdfE(shared, { label, u, v, bits: 8 * SECRET_BYTES });
  shared.fill(0);
  return { secret, encrypted: Buffer.concat([sized(u), sized(ours.subarray(33))]) };
}

const xOf = (point: Buffer): Buffer => point.subarray(1, 33);
