/**
 * The suite's KEM, KDF and AEAD on node:crypto for the hpke package, which runs the rest of RFC 9180: a
 * fifth of what its own cost through WebCrypto, and the KX key may be in a TPM. A test holds them
 * against the package's own.
 * @module
 */
import { createCipheriv, createDecipheriv, createECDH, createHmac } from 'node:crypto';
import {
  type AEAD,
  concat,
  type KDF,
  type KEM,
  type Key,
  LabeledExpand,
  LabeledExtract,
} from 'hpke';
import type { Decapsulator } from './decapsulator.ts';
import { p256Spki, parseP256Spki } from '#src/identity/public-key.ts';

/** A P-256 key as hpke wants to see it; `point` is the public half, uncompressed; a private one agrees on secrets. */
export type KemKey = Key & { readonly point: Uint8Array; readonly agree?: Decapsulator['agree'] };

const CURVE = 'prime256v1';
const CIPHER = 'aes-256-gcm';
/** "KEM" and the identifier of DHKEM(P-256, HKDF-SHA256). */
const KEM_SUITE_ID = Buffer.from('KEM\0\x10', 'latin1');
const HASH_BYTES = 32;
const TAG_BYTES = 16;

const ECDH = { algorithm: { name: 'ECDH' }, extractable: false } as const;

/** @param point of P-256, uncompressed. */
export function publicKemKey(point: Uint8Array): KemKey {
  return { ...ECDH, type: 'public', point };
}

export function privateKemKey(kx: Decapsulator): KemKey {
  return { ...ECDH, type: 'private', point: kx.point, agree: async (theirs) => kx.agree(theirs) };
}

export const nodeKdf = (): KDF => ({
  id: 0x0001,
  type: 'KDF',
  name: 'HKDF-SHA256',
  Nh: HASH_BYTES,
  stages: 2,
  Extract: async (salt, ikm) => createHmac('sha256', salt).update(ikm).digest(),
  Expand: async (prk, info, length) => {
    const blocks: Uint8Array[] = [];
    for (let count = 1; (count - 1) * HASH_BYTES < length; count += 1) {
      const hmac = createHmac('sha256', prk)
        .update(blocks.at(-1) ?? Buffer.alloc(0))
        .update(info);
      blocks.push(hmac.update(Uint8Array.of(count)).digest());
    }
    return concat(...blocks).slice(0, length);
  },
  Derive: async () => unused('Derive'),
});

export const nodeAead = (): AEAD => ({
  id: 0x0002,
  type: 'AEAD',
  name: 'AES-256-GCM',
  Nk: 32,
  Nn: 12,
  Nt: TAG_BYTES,
  // oxlint-disable-next-line max-params -- hpke's interface
  Seal: async (key, nonce, aad, plain) => {
    const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(aad);
    return concat(cipher.update(plain), cipher.final(), cipher.getAuthTag());
  },
  // oxlint-disable-next-line max-params -- hpke's interface
  Open: async (key, nonce, aad, sealed) => {
    const end = sealed.length - TAG_BYTES;
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(aad).setAuthTag(sealed.subarray(end));
    const plain = decipher.update(sealed.subarray(0, end));
    try {
      decipher.final();
    } catch (reason) {
      plain.fill(0);
      throw reason;
    }
    return new Uint8Array(plain.buffer, plain.byteOffset, plain.length);
  },
});

export const nodeKem = (): KEM<KemKey> => ({
  id: 0x0010,
  type: 'KEM',
  name: 'DHKEM(P-256, HKDF-SHA256)',
  Nsecret: 32,
  Nenc: 65,
  Npk: 65,
  Nsk: 32,
  Encap: async (recipient) => {
    const ephemeral = createECDH(CURVE);
    const enc = new Uint8Array(ephemeral.generateKeys());
    const dh = ephemeral.computeSecret(recipient.point);
    try {
      return { shared_secret: await sharedSecret(dh, enc, recipient), enc };
    } finally {
      dh.fill(0);
    }
  },
  Decap: async (enc, recipient) => {
    // A TPM is asked only about points that are on the curve.
    const theirs = parseP256Spki(p256Spki(enc));
    if (theirs === undefined) throw new TypeError('the encapsulated key is no point of P-256');
    if (recipient.agree === undefined) throw new TypeError('a public key opens nothing');
    using dh = await recipient.agree(theirs);
    return sharedSecret(dh.reveal(), enc, recipient);
  },
  DeriveKeyPair: async () => unused('DeriveKeyPair'),
  GenerateKeyPair: async () => unused('GenerateKeyPair'),
  SerializePublicKey: async ({ point }) => point,
  DeserializePublicKey: async () => unused('DeserializePublicKey'),
  SerializePrivateKey: async () => unused('SerializePrivateKey'),
  DeserializePrivateKey: async () => unused('DeserializePrivateKey'),
});

/** ExtractAndExpand of RFC 9180, section 4.1. */
async function sharedSecret(
  dh: Uint8Array,
  enc: Uint8Array,
  { point }: KemKey,
): Promise<Uint8Array> {
  const kdf = nodeKdf();
  const text = (label: string): Uint8Array => Buffer.from(label, 'latin1');
  const none = new Uint8Array();
  const prk = await LabeledExtract(kdf, KEM_SUITE_ID, none, text('eae_prk'), dh);
  const context = concat(enc, point);
  return LabeledExpand(kdf, KEM_SUITE_ID, prk, text('shared_secret'), context, 32);
}

function unused(what: string): never {
  throw new TypeError(`${what} is not needed for envelopes`);
}
