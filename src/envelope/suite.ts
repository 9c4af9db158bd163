/**
 * The one HPKE suite of envelopes (RFC 9180): DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, base mode.
 * @module
 */
import type { KeyObject } from 'node:crypto';
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256 } from 'hpke';
import { parseP256Spki, spkiOf } from '#src/identity/public-key.ts';

export const suite = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);

/** KEM, KDF and AEAD identifiers (RFC 9180, section 7), as the header carries them. */
export const SUITE_ID = Buffer.from('001000010002', 'hex');

const ECDH = { name: 'ECDH', namedCurve: 'P-256' };

/** @param spki P-256 SubjectPublicKeyInfo (DER); undefined when it is anything else. */
export function recipientPublicKey(spki: Uint8Array) {
  return parseP256Spki(spki)?.toCryptoKey(ECDH, true, []);
}

/** @param key a private P-256 key. */
export async function recipientKeyPair(key: KeyObject) {
  const publicKey = recipientPublicKey(spkiOf(key));
  if (publicKey === undefined) throw new TypeError('the KX key is not a P-256 key');
  return { privateKey: key.toCryptoKey(ECDH, false, ['deriveBits']), publicKey };
}
