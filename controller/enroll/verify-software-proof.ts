/**
 * Does this exchange prove what it claims? For a host without a TPM: possession of identity key and TLS key,
 * and nothing of a TPM. Pure; returns why not.
 * @module
 */
import { isCsrFor } from '#src/identity/csr.ts';
import { isTranscriptSignature } from '#src/identity/enrolment-transcript.ts';
import { parseP256Spki } from '#src/identity/public-key.ts';
import type { EnrollProof, EnrollStart } from '#src/wire/enrollment-messages.ts';
import { PROTOCOL } from '#src/wire/messages.ts';

/** What is wrong with M1, before anything is asked of the host; undefined when nothing is. */
export function refuseStart(start: EnrollStart): string | undefined {
  if (start.protocol !== PROTOCOL) return `protocol ${start.protocol} is not ${PROTOCOL}`;
  if (start.ekPub.length > 0 || start.akPub.length > 0 || start.ekCerts.length > 0) {
    return 'TPM enrolment is not available in this release';
  }
  if (parseP256Spki(start.identityPub) === undefined) return 'its identity key is no P-256 key';
  if (parseP256Spki(start.kxPub) === undefined) return 'its KX key is no P-256 key';
  if (parseP256Spki(start.tlsSpki) === undefined) return 'its TLS key is no P-256 key';
  const keys = [start.identityPub, start.kxPub, start.tlsSpki];
  const distinct = new Set(keys.map((key) => Buffer.from(key).toString('hex')));
  if (distinct.size !== keys.length) return 'it uses one key for two purposes';
  return undefined;
}

/** What is wrong with M3; undefined when nothing is. */
export function refuseProof(
  start: EnrollStart,
  proof: EnrollProof,
  transcript: Uint8Array,
): string | undefined {
  const tpmOnly = [
    proof.transcriptMac,
    proof.certifyAttest,
    proof.certifySignature,
    proof.quoteAttest,
    proof.quoteSignature,
  ];
  if (tpmOnly.some((part) => part.length > 0) || proof.pcrValues.length > 0) {
    return 'TPM enrolment is not available in this release';
  }
  if (!isTranscriptSignature(start.identityPub, transcript, proof.identitySignature)) {
    return 'its identity key did not sign this exchange';
  }
  if (!isCsrFor(proof.csr, start.tlsSpki)) return 'its certificate request is not by its TLS key';
  return undefined;
}
