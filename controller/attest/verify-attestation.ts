/**
 * Is what a host answered a quote by its own attestation key, for this very question, of exactly the values that it
 * sent along? Pure; whether the values are accepted decides decide-release.ts.
 * @module
 */
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import { attestationData } from '#src/attest/attestation-data.ts';
import { pcrDigest, sha256Pcrs } from '#src/tpm/pcr.ts';
import { verifyQuote } from '#src/tpm/verify-attest.ts';
import { verifyAk } from '#src/tpm/verify-keys.ts';
import type { Attestation } from '#src/wire/messages.ts';
import type { Answer, AttestationFault } from './evidence.ts';

export type Question = {
  readonly id: number;
  readonly nonce: Uint8Array;
  /** Ascending. */
  readonly pcrs: readonly number[];
  readonly askedAtMs: number;
};

export function verifyAttestation(
  identity: Pick<HostIdentity, 'hostUid' | 'akPub'>,
  question: Question,
  attestation: Attestation,
): Answer {
  if (attestation.kind === 'failed') {
    const { code, message } = attestation.refusal;
    return failed(code, message);
  }
  const ak = identity.akPub === undefined ? undefined : verifyAk(identity.akPub);
  if (ak?.ok !== true) {
    return failed(
      'NoAttestationKey',
      'no attestation key is on record: the host has to enrol again',
    );
  }
  const { quoteAttest: attest, quoteSignature: signature, pcrValues } = attestation;
  if (pcrValues.length !== question.pcrs.length) {
    return failed('ValuesIncomplete', 'the quote came without the values that it is of');
  }
  const qualifyingData = attestationData(question.nonce, identity.hostUid);
  const verified = verifyQuote(
    { ak: ak.value, attest, signature, qualifyingData },
    { selection: sha256Pcrs(question.pcrs), digest: pcrDigest(pcrValues) },
  );
  if (!verified.ok)
    return failed(verified.refusal, 'the quote is not what this host was asked for');
  const values = question.pcrs.map((pcr, at) => [pcr, hex(pcrValues[at])] as const);
  return { kind: 'quoted', timeMs: question.askedAtMs, values: new Map(values) };
}

function failed(fault: AttestationFault, message: string): Answer {
  return { kind: 'failed', fault, message };
}

function hex(bytes: Uint8Array = new Uint8Array()): string {
  return Buffer.from(bytes).toString('hex');
}
