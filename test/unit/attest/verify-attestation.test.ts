/**
 * Which answers to a challenge are believed. Made in software by a key that passes as AK, one thing wrong at a time.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { verifyAttestation, type Question } from '#controller/attest/verify-attestation.ts';
import { attestationData } from '#src/attest/attestation-data.ts';
import { pcrDigest, sha256Pcrs } from '#src/tpm/pcr.ts';
import { AK } from '#src/tpm/templates.ts';
import type { Attestation } from '#src/wire/messages.ts';
import { ecdsaSignature, eccKey, endorsed, quoteAttest } from '#test/gen/tpm.ts';

const ak = eccKey(AK);
const other = eccKey(AK);
const host = { hostUid: 'host-1', akPub: ak.publicArea };
const question: Question = {
  id: 4,
  nonce: Buffer.alloc(32, 4),
  pcrs: [7, 11],
  askedAtMs: 1_700_000_000_000,
};
const values = [Buffer.alloc(32, 7), Buffer.alloc(32, 11)];

type Change = {
  readonly by?: typeof ak;
  readonly signer?: Uint8Array;
  readonly nonce?: Uint8Array;
  readonly hostUid?: string;
  readonly pcrs?: readonly number[];
  readonly quoted?: readonly Uint8Array[];
  readonly sent?: readonly Uint8Array[];
};

function answerOf(change: Change = {}): Attestation {
  const { by = ak, nonce = question.nonce, hostUid = 'host-1', quoted = values } = change;
  const { signer = endorsed(by.name), pcrs = question.pcrs, sent = quoted } = change;
  const quoteBytes = quoteAttest(
    { selections: [sha256Pcrs(pcrs)], digest: pcrDigest(quoted) },
    { signer, qualifyingData: attestationData(nonce, hostUid) },
  );
  const quoteSignature = ecdsaSignature(by.privateKey, quoteBytes);
  return { kind: 'quoted', id: 4, quoteAttest: quoteBytes, quoteSignature, pcrValues: sent };
}

test('the answer of this host to this question is believed, as of when it was asked', () => {
  expect(verifyAttestation(host, question, answerOf())).toEqual({
    kind: 'quoted',
    timeMs: question.askedAtMs,
    values: new Map([
      [7, '07'.repeat(32)],
      [11, '0b'.repeat(32)],
    ]),
  });
});

describe('refused is', () => {
  test.for<readonly [string, Change, string]>([
    ['a quote for another nonce', { nonce: Buffer.alloc(32, 5) }, 'QualifyingDataWrong'],
    ['a quote that was asked of another host', { hostUid: 'host-2' }, 'QualifyingDataWrong'],
    ["another host's quote", { by: other }, 'SignatureWrong'],
    [
      "another host's quote that claims this host's key",
      { by: other, signer: endorsed(ak.name) },
      'SignatureWrong',
    ],
    ['a key outside the endorsement hierarchy', { signer: Buffer.alloc(34) }, 'SignerWrong'],
    ['a quote of other PCRs', { pcrs: [7, 12] }, 'PcrSelectionWrong'],
    ['a quote of fewer PCRs', { pcrs: [7] }, 'PcrSelectionWrong'],
    [
      'values that do not hash to what was quoted',
      { sent: [values[0] ?? Buffer.of(), Buffer.alloc(32, 9)] },
      'PcrDigestWrong',
    ],
    ['values in another order', { sent: values.toReversed() }, 'PcrDigestWrong'],
    ['a value too few', { sent: values.slice(0, 1) }, 'ValuesIncomplete'],
    ['a value too many', { sent: [...values, Buffer.alloc(32)] }, 'ValuesIncomplete'],
  ])('%s', ([, change, fault]) => {
    expect(verifyAttestation(host, question, answerOf(change))).toMatchObject({
      kind: 'failed',
      fault,
    });
  });

  test('any quote of a host of which no attestation key is on record', () => {
    const { hostUid } = host;
    for (const identity of [{ hostUid }, { hostUid, akPub: Buffer.from('no key') }]) {
      expect(verifyAttestation(identity, question, answerOf())).toMatchObject({
        kind: 'failed',
        fault: 'NoAttestationKey',
      });
    }
  });

  test('what the host says it could not do, with its code', () => {
    const refusal = { code: 'TPM_LOCKED_OUT', message: 'later' } as const;
    expect(verifyAttestation(host, question, { kind: 'failed', id: 4, refusal })).toEqual({
      kind: 'failed',
      fault: 'TPM_LOCKED_OUT',
      message: 'later',
    });
  });
});
