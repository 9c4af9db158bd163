/**
 * The controller's two data keys as the rest of it sees them: one encrypts the content of versions, from
 * the other each HostCredential's digest key is derived. Where they are kept is the keyring's matter.
 * @module
 */
import { hkdfSync } from 'node:crypto';
import { Secret } from '#src/secret/secret.ts';

/** 32 random bytes with a public name. */
export type NamedKey = { readonly id: string; readonly key: Secret };

export interface ContentKeys {
  /** New content is encrypted under this one. */
  readonly content: NamedKey;
  /** Also finds keys that were replaced; undefined when nobody has it any more. */
  contentKey(id: string): NamedKey | undefined;
  /** Digest keys are derived from this one. */
  readonly digestMaster: NamedKey;
}

const DIGEST_KEY_BYTES = 32;

/** HKDF-SHA256 (RFC 5869) of the master key for one HostCredential: equal content of two teams has unequal digests. */
export function deriveDigestKey(master: NamedKey, hostCredentialUid: string): Secret {
  const info = `credfleet digest key/1\0${hostCredentialUid}`;
  return new Secret(
    new Uint8Array(hkdfSync('sha256', master.key.reveal(), '', info, DIGEST_KEY_BYTES)),
  );
}
