/**
 * Does this exchange prove what it claims? For a host without a TPM: possession of identity key and TLS key,
 * and nothing of a TPM. Pure; returns why not.
 * @module
 */
import { isCsrFor } from '#src/identity/csr.ts';
import { isTranscriptSignature } from '#src/identity/enrolment-transcript.ts';
import { parseP256Spki, spkiHash } from '#src/identity/public-key.ts';
import type { EnrollProof, EnrollStart } from '#src/wire/enrollment-messages.ts';
import { areDistinct, no, type Read, type SoftwareClaim } from './claim.ts';

/** The keys of M1. */
export function readSoftwareKeys(start: EnrollStart): Read<SoftwareClaim> {
  const { identityPub, kxPub, tlsSpki } = start;
  if (parseP256Spki(identityPub) === undefined) return no('its identity key is no P-256 key');
  if (parseP256Spki(kxPub) === undefined) return no('its KX key is no P-256 key');
  if (!areDistinct([identityPub, kxPub, tlsSpki])) return no('it uses one key for two purposes');
  const identityHash = spkiHash(identityPub);
  return { ok: true, value: { assurance: 'Software', start, identityHash, kxPub } };
}

/** What is wrong with M3; undefined when nothing is. */
export function refuseSoftwareProof(
  { start }: SoftwareClaim,
  proof: EnrollProof,
  transcript: Uint8Array,
): string | undefined {
  const ofTpm = [
    proof.transcriptMac,
    proof.certifyAttest,
    proof.certifySignature,
    proof.quoteAttest,
    proof.quoteSignature,
    ...proof.pcrValues,
  ];
  if (ofTpm.some((part) => part.length > 0)) return 'it mixes a proof by a TPM with software keys';
  if (!isTranscriptSignature(start.identityPub, transcript, proof.identitySignature)) {
    return 'its identity key did not sign this exchange';
  }
  if (!isCsrFor(proof.csr, start.tlsSpki)) return 'its certificate request is not by its TLS key';
  return undefined;
}
