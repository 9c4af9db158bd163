/**
 * One enrolment conversation as its steps see it: bytes in, bytes out. The gRPC stream behind it is in
 * serve-exchange.node.ts.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { enrolmentTranscript } from '#src/identity/enrolment-transcript.ts';
import type { Clock } from '#src/clock/clock.ts';
import type { Random } from '#src/random/random.ts';
import { decodeEnrollRequest } from '#src/wire/enrollment-from-wire.ts';
import type { EnrollProof, EnrollStart } from '#src/wire/enrollment-messages.ts';
import { encodeEnrollResponse } from '#src/wire/enrollment-to-wire.ts';
import { refuseProof, refuseStart } from './verify-software-proof.ts';

export interface Exchange {
  /** Where the host is, without its port. */
  readonly address: string;
  /** The next message; undefined when the host has ended. */
  receive(): Promise<Uint8Array | undefined>;
  send(message: Uint8Array): void;
}

/** What a host has proved: these keys are its own, in this conversation. */
export type Proven = { readonly start: EnrollStart };

const CHALLENGE_DEADLINE_MS = 60_000;

/** The part of a refusal that is for the audit log. */
export class RefusedEnrolment extends CredfleetError {
  /** Undefined when not even M1 could be read. */
  readonly start: EnrollStart | undefined;
  /** Another machine holds the name. */
  readonly isConflict: boolean;

  constructor(cause: string, start?: EnrollStart, isConflict = false) {
    super('ENROLMENT_REFUSED', cause);
    this.start = start;
    this.isConflict = isConflict;
  }
}

/**
 * M1 → M2 → M3, all checks that need no stored state.
 * @throws {RefusedEnrolment} with the true cause.
 */
export async function proveHost(
  exchange: Exchange,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): Promise<Proven> {
  const startBytes = await receive(exchange);
  const start = parseStart(startBytes);
  refuseWhen(refuseStart(start), start);
  const deadlineMs = clock.nowMs() + CHALLENGE_DEADLINE_MS;
  const challenge = encodeEnrollResponse({
    kind: 'challenge',
    challenge: {
      nonceController: random.bytes(32),
      credentialBlob: new Uint8Array(),
      encSecret: new Uint8Array(),
      pcrSelection: [],
      deadlineMs: CHALLENGE_DEADLINE_MS,
    },
  });
  exchange.send(challenge);
  const proof = parseProof(await receive(exchange), start);
  if (clock.nowMs() > deadlineMs) refuseWhen('its proof came too late', start);
  refuseWhen(refuseProof(start, proof, enrolmentTranscript(startBytes, challenge)), start);
  return { start };
}

async function receive(exchange: Exchange): Promise<Uint8Array> {
  const message = await exchange.receive();
  if (message === undefined) throw new RefusedEnrolment('it ended in the middle');
  return message;
}

function parseStart(bytes: Uint8Array): EnrollStart {
  const request = parse(bytes);
  if (request.kind !== 'start') throw new RefusedEnrolment('its first message is not a start');
  return request.start;
}

function parseProof(bytes: Uint8Array, start: EnrollStart): EnrollProof {
  const request = parse(bytes, start);
  if (request.kind !== 'proof') throw new RefusedEnrolment('its second message is no proof', start);
  return request.proof;
}

function parse(bytes: Uint8Array, start?: EnrollStart) {
  try {
    return decodeEnrollRequest(bytes);
  } catch (reason) {
    const detail = reason instanceof Error ? reason.message : 'unreadable';
    throw new RefusedEnrolment(detail, start);
  }
}

function refuseWhen(cause: string | undefined, start: EnrollStart): void {
  if (cause !== undefined) throw new RefusedEnrolment(cause, start);
}
