/**
 * Encrypts whole documents at rest: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) with a random 24-byte
 * nonce, bound to namespace, name and UID, so that a body moved to another row does not open.
 * @module
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Random } from '#src/random/random.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 24;
/** First byte of every sealed body, so that the format can grow. */
const FORMAT = 1;

export type BodyIdentity = {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
};

export type BodySealer = {
  seal(text: string, identity: BodyIdentity): Uint8Array;
  /** @throws {CredfleetError} CONTENT_UNREADABLE when the key or the row is not the one it was sealed with. */
  open(sealed: Uint8Array, identity: BodyIdentity): string;
};

/**
 * Keeps a copy of the key: the caller may wipe its own.
 * @throws {CredfleetError} STORE_KEY_MISSING when the key is not 32 bytes, or was wiped already.
 */
export function createBodySealer(storageKey: Uint8Array, random: Random): BodySealer {
  const key = Uint8Array.from(storageKey);
  if (key.length !== KEY_BYTES || key.every((byte) => byte === 0)) {
    throw new CredfleetError(
      'STORE_KEY_MISSING',
      `the storage key must be ${KEY_BYTES} random bytes; ${key.length} were given or it was wiped`,
    );
  }
  return {
    seal: (text, identity) => {
      const nonce = random.bytes(NONCE_BYTES);
      const cipher = xchacha20poly1305(key, nonce, associatedData(identity));
      const plaintext = Buffer.from(text, 'utf8');
      const sealed = Buffer.concat([Uint8Array.of(FORMAT), nonce, cipher.encrypt(plaintext)]);
      plaintext.fill(0);
      return sealed;
    },
    open: (sealed, identity) => {
      try {
        if (sealed[0] !== FORMAT) throw new Error(`unknown format ${sealed[0]}`);
        const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
        const cipher = xchacha20poly1305(key, nonce, associatedData(identity));
        const plaintext = Buffer.from(cipher.decrypt(sealed.subarray(1 + NONCE_BYTES)));
        const text = plaintext.toString('utf8');
        plaintext.fill(0);
        return text;
      } catch (error) {
        throw CredfleetError.from(
          error,
          'CONTENT_UNREADABLE',
          `opening the stored Secret ${identity.namespace}/${identity.name}: the storage key is another one or the row was changed`,
        );
      }
    },
  };
}

/** None of the parts can contain the separator. */
function associatedData({ namespace, name, uid }: BodyIdentity): Uint8Array {
  return Buffer.from(`${namespace}/${name}/${uid}`, 'utf8');
}
