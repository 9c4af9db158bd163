/**
 * M1…M4 from the host's side, over any stream: enrolment and renewal.
 * @module
 */
import type { AgentKeys } from '#agent/keys/agent-keys.ts';
import type { ClientStream } from '#agent/session/client-stream.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { createCsr } from '#src/identity/csr.ts';
import { enrolmentTranscript, signTranscript } from '#src/identity/enrolment-transcript.ts';
import { type JoinToken, joinTokenMac } from '#src/identity/join-token.ts';
import { ed25519Raw, spkiOf } from '#src/identity/public-key.ts';
import type { Random } from '#src/random/random.ts';
import { decodeEnrollResponse } from '#src/wire/enrollment-from-wire.ts';
import type { EnrollResponse, EnrollStart } from '#src/wire/enrollment-messages.ts';
import { encodeEnrollRequest } from '#src/wire/enrollment-to-wire.ts';
import { PROTOCOL } from '#src/wire/messages.ts';

/** What a machine says about itself when it asks. */
export type Applicant = {
  readonly hostName: string;
  readonly bootId: string;
  readonly facts: Readonly<Record<string, string>>;
};

export type EnrollAnswer = Exclude<EnrollResponse, { readonly kind: 'challenge' }>;

const NONE = new Uint8Array();

/** @throws {CredfleetError} MESSAGE_INVALID, and what the stream throws. */
export async function exchange(
  stream: ClientStream,
  keys: AgentKeys,
  start: EnrollStart,
): Promise<EnrollAnswer> {
  const messages = stream.messages[Symbol.asyncIterator]();
  const startBytes = encodeEnrollRequest({ kind: 'start', start });
  stream.send(startBytes);
  const challengeBytes = await receive(messages);
  const first = decodeEnrollResponse(challengeBytes);
  if (first.kind !== 'challenge') return first;
  const transcript = enrolmentTranscript(startBytes, challengeBytes);
  const proof = {
    transcriptMac: NONE,
    certifyAttest: NONE,
    certifySignature: NONE,
    quoteAttest: NONE,
    quoteSignature: NONE,
    pcrValues: [],
    identitySignature: signTranscript(keys.identity, transcript),
    csr: createCsr(keys.tls),
  };
  stream.send(encodeEnrollRequest({ kind: 'proof', proof }));
  const answer = decodeEnrollResponse(await receive(messages));
  if (answer.kind !== 'challenge') return answer;
  throw new CredfleetError('MESSAGE_INVALID', 'the controller sent a second challenge');
}

/** M1 of a host without a TPM. */
export function startOf(
  keys: AgentKeys,
  applicant: Applicant,
  { random, token }: { readonly random: Random; readonly token?: JoinToken | undefined },
): EnrollStart {
  const start: EnrollStart = {
    protocol: PROTOCOL,
    nonceAgent: random.bytes(32),
    ekPub: NONE,
    ekCerts: [],
    akPub: NONE,
    kxPub: spkiOf(keys.kx),
    kxEpoch: keys.kxEpoch,
    tlsSpki: spkiOf(keys.tls),
    receiptKey: ed25519Raw(keys.receipt),
    identityPub: spkiOf(keys.identity),
    hostName: applicant.hostName,
    bootId: applicant.bootId,
    facts: applicant.facts,
    tokenId: token?.id ?? '',
    tokenMac: NONE,
    kxTpmPub: NONE,
    hostUid: '',
  };
  return token === undefined ? start : { ...start, tokenMac: joinTokenMac(token.secret, start) };
}

async function receive(messages: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const next = await messages.next();
  if (next.done !== true) return next.value;
  throw new CredfleetError('SESSION_CLOSED', 'the controller ended the exchange in the middle');
}
