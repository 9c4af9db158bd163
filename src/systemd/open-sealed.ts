/**
 * The half of opening a sealed credential that needs no TPM and no files: which forms we know exactly, the key
 * from its parts, and what is inside. As systemd's creds-util.c writes it since 250.
 * @module
 */
import { createDecipheriv, createHash } from 'node:crypto';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { Secret } from '#src/secret/secret.ts';
import type { SealedFile, SealedHeader } from './sealed-header.ts';

export type KeyParts = {
  /** The host key's file behind its tag. */
  readonly hostKey?: Secret;
  /** What the TPM unsealed. */
  readonly tpmSecret?: Secret;
};

export type OpenedCredential = {
  readonly name: string;
  /** Microseconds since the epoch. */
  readonly sealedAtUs: bigint;
  /** undefined: never. */
  readonly notAfterUs: bigint | undefined;
  readonly content: Secret;
};

const NEVER = 0xffff_ffff_ffff_ffffn;
const NAME_AT = 20;
const ALIGNMENT = 8;
const NAME_MAX_BYTES = 255;

/** Why we leave a file to systemd itself; undefined when we know how it is sealed. */
export function formNotKnown(header: SealedHeader): string | undefined {
  if (header.keyType === 'null') return 'sealed with no key';
  if (header.userScoped) return 'bound to a user';
  if (header.srkPinned) return 'bound to the storage root key';
  if (header.tpm !== undefined && header.tpm.bank !== 'sha256')
    return 'bound to an unusual PCR bank';
  return undefined;
}

/** @throws {CredfleetError} SEAL_UNREADABLE when the key is not the one or a byte was changed. */
export function decryptSealed(file: SealedFile, keys: KeyParts): OpenedCredential {
  using inside = decipher(file, keys);
  const bytes = Buffer.from(inside.reveal().buffer, inside.reveal().byteOffset, inside.sizeBytes);
  const nameBytes = bytes.readUInt32LE(16);
  const contentAt = Math.ceil((NAME_AT + nameBytes) / ALIGNMENT) * ALIGNMENT;
  if (nameBytes > NAME_MAX_BYTES || contentAt > bytes.length) {
    throw new CredfleetError('SEAL_UNREADABLE', 'what is inside the sealed file is no credential');
  }
  const notAfterUs = bytes.readBigUInt64LE(8);
  return {
    name: bytes.toString('latin1', NAME_AT, NAME_AT + nameBytes),
    sealedAtUs: bytes.readBigUInt64LE(0),
    notAfterUs: notAfterUs === NEVER ? undefined : notAfterUs,
    content: new Secret(new Uint8Array(bytes.subarray(contentAt))),
  };
}

function decipher({ headerBytes, iv, ciphertext, tag }: SealedFile, keys: KeyParts): Secret {
  using key = keyOf(keys);
  const cipher = createDecipheriv('aes-256-gcm', key.reveal(), iv, { authTagLength: tag.length });
  cipher.setAAD(headerBytes).setAuthTag(tag);
  const plaintext = cipher.update(ciphertext);
  try {
    cipher.final();
    return new Secret(plaintext);
  } catch (reason) {
    plaintext.fill(0);
    const text = 'the key does not open the sealed file, or it was changed';
    throw new CredfleetError('SEAL_UNREADABLE', text, { cause: reason });
  }
}

function keyOf({ hostKey, tpmSecret }: KeyParts): Secret {
  const hash = createHash('sha256');
  if (hostKey !== undefined) hash.update(hostKey.reveal());
  if (tpmSecret !== undefined) hash.update(tpmSecret.reveal());
  return new Secret(hash.digest());
}
