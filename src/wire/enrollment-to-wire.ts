/**
 * Enrolment: our words → bytes.
 * @module
 */
import type { EnrollRequest, EnrollResponse, EnrollStart } from './enrollment-messages.ts';
import { credfleet } from './gen/agent_pb.js';

const wire = credfleet.v1;

export function encodeEnrollRequest(request: EnrollRequest): Uint8Array {
  switch (request.kind) {
    case 'start':
      return wire.EnrollRequest.encode({ start: startToWire(request.start) }).finish();
    case 'proof': {
      const proof = { ...request.proof, pcrValues: [...request.proof.pcrValues] };
      return wire.EnrollRequest.encode({ proof }).finish();
    }
  }
}

/** What a join token's MAC covers: this start with an empty tokenMac. */
export function encodeEnrollStartWithoutMac(start: EnrollStart): Uint8Array {
  return wire.EnrollStart.encode(startToWire({ ...start, tokenMac: new Uint8Array() })).finish();
}

function startToWire(start: EnrollStart): credfleet.v1.EnrollStart.$Properties {
  return { ...start, ekCerts: [...start.ekCerts], facts: { ...start.facts } };
}

export function encodeEnrollResponse(response: EnrollResponse): Uint8Array {
  switch (response.kind) {
    case 'challenge': {
      const { challenge } = response;
      const pcrSelection = [...challenge.pcrSelection];
      return wire.EnrollResponse.encode({ challenge: { ...challenge, pcrSelection } }).finish();
    }
    case 'issued': {
      const { issued } = response;
      const caCertificates = [...issued.caCertificates];
      const intentKeys = [...issued.intentKeys];
      return wire.EnrollResponse.encode({
        issued: { ...issued, caCertificates, intentKeys },
      }).finish();
    }
    case 'pending': {
      const pending = { retryAfterMs: response.retryAfterMs, message: response.message };
      return wire.EnrollResponse.encode({ pending }).finish();
    }
    case 'denied':
      return wire.EnrollResponse.encode({ denied: { message: response.message } }).finish();
  }
}
