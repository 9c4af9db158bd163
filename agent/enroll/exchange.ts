/**
 * M1…M4 from the host's side, over any stream: enrolment and renewal.
 * @module
 */
import type { OwnKeys } from '#agent/keys/agent-keys.ts';
import type { Claim, HostSelf } from '#agent/keys/host-self.ts';
import type { ClientStream } from '#agent/session/client-stream.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { createCsr } from '#src/identity/csr.ts';
import { enrolmentTranscript } from '#src/identity/enrolment-transcript.ts';
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

/** One M1 and who can prove it. */
export type Application = {
  readonly start: EnrollStart;
  readonly claim: Claim;
  readonly self: HostSelf;
  readonly keys: OwnKeys;
};

/** @throws {CredfleetError} MESSAGE_INVALID, TPM_…, and what the stream throws. */
export async function exchange(
  stream: ClientStream,
  { start, claim, self, keys }: Application,
): Promise<EnrollAnswer> {
  const messages = stream.messages[Symbol.asyncIterator]();
  const startBytes = encodeEnrollRequest({ kind: 'start', start });
  stream.send(startBytes);
  const challengeBytes = await receive(messages);
  const first = decodeEnrollResponse(challengeBytes);
  if (first.kind !== 'challenge') return first;
  const transcript = enrolmentTranscript(startBytes, challengeBytes);
  const proof = {
    ...(await self.prove(claim, first.challenge, transcript)),
    csr: createCsr(keys.tls),
  };
  stream.send(encodeEnrollRequest({ kind: 'proof', proof }));
  const answer = decodeEnrollResponse(await receive(messages));
  if (answer.kind !== 'challenge') return answer;
  throw new CredfleetError('MESSAGE_INVALID', 'the controller sent a second challenge');
}

export type ApplicationRequest = {
  readonly keys: OwnKeys;
  readonly self: HostSelf;
  readonly applicant: Applicant;
  readonly random: Random;
  readonly token?: JoinToken | undefined;
  /** Renewal only: who renews. */
  readonly hostUid?: string;
};

export function applicationOf(request: ApplicationRequest): Application {
  const { keys, self, applicant, random, token, hostUid = '' } = request;
  const claim = self.claim();
  const start: EnrollStart = {
    ...claim,
    protocol: PROTOCOL,
    nonceAgent: random.bytes(32),
    tlsSpki: spkiOf(keys.tls),
    receiptKey: ed25519Raw(keys.receipt),
    hostName: applicant.hostName,
    bootId: applicant.bootId,
    facts: applicant.facts,
    tokenId: token?.id ?? '',
    tokenMac: new Uint8Array(),
    hostUid,
  };
  const tokenMac = token === undefined ? start.tokenMac : joinTokenMac(token.secret, start);
  return { start: { ...start, tokenMac }, claim, self, keys };
}

async function receive(messages: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const next = await messages.next();
  if (next.done !== true) return next.value;
  throw new CredfleetError('SESSION_CLOSED', 'the controller ended the exchange in the middle');
}
