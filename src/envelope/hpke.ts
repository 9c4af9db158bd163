/**
 * HPKE (RFC 9180) as envelopes use it, both ends: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, base mode; on
 * node:crypto. A test holds both ends against the hpke package.
 * @module
 */
import { createCipheriv, createDecipheriv, createECDH, createHmac } from 'node:crypto';
import { p256Spki, parseP256Spki } from '#src/identity/public-key.ts';
import type { Decapsulator } from './decapsulator.ts';

/** KEM, KDF and AEAD identifiers (RFC 9180, section 7), as the envelope's header carries them. */
export const SUITE_ID = Buffer.from('001000010002', 'hex');

export type Sender = Disposable & {
  /** The encapsulated key: a P-256 point, uncompressed. */
  readonly enc: Uint8Array;
  /** Returns ciphertext and tag; each call takes the next nonce. */
  seal(plain: Uint8Array, aad: Uint8Array): Uint8Array;
};

export type Recipient = Disposable & {
  /** In the order in which they were sealed. Throws when it is not what was sealed with this `aad`. */
  open(sealed: Uint8Array, aad: Uint8Array): Uint8Array;
};

const CURVE = 'prime256v1';
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SECRET_BYTES = 32;
/** Of a nonce only the end is counted: RFC 9180, 5.2, allows more than anybody needs. */
const COUNT_MAX = 0xffff_ffff;

const NONE = new Uint8Array();
const VERSION = ascii('HPKE-v1');
const KEM_SUITE = Buffer.concat([ascii('KEM'), SUITE_ID.subarray(0, 2)]);
const HPKE_SUITE = Buffer.concat([ascii('HPKE'), SUITE_ID]);
const BASE_MODE = Uint8Array.of(0);
const PSK_ID_HASH = extract(HPKE_SUITE, NONE, 'psk_id_hash', NONE);

/**
 * @param point the recipient's P-256 key, uncompressed.
 * @throws when it is no point of the curve.
 */
export function sealTo(point: Uint8Array, info: Uint8Array): Sender {
  const ephemeral = createECDH(CURVE);
  const enc = ephemeral.generateKeys();
  const dh = ephemeral.computeSecret(point);
  const keys = new Keys(sharedSecret(dh, enc, point), info);
  return {
    enc,
    seal: (plain, aad) => {
      const cipher = createCipheriv(CIPHER, keys.key, keys.nextNonce(), GCM).setAAD(aad);
      const sealed = [cipher.update(plain), cipher.final(), cipher.getAuthTag()];
      keys.count += 1;
      return Buffer.concat(sealed);
    },
    [Symbol.dispose]: () => keys[Symbol.dispose](),
  };
}

/** @throws when `enc` is no point of the curve; what the key throws (TPM_…). */
export async function openFrom(
  enc: Uint8Array,
  kx: Decapsulator,
  info: Uint8Array,
): Promise<Recipient> {
  // A TPM is asked only about points that are on the curve.
  const theirs = parseP256Spki(p256Spki(enc));
  if (theirs === undefined) throw new TypeError('the encapsulated key is no point of P-256');
  using dh = await kx.agree(theirs);
  const keys = new Keys(sharedSecret(dh.reveal(), enc, kx.point), info);
  return {
    open: (sealed, aad) => {
      const plain = decrypt(keys, sealed, aad);
      keys.count += 1;
      return plain;
    },
    [Symbol.dispose]: () => keys[Symbol.dispose](),
  };
}

const GCM = { authTagLength: TAG_BYTES } as const;

function decrypt(keys: Keys, sealed: Uint8Array, aad: Uint8Array): Uint8Array {
  const end = sealed.length - TAG_BYTES;
  if (end < 0) throw new TypeError('it is shorter than its tag');
  const decipher = createDecipheriv(CIPHER, keys.key, keys.nextNonce(), GCM);
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

/** Key and nonces of one direction: the key schedule of RFC 9180, 5.1, without an exporter. Takes `shared` and wipes it. */
class Keys implements Disposable {
  readonly key: Uint8Array;
  readonly #baseNonce: Buffer;
  /** Messages so far. */
  count = 0;

  constructor(shared: Uint8Array, info: Uint8Array) {
    const context = [BASE_MODE, PSK_ID_HASH, extract(HPKE_SUITE, NONE, 'info_hash', info)];
    const secret = extract(HPKE_SUITE, shared, 'secret', NONE);
    this.key = expand(HPKE_SUITE, secret, { label: 'key', info: context, bytes: KEY_BYTES });
    const nonce = { label: 'base_nonce', info: context, bytes: NONCE_BYTES };
    this.#baseNonce = expand(HPKE_SUITE, secret, nonce);
    for (const bytes of [shared, secret]) bytes.fill(0);
  }

  nextNonce(): Uint8Array {
    if (this.count > COUNT_MAX) throw new TypeError('no key serves so many messages');
    const nonce = Buffer.from(this.#baseNonce);
    const end = NONCE_BYTES - 4;
    nonce.writeUInt32BE((nonce.readUInt32BE(end) ^ this.count) >>> 0, end);
    return nonce;
  }

  [Symbol.dispose](): void {
    this.key.fill(0);
    this.#baseNonce.fill(0);
  }
}

/** ExtractAndExpand of RFC 9180, 4.1. Takes `dh` and wipes it. */
function sharedSecret(dh: Uint8Array, enc: Uint8Array, point: Uint8Array): Uint8Array {
  const prk = extract(KEM_SUITE, NONE, 'eae_prk', dh);
  const shared = { label: 'shared_secret', info: [enc, point], bytes: SECRET_BYTES };
  const secret = expand(KEM_SUITE, prk, shared);
  for (const bytes of [dh, prk]) bytes.fill(0);
  return secret;
}

/** LabeledExtract of RFC 9180, 4. */
// oxlint-disable-next-line max-params -- those of the RFC
function extract(suite: Buffer, salt: Uint8Array, label: string, ikm: Uint8Array): Buffer {
  return hmac(salt, [VERSION, suite, ascii(label), ikm]);
}

type Expansion = {
  readonly label: string;
  readonly info: readonly Uint8Array[];
  /** At most one block of the hash. */
  readonly bytes: number;
};

/** LabeledExpand of RFC 9180, 4; one block of HKDF-Expand (RFC 5869). */
function expand(suite: Buffer, prk: Uint8Array, { label, info, bytes }: Expansion): Buffer {
  const parts = [Uint8Array.of(0, bytes), VERSION, suite, ascii(label), ...info, FIRST_BLOCK];
  return hmac(prk, parts).subarray(0, bytes);
}

const FIRST_BLOCK = Uint8Array.of(1);

function hmac(key: Uint8Array, parts: readonly Uint8Array[]): Buffer {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

function ascii(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
