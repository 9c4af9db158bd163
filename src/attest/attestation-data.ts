/**
 * What a quote for attested release is made over: the controller's nonce and the host that it asked, so that no other
 * question, and no other host's answer, fits. The agent signs it, the controller compares it.
 * @module
 */
import { createHash } from 'node:crypto';
import { lengthPrefixed } from '#src/identity/length-prefixed.ts';

const TAG = 'cf-attest/1';

export function attestationData(nonce: Uint8Array, hostUid: string): Uint8Array {
  const hash = createHash('sha256').update(lengthPrefixed([TAG, nonce, hostUid]));
  return new Uint8Array(hash.digest());
}
