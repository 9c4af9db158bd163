/**
 * One enrolment conversation as its steps see it: bytes in, bytes out. The gRPC stream behind it is in
 * serve-exchange.node.ts.
 * @module
 */
import type { Clock } from '#src/clock/clock.ts';
import { enrolmentTranscript } from '#src/identity/enrolment-transcript.ts';
import type { Random } from '#src/random/random.ts';
import { Secret } from '#src/secret/secret.ts';
import { CREDENTIAL_MAX_BYTES, makeCredential } from '#src/tpm/make-credential.ts';
import { decodeEnrollRequest } from '#src/wire/enrollment-from-wire.ts';
import type { EnrollChallenge, EnrollProof, EnrollStart } from '#src/wire/enrollment-messages.ts';
import { encodeEnrollResponse } from '#src/wire/enrollment-to-wire.ts';
import type { Claim } from './claim.ts';
import { readClaim } from './read-claim.ts';
import { RefusedEnrolment } from './refused-enrolment.ts';
import { refuseSoftwareProof } from './verify-software-proof.ts';
import { ENROLMENT_PCRS, refuseTpmProof } from './verify-tpm-proof.ts';

export interface Exchange {
  /** Where the host is, without its port. */
  readonly address: string;
  /** The next message; undefined when the host has ended. */
  receive(): Promise<Uint8Array | undefined>;
  send(message: Uint8Array): void;
}

/** What a host has proved: these keys are its own, in this conversation. */
export type Proven = Claim & {
  /** Of ENROLMENT_PCRS in their order, as the TPM quoted them; none of a software host. */
  readonly pcrValues: readonly Uint8Array[];
};

export type Questions = {
  readonly clock: Clock;
  readonly random: Random;
  /** A renewal proves the AK on record: it activates nothing. */
  readonly isRenewal: boolean;
  /** Before any cryptography; throws what is to be answered. */
  readonly examine: (claim: Claim) => void;
};

const CHALLENGE_DEADLINE_MS = 60_000;
const NONE = new Uint8Array();

/**
 * M1 → M2 → M3, all checks that need no stored state but what `examine` looks at.
 * @throws {RefusedEnrolment} with the true cause.
 */
export async function proveHost(exchange: Exchange, questions: Questions): Promise<Proven> {
  const { clock, random } = questions;
  const startBytes = await receive(exchange);
  const claim = claimOf(parseStart(startBytes));
  questions.examine(claim);
  using secret = activates(claim, questions)
    ? new Secret(random.bytes(CREDENTIAL_MAX_BYTES))
    : undefined;
  const deadlineMs = clock.nowMs() + CHALLENGE_DEADLINE_MS;
  const challenge = encodeEnrollResponse({
    kind: 'challenge',
    challenge: challengeFor(claim, random.bytes(32), secret?.reveal()),
  });
  exchange.send(challenge);
  const proof = parseProof(await receive(exchange), claim);
  if (clock.nowMs() > deadlineMs) refuseWhen('its proof came too late', claim);
  const transcript = enrolmentTranscript(startBytes, challenge);
  refuseWhen(refuseProof(claim, proof, { transcript, secret: secret?.reveal() }), claim);
  return { ...claim, pcrValues: proof.pcrValues };
}

function activates(claim: Claim, { isRenewal }: Questions): boolean {
  return claim.assurance === 'TPM' && !isRenewal;
}

function challengeFor(
  claim: Claim,
  nonceController: Uint8Array,
  secret: Uint8Array | undefined,
): EnrollChallenge {
  const credential =
    claim.assurance === 'TPM' && secret !== undefined
      ? makeCredential(claim.ek, claim.ak, secret)
      : { blob: NONE, encryptedSecret: NONE };
  return {
    nonceController,
    credentialBlob: credential.blob,
    encSecret: credential.encryptedSecret,
    pcrSelection: claim.assurance === 'TPM' ? ENROLMENT_PCRS : [],
    deadlineMs: CHALLENGE_DEADLINE_MS,
  };
}

function refuseProof(
  claim: Claim,
  proof: EnrollProof,
  question: { readonly transcript: Uint8Array; readonly secret: Uint8Array | undefined },
): string | undefined {
  return claim.assurance === 'TPM'
    ? refuseTpmProof(claim, proof, question)
    : refuseSoftwareProof(claim, proof, question.transcript);
}

async function receive(exchange: Exchange): Promise<Uint8Array> {
  const message = await exchange.receive();
  if (message === undefined) throw new RefusedEnrolment('it ended in the middle');
  return message;
}

function claimOf(start: EnrollStart): Claim {
  const read = readClaim(start);
  if (read.ok) return read.value;
  throw new RefusedEnrolment(read.cause, { hostName: start.hostName });
}

function parseStart(bytes: Uint8Array): EnrollStart {
  const request = parse(bytes);
  if (request.kind !== 'start') throw new RefusedEnrolment('its first message is not a start');
  return request.start;
}

function parseProof(bytes: Uint8Array, claim: Claim): EnrollProof {
  const request = parse(bytes, claim);
  if (request.kind !== 'proof') {
    throw new RefusedEnrolment('its second message is no proof', claimant(claim));
  }
  return request.proof;
}

function parse(bytes: Uint8Array, claim?: Claim) {
  try {
    return decodeEnrollRequest(bytes);
  } catch (reason) {
    const detail = reason instanceof Error ? reason.message : 'unreadable';
    throw new RefusedEnrolment(detail, claim === undefined ? {} : claimant(claim));
  }
}

function refuseWhen(cause: string | undefined, claim: Claim): void {
  if (cause !== undefined) throw new RefusedEnrolment(cause, claimant(claim));
}

function claimant(claim: Claim): { readonly claim: Claim; readonly hostName: string } {
  return { claim, hostName: claim.start.hostName };
}
