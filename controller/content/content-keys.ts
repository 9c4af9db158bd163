/**
 * The keys of the keyring that versions need, and their public names.
 * @module
 */
import { createHash } from 'node:crypto';
import type { Secret } from '#src/secret/secret.ts';

/** A part of the Keyring. */
export type ContentKeys = {
  /** Encrypts the content of CredentialVersions; 32 bytes. */
  readonly contentKey: Secret;
  /** The HMAC key of one HostCredential's digests; 32 bytes. The caller disposes it. */
  digestKey(credentialUid: string): Secret;
};

const KEY_ID_CHARACTERS = 16;

/** Names a key without saying anything about it: keys are 32 random bytes, so a hash gives nothing away. */
export function keyId(key: Secret): string {
  const hash = createHash('sha256').update('credfleet key id\0').update(key.reveal());
  return hash.digest('hex').slice(0, KEY_ID_CHARACTERS);
}
