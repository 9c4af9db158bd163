/**
 * What a host answers when the controller asks for a quote.
 * @module
 */
import { expect, test } from 'vitest';
import { Attester, type Quote } from '#agent/session/attester.ts';
import { attestationData } from '#src/attest/attestation-data.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Attestation, Challenge } from '#src/wire/messages.ts';
import { FakeLog } from '#test/fakes/fake-log.ts';
import { HOST_UID } from '#test/gen/envelope.ts';

const nonce = Buffer.alloc(32, 5);
const challenge: Challenge = { id: 3, nonce, pcrSelection: [7, 11] };
const quoted = {
  attest: Buffer.from('attest'),
  signature: Buffer.from('signature'),
  pcrValues: [Buffer.alloc(32, 7), Buffer.alloc(32, 11)],
};

function attesterOf(quote: Quote | undefined) {
  const sent: Attestation[] = [];
  const send = (attestation: Attestation) => void sent.push(attestation);
  const attester = new Attester({ hostUid: HOST_UID, quote, log: new FakeLog().logger, send });
  return { attester, sent };
}

test('it quotes the PCRs that were asked for, over the nonce and its own name', async () => {
  const asked: unknown[] = [];
  const { attester, sent } = attesterOf(async (request) => {
    asked.push(request);
    return quoted;
  });
  await attester.answer(challenge);
  expect(asked).toEqual([{ qualifyingData: attestationData(nonce, HOST_UID), pcrs: [7, 11] }]);
  expect(sent).toEqual([
    {
      kind: 'quoted',
      id: 3,
      quoteAttest: quoted.attest,
      quoteSignature: quoted.signature,
      pcrValues: quoted.pcrValues,
    },
  ]);
});

test.for([
  ['no TPM identity', undefined, 'TPM_MISSING'],
  ['a TPM in lockout', new CredfleetError('TPM_LOCKED_OUT', 'later'), 'TPM_LOCKED_OUT'],
  ['a bug', new TypeError('oops'), 'TPM_REFUSED'],
] as const)('a host with %s says so', async ([, error, code]) => {
  const quote = error === undefined ? undefined : async () => Promise.reject(error);
  const { attester, sent } = attesterOf(quote);
  await attester.answer(challenge);
  expect(sent).toMatchObject([{ kind: 'failed', id: 3, refusal: { code } }]);
});

test('one quote at a time: a second challenge meanwhile is answered at once', async () => {
  const { promise, resolve } = Promise.withResolvers<typeof quoted>();
  const { attester, sent } = attesterOf(async () => promise);
  const first = attester.answer(challenge);
  await attester.answer({ ...challenge, id: 4 });
  expect(sent).toMatchObject([{ kind: 'failed', id: 4, refusal: { code: 'TPM_BUSY' } }]);
  resolve(quoted);
  await first;
  await attester.answer({ ...challenge, id: 5 });
  expect(sent.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['failed 4', 'quoted 3', 'quoted 5']);
});
