/**
 * Does this exchange prove what it claims? For a host with a TPM: that one TPM has EK, AK and KX, made there by
 * exactly our templates, that it answered in this conversation, and that the TLS key is the host's. Pure; returns
 * why not.
 * @module
 */
import { timingSafeEqual } from 'node:crypto';
import { isCsrFor } from '#src/identity/csr.ts';
import { transcriptMac } from '#src/identity/enrolment-transcript.ts';
import { spkiOf } from '#src/identity/public-key.ts';
import { pcrDigest, sha256Pcrs } from '#src/tpm/pcr.ts';
import { verifyCertify, verifyQuote } from '#src/tpm/verify-attest.ts';
import { verifyAk, verifyEk, verifyKx } from '#src/tpm/verify-keys.ts';
import type { EnrollProof, EnrollStart } from '#src/wire/enrollment-messages.ts';
import { areDistinct, no, type Read, type TpmClaim } from './claim.ts';

/** What the firmware and the boot loader measured; recorded, and compared only where a policy says so. */
export const ENROLMENT_PCRS: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7];
const SELECTION = sha256Pcrs(ENROLMENT_PCRS);
const PCR_BYTES = 32;
const MAC_BYTES = 32;

/** The keys of M1: their templates, not yet that any TPM has them. */
export function readTpmKeys(start: EnrollStart): Read<TpmClaim> {
  const ek = verifyEk(start.ekPub);
  if (!ek.ok) return no(`its endorsement key: ${ek.refusal}`);
  const ak = verifyAk(start.akPub);
  if (!ak.ok) return no(`its attestation key: ${ak.refusal}`);
  const kx = verifyKx(start.kxTpmPub);
  if (!kx.ok) return no(`its KX key: ${kx.refusal}`);
  const kxPub = spkiOf(kx.value.publicKey);
  const others = [ek.value, ak.value].map(({ publicKey }) => spkiOf(publicKey));
  if (!areDistinct([kxPub, start.tlsSpki, ...others]))
    return no('it uses one key for two purposes');
  const keys = { ek: ek.value, ak: ak.value, kx: kx.value, kxPub };
  return {
    ok: true,
    value: { assurance: 'TPM', start, identityHash: ek.value.ekHash, ...keys },
  };
}

export type TpmQuestion = {
  readonly transcript: Uint8Array;
  /** What only the TPM with this EK and AK can give out; undefined in a renewal, where the AK is on record. */
  readonly secret: Uint8Array | undefined;
};

/** What is wrong with M3; undefined when nothing is. */
export function refuseTpmProof(
  claim: TpmClaim,
  proof: EnrollProof,
  { transcript, secret }: TpmQuestion,
): string | undefined {
  if (proof.identitySignature.length > 0) return 'it mixes a software proof with keys of a TPM';
  return (
    refuseActivation(proof, transcript, secret) ??
    refuseAttestations(claim, proof, transcript) ??
    (isCsrFor(proof.csr, claim.start.tlsSpki)
      ? undefined
      : 'its certificate request is not by its TLS key')
  );
}

function refuseActivation(
  { transcriptMac: mac }: EnrollProof,
  transcript: Uint8Array,
  secret: Uint8Array | undefined,
): string | undefined {
  if (secret === undefined) {
    return mac.length === 0 ? undefined : 'it activated a credential that nobody sent';
  }
  const isActivated =
    mac.length === MAC_BYTES && timingSafeEqual(mac, transcriptMac(secret, transcript));
  return isActivated ? undefined : 'its TPM did not activate the credential for this exchange';
}

function refuseAttestations(
  { ak, kx }: TpmClaim,
  proof: EnrollProof,
  transcript: Uint8Array,
): string | undefined {
  const question = { ak, qualifyingData: transcript };
  const certified = verifyCertify(
    { ...question, attest: proof.certifyAttest, signature: proof.certifySignature },
    kx,
  );
  if (!certified.ok) return `its certification of KX: ${certified.refusal}`;
  const { pcrValues } = proof;
  const areWhole = pcrValues.every(({ length }) => length === PCR_BYTES);
  if (pcrValues.length !== ENROLMENT_PCRS.length || !areWhole)
    return 'its PCRs are not those asked';
  const quoted = verifyQuote(
    { ...question, attest: proof.quoteAttest, signature: proof.quoteSignature },
    { selection: SELECTION, digest: pcrDigest(pcrValues) },
  );
  return quoted.ok ? undefined : `its quote: ${quoted.refusal}`;
}
