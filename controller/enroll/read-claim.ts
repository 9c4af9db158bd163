/**
 * M1 → what it claims, by its fields alone: nothing is looked up, no cryptography is done. Pure.
 * @module
 */
import type { Assurance } from '#src/api/host.ts';
import { parseP256Spki } from '#src/identity/public-key.ts';
import type { EnrollStart } from '#src/wire/enrollment-messages.ts';
import { PROTOCOL } from '#src/wire/messages.ts';
import { type Claim, no, type Read } from './claim.ts';
import { readSoftwareKeys } from './verify-software-proof.ts';
import { readTpmKeys } from './verify-tpm-proof.ts';

export function readClaim(start: EnrollStart): Read<Claim> {
  if (start.protocol !== PROTOCOL) return no(`protocol ${start.protocol} is not ${PROTOCOL}`);
  if (parseP256Spki(start.tlsSpki) === undefined) return no('its TLS key is no P-256 key');
  const assurance = assuranceOf(start);
  if (assurance === undefined) return no('it mixes keys of a TPM with software keys');
  return assurance === 'TPM' ? readTpmKeys(start) : readSoftwareKeys(start);
}

/** By any field that only one kind of host fills. */
function assuranceOf(start: EnrollStart): Assurance | undefined {
  const ofTpm = [start.ekPub, start.akPub, start.kxTpmPub, ...start.ekCerts];
  const ofSoftware = [start.kxPub, start.identityPub];
  const hasTpm = ofTpm.some((field) => field.length > 0);
  const hasSoftware = ofSoftware.some((field) => field.length > 0);
  if (hasTpm && hasSoftware) return undefined;
  return hasTpm ? 'TPM' : 'Software';
}
