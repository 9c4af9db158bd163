/**
 * Public keys as they travel: SubjectPublicKeyInfo (DER) for P-256, raw for Ed25519. Anything else,
 * another curve or a point off it is refused by returning undefined.
 * @module
 */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';

/** RFC 8410: the SubjectPublicKeyInfo of an Ed25519 key is this and the 32 raw bytes. */
const ED25519_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** RFC 5480: the SubjectPublicKeyInfo of a P-256 key is this and the uncompressed point. */
const P256_PREFIX = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex');

/** With the mark of an uncompressed point: SEC 1, 2.3.3. */
const P256_HEAD = Buffer.concat([P256_PREFIX, Buffer.from([4])]);

/** Of any bytes; only {@link parseP256Spki} says whether they are a point. */
export function p256Spki(point: Uint8Array): Buffer {
  return Buffer.concat([P256_PREFIX, point]);
}

/** The uncompressed point of a P-256 key, public or private. */
export function p256Point(key: KeyObject): Uint8Array {
  return pointOfP256Spki(spkiOf(key));
}

/**
 * Who computes with it learns whether it is a point of the curve.
 * @throws when it is not in the one encoding that {@link parseP256Spki} takes.
 */
export function pointOfP256Spki(spki: Uint8Array): Uint8Array {
  if (!isP256Spki(spki)) throw new TypeError('no SubjectPublicKeyInfo of a P-256 key');
  return spki.slice(P256_PREFIX.length);
}

function isP256Spki(spki: Uint8Array): boolean {
  if (spki.length !== P256_HEAD.length + 64) return false;
  return P256_HEAD.equals(spki.subarray(0, P256_HEAD.length));
}

export function ed25519Spki(raw: Uint8Array): Buffer {
  return Buffer.concat([ED25519_PREFIX, raw]);
}

/** Exporting a key costs as much as a signature, and many are asked for again and again. */
const exported = new WeakMap<KeyObject, Uint8Array>();

/** Reading a key costs a third of a verification, and one host signs report after report with it. */
const read = new WeakMap<Uint8Array, KeyObject>();

/**
 * @param raw the same bytes each time it is asked: the key is kept with them.
 * @throws when they are no key.
 */
export function ed25519Key(raw: Uint8Array): KeyObject {
  const known = read.get(raw);
  if (known !== undefined) return known;
  const key = createPublicKey({ key: ed25519Spki(raw), format: 'der', type: 'spki' });
  read.set(raw, key);
  return key;
}

/** @param key an Ed25519 key, public or private. */
export function ed25519Raw(key: KeyObject): Uint8Array {
  return spkiOf(key).slice(-32);
}

/** SubjectPublicKeyInfo, DER, of a key pair's public half. Not to be changed: it is kept. */
export function spkiOf(key: KeyObject): Uint8Array {
  const known = exported.get(key);
  if (known !== undefined) return known;
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
  exported.set(key, spki);
  return spki;
}

/** Undefined unless `spki` is a P-256 point in its one encoding (uncompressed, named curve). */
export function parseP256Spki(spki: Uint8Array): KeyObject | undefined {
  // OpenSSL takes other forms of the same point too, and writes them again as it read them.
  if (!isP256Spki(spki)) return undefined;
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    exported.set(key, new Uint8Array(spki));
    return key;
  } catch {
    return undefined;
  }
}

/** SHA-256 of a SubjectPublicKeyInfo, hex: how Hosts pin keys. */
export function spkiHash(spki: Uint8Array): string {
  return createHash('sha256').update(spki).digest('hex');
}
