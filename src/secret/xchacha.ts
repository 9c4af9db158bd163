/**
 * XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) on node:crypto, which has ChaCha20-Poly1305 with short nonces only: nonces
 * of 24 bytes may be drawn at random under one key.
 * @module
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';

export const NONCE_BYTES = 24;

const CIPHER = 'chacha20-poly1305';
const TAG_BYTES = 16;
const TAG = { authTagLength: TAG_BYTES } as const;
const WORDS = 4;
const BLOCK = new Uint8Array(64);
const CONSTANTS = Buffer.from('expand 32-byte k', 'latin1');

type Bound = {
  /** 32 bytes. */
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
  readonly aad: Uint8Array;
};

/** Returns ciphertext and tag. */
export function encrypt(plain: Uint8Array, { key, nonce, aad }: Bound): Uint8Array {
  using own = subkey(key, nonce);
  const cipher = createCipheriv(CIPHER, own.key, own.nonce, TAG);
  cipher.setAAD(aad);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The plaintext, which the caller wipes. Throws when it is not what was encrypted under all of this. */
export function decrypt(sealed: Uint8Array, { key, nonce, aad }: Bound): Buffer {
  const end = sealed.length - TAG_BYTES;
  if (end < 0) throw new TypeError('it is shorter than its tag');
  using own = subkey(key, nonce);
  const decipher = createDecipheriv(CIPHER, own.key, own.nonce, TAG);
  decipher.setAAD(aad).setAuthTag(sealed.subarray(end));
  const plain = decipher.update(sealed.subarray(0, end));
  try {
    decipher.final();
  } catch (reason) {
    plain.fill(0);
    throw reason;
  }
  return plain;
}

type Subkey = Disposable & { readonly key: Uint8Array; readonly nonce: Uint8Array };

/** HChaCha20 of the first 16 bytes of the nonce; what is left of it is the nonce under that key. */
function subkey(key: Uint8Array, nonce: Uint8Array): Subkey {
  if (nonce.length !== NONCE_BYTES) throw new TypeError(`a nonce of ${nonce.length} bytes`);
  const input = Buffer.from(nonce.subarray(0, 16));
  const short = Buffer.alloc(12);
  short.set(nonce.subarray(16), WORDS);
  // A block of ChaCha20 is what its rounds make of the state, plus that state: HChaCha20 is the same without the addition.
  const block = createCipheriv('chacha20', key, input).update(BLOCK);
  const made = Buffer.alloc(32);
  for (let word = 0; word < WORDS; word += 1) {
    const at = word * 4;
    made.writeUInt32LE((block.readUInt32LE(at) - CONSTANTS.readUInt32LE(at)) >>> 0, at);
    made.writeUInt32LE((block.readUInt32LE(48 + at) - input.readUInt32LE(at)) >>> 0, 16 + at);
  }
  block.fill(0);
  return { key: made, nonce: short, [Symbol.dispose]: () => void made.fill(0) };
}
