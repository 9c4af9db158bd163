/**
 * Is an attestation what its key really signed, for this question, by a key of the endorsement hierarchy? Unknown
 * is refused, with the first reason that is found.
 * @module
 */
import { timingSafeEqual, verify } from 'node:crypto';
import { isEqual, uint32 } from './bytes.ts';
import { algorithm, permanent } from './constants.ts';
import { type CertifyAttest, parseAttest, type QuoteAttest, type TpmAttest } from './attest.ts';
import { padded } from './key-object.ts';
import { encodePcrSelections, type PcrSelection } from './pcr.ts';
import { qualifiedNameOf } from './public-area.ts';
import { parseSignature } from './signature.ts';
import type { AttestationKey, ExchangeKey, Verified } from './verify-keys.ts';

export type AttestRefusal =
  | 'Malformed'
  | 'SignatureWrong'
  | 'AttestationTypeWrong'
  | 'SignerWrong'
  | 'QualifyingDataWrong'
  | 'CertifiedKeyWrong'
  | 'PcrSelectionWrong'
  | 'PcrDigestWrong';

export type Evidence = {
  readonly ak: AttestationKey;
  /** TPMS_ATTEST, as signed. */
  readonly attest: Uint8Array;
  /** TPMT_SIGNATURE. */
  readonly signature: Uint8Array;
  /** What the attestation must have been asked for with: the transcript or a nonce. */
  readonly qualifyingData: Uint8Array;
};

/** That `kx` is in the TPM of `ak`: TPM2_Certify. */
export function verifyCertify(
  evidence: Evidence,
  kx: ExchangeKey,
): Verified<CertifyAttest, AttestRefusal> {
  const signed = verifySigned(evidence);
  if (!signed.ok) return signed;
  const attest = signed.value;
  if (attest.type !== 'certify') return { ok: false, refusal: 'AttestationTypeWrong' };
  if (!isEqual(attest.name, kx.name)) return { ok: false, refusal: 'CertifiedKeyWrong' };
  return { ok: true, value: attest };
}

export type ExpectedPcrs = {
  readonly selection: PcrSelection;
  /** See `pcrDigest`; undefined when any values are taken, to be looked at in the result. */
  readonly digest: Uint8Array | undefined;
};

/** That the PCRs had these values: TPM2_Quote. */
export function verifyQuote(
  evidence: Evidence,
  expected: ExpectedPcrs,
): Verified<QuoteAttest, AttestRefusal> {
  const signed = verifySigned(evidence);
  if (!signed.ok) return signed;
  const attest = signed.value;
  if (attest.type !== 'quote') return { ok: false, refusal: 'AttestationTypeWrong' };
  const selection = encodePcrSelections([expected.selection]);
  if (!isEqual(encodePcrSelections(attest.selections), selection)) {
    return { ok: false, refusal: 'PcrSelectionWrong' };
  }
  if (expected.digest !== undefined && !isEqual(attest.pcrDigest, expected.digest)) {
    return { ok: false, refusal: 'PcrDigestWrong' };
  }
  return { ok: true, value: attest };
}

function verifySigned(evidence: Evidence): Verified<TpmAttest, AttestRefusal> {
  // Nothing is read out of what is not signed, but a malformed attestation is not worth an ECDSA either.
  const parsed = parseAttest(evidence.attest);
  if (!parsed.ok) return { ok: false, refusal: 'Malformed' };
  const refusal = signatureRefusal(evidence) ?? contentRefusal(evidence, parsed.value);
  return refusal === undefined ? { ok: true, value: parsed.value } : { ok: false, refusal };
}

function signatureRefusal({ ak, attest, signature }: Evidence): AttestRefusal | undefined {
  const parsed = parseSignature(signature);
  if (!parsed.ok) return 'Malformed';
  if (parsed.value.scheme !== 'ecdsa' || parsed.value.hash !== algorithm.sha256) {
    return 'SignatureWrong';
  }
  const r = padded(parsed.value.r);
  const s = padded(parsed.value.s);
  if (r === undefined || s === undefined) return 'SignatureWrong';
  const key = { key: ak.publicKey, dsaEncoding: 'ieee-p1363' } as const;
  return verify('sha256', attest, key, Buffer.concat([r, s])) ? undefined : 'SignatureWrong';
}

function contentRefusal(evidence: Evidence, attest: TpmAttest): AttestRefusal | undefined {
  const signer = qualifiedNameOf(uint32(permanent.endorsement), evidence.ak.name);
  if (!isEqual(attest.qualifiedSigner, signer)) return 'SignerWrong';
  const { qualifyingData } = evidence;
  const isAnswer =
    attest.qualifyingData.length === qualifyingData.length &&
    timingSafeEqual(attest.qualifyingData, qualifyingData);
  return isAnswer ? undefined : 'QualifyingDataWrong';
}
