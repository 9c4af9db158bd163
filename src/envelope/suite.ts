/**
 * The one HPKE suite of envelopes (RFC 9180): DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, base mode.
 * @module
 */
import { CipherSuite } from 'hpke';
import { parseP256Spki, pointInSpki } from '#src/identity/public-key.ts';
import { type KemKey, nodeAead, nodeKdf, nodeKem, publicKemKey } from './node-primitives.ts';

export const suite = new CipherSuite<KemKey>(nodeKem, nodeKdf, nodeAead);

/** KEM, KDF and AEAD identifiers (RFC 9180, section 7), as the header carries them. */
export const SUITE_ID = Buffer.from('001000010002', 'hex');

/** @param spki P-256 SubjectPublicKeyInfo (DER); undefined when it is anything else. */
export function recipientPublicKey(spki: Uint8Array): KemKey | undefined {
  return parseP256Spki(spki) === undefined ? undefined : publicKemKey(pointInSpki(spki));
}
