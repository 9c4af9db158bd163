/**
 * The unions inside public areas: symmetric definition, signing or key exchange scheme, key derivation. Only the
 * members that keys of the TCG profiles and ours have; any other is refused.
 * @module
 */
import { algorithm } from './constants.ts';
import { malformed, type TpmReader, uint16 } from './bytes.ts';

/** TPMT_SYM_DEF_OBJECT (Part 2, 11.1.7), AES only. */
export type Symmetric = { readonly keyBits: number; readonly mode: number };

/** A scheme and its parameters: none (RSAES), a hash, or a hash and a key derivation (XOR). */
export type Scheme = { readonly algorithm: number; readonly details: readonly number[] };

const HASHES: ReadonlySet<number> = new Set([algorithm.sha256, algorithm.sha384, algorithm.sha512]);
const HASH_SCHEMES: ReadonlySet<number> = new Set([
  algorithm.rsaSsa,
  algorithm.rsaPss,
  algorithm.oaep,
  algorithm.ecdsa,
  algorithm.ecdh,
]);
const KDFS: ReadonlySet<number> = new Set([algorithm.kdf1Sp800_56a, algorithm.kdf1Sp800_108]);

export function readHash(reader: TpmReader): number {
  const hash = reader.uint16();
  return HASHES.has(hash) ? hash : unknown('hash', hash);
}

export function readSymmetric(reader: TpmReader): Symmetric | undefined {
  const id = reader.uint16();
  if (id === algorithm.null) return undefined;
  if (id !== algorithm.aes) return unknown('symmetric algorithm', id);
  return { keyBits: reader.uint16(), mode: reader.uint16() };
}

export function encodeSymmetric(symmetric: Symmetric | undefined): Uint8Array {
  if (symmetric === undefined) return uint16(algorithm.null);
  const { keyBits, mode } = symmetric;
  return Buffer.concat([uint16(algorithm.aes), uint16(keyBits), uint16(mode)]);
}

/** TPMT_RSA_SCHEME and TPMT_ECC_SCHEME (Part 2, 11.2.4.2 and 11.2.5.6). */
export function readAsymmetricScheme(reader: TpmReader): Scheme | undefined {
  const id = reader.uint16();
  if (id === algorithm.null) return undefined;
  if (id === algorithm.rsaEs) return { algorithm: id, details: [] };
  if (HASH_SCHEMES.has(id)) return { algorithm: id, details: [readHash(reader)] };
  return unknown('scheme', id);
}

/** TPMT_KDF_SCHEME (Part 2, 11.2.3.3). */
export function readKdf(reader: TpmReader): Scheme | undefined {
  const id = reader.uint16();
  if (id === algorithm.null) return undefined;
  return KDFS.has(id) ? { algorithm: id, details: [readHash(reader)] } : unknown('KDF', id);
}

/** TPMT_KEYEDHASH_SCHEME (Part 2, 11.1.24). */
export function readKeyedHashScheme(reader: TpmReader): Scheme | undefined {
  const id = reader.uint16();
  if (id === algorithm.null) return undefined;
  if (id === algorithm.hmac) return { algorithm: id, details: [readHash(reader)] };
  if (id !== algorithm.xor) return unknown('keyed hash scheme', id);
  const hash = readHash(reader);
  const kdf = reader.uint16();
  return KDFS.has(kdf) ? { algorithm: id, details: [hash, kdf] } : unknown('KDF', kdf);
}

export function encodeScheme(scheme: Scheme | undefined): Uint8Array {
  if (scheme === undefined) return uint16(algorithm.null);
  return Buffer.concat([scheme.algorithm, ...scheme.details].map((id) => uint16(id)));
}

function unknown(what: string, id: number): never {
  return malformed(`${what} 0x${id.toString(16)} is not known`);
}
