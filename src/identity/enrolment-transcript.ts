/**
 * What both ends of an enrolment sign: everything that was said, as it was received.
 * @module
 */
import { createHash, createHmac, type KeyObject, sign, verify } from 'node:crypto';
import { lengthPrefixed } from './length-prefixed.ts';
import { parseP256Spki } from './public-key.ts';

/** SHA-256("cf-enroll/1" | M1 | M2), each behind its length; M1 and M2 are the serialised messages. */
export function enrolmentTranscript(start: Uint8Array, challenge: Uint8Array): Uint8Array {
  const hash = createHash('sha256').update(lengthPrefixed(['cf-enroll/1', start, challenge]));
  return hash.digest();
}

/** @param secret what the TPM activated: who has it is the TPM that the challenge was made for. */
export function transcriptMac(secret: Uint8Array, transcript: Uint8Array): Uint8Array {
  return createHmac('sha256', secret).update(transcript).digest();
}

/** @param key the host's P-256 identity key. Returns 64 bytes, IEEE P1363. */
export function signTranscript(key: KeyObject, transcript: Uint8Array): Uint8Array {
  return sign('sha256', transcript, { key, dsaEncoding: 'ieee-p1363' });
}

export function isTranscriptSignature(
  identitySpki: Uint8Array,
  transcript: Uint8Array,
  signature: Uint8Array,
): boolean {
  const key = parseP256Spki(identitySpki);
  if (key === undefined || signature.length !== 64) return false;
  return verify('sha256', transcript, { key, dsaEncoding: 'ieee-p1363' }, signature);
}
