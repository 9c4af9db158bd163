/**
 * Receipts: a host's Ed25519 signature over what it reports, so that a report stays evidence.
 * @module
 */
import { createHash, type KeyObject, sign, verify } from 'node:crypto';
import { ed25519Key } from './public-key.ts';

const TAG = Buffer.from('cf-receipt/1', 'utf8');

/** Ed25519 over "cf-receipt/1" followed by the body: 64 bytes. */
export function signReceipt(receiptKey: KeyObject, body: Uint8Array): Uint8Array {
  return new Uint8Array(sign(null, Buffer.concat([TAG, body]), receiptKey));
}

/** `receiptKey` is the raw public key of the host's enrolment. */
export function isReceipt(
  receiptKey: Uint8Array,
  body: Uint8Array,
  signature: Uint8Array,
): boolean {
  return verify(null, Buffer.concat([TAG, body]), ed25519Key(receiptKey), signature);
}

/** First 8 bytes of SHA-256 of the raw public key, hex: the name of a signing key. */
export function signingKeyId(rawKey: Uint8Array): string {
  return createHash('sha256').update(rawKey).digest('hex').slice(0, 16);
}
