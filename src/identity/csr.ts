/**
 * The certification request (PKCS #10, RFC 2986) of a host: no subject, no attributes, one P-256 key. What a
 * certificate says is the controller's decision; the request only proves possession of the key.
 * @module
 */
import { type KeyObject, sign, verify } from 'node:crypto';
import { bitString, explicit, integer, oid, sequence } from './der.ts';
import { parseP256Spki, spkiOf } from './public-key.ts';

/** ecdsa-with-SHA256, RFC 5758. */
export const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));

/** @param key a private P-256 key. Returns DER. */
export function createCsr(key: KeyObject): Uint8Array {
  const info = requestInfo(spkiOf(key));
  return sequence(info, ECDSA_SHA256, bitString(sign('sha256', info, key)));
}

/** True when `csr` is such a request for exactly this key, signed by it. */
export function isCsrFor(csr: Uint8Array, spki: Uint8Array): boolean {
  const key = parseP256Spki(spki);
  if (key === undefined) return false;
  const info = requestInfo(spki);
  // The signature is all that is not known beforehand: find it by its length, then compare the whole.
  for (let length = 68; length <= 72; length += 1) {
    const signature = csr.subarray(csr.length - length);
    const whole = sequence(info, ECDSA_SHA256, bitString(signature));
    if (Buffer.compare(whole, csr) === 0) return verify('sha256', info, key, signature);
  }
  return false;
}

function requestInfo(spki: Uint8Array): Buffer {
  return sequence(integer(new Uint8Array([0])), sequence(), spki, explicit(0));
}
