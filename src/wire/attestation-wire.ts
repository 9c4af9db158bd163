/**
 * Challenge and Attestation, both ways.
 * @module
 */
import { bytes, integer, list, refuseField } from './field.ts';
import type { credfleet } from './gen/agent_pb.js';
import type { Attestation, Challenge } from './messages.ts';
import { REFUSAL_TEXT_MAX, refusalFromWire } from './refusal-wire.ts';

const MAX_PCRS = 24;
const QUOTE = { max: 4096 };
const SHA256 = { exact: 32 };

export function challengeToWire(challenge: Challenge): credfleet.v1.Challenge.$Properties {
  return { ...challenge, pcrSelection: [...challenge.pcrSelection] };
}

/** @throws {CredfleetError} MESSAGE_INVALID with the field's name. */
export function challengeFromWire(message: credfleet.v1.Challenge): Challenge {
  const selection = list(message.pcrSelection, 'challenge.pcrSelection', MAX_PCRS).map((index) =>
    integer(index, 'challenge.pcrSelection', { max: MAX_PCRS - 1 }),
  );
  if (selection.some((index, at) => at > 0 && index <= (selection[at - 1] ?? 0))) {
    refuseField('challenge.pcrSelection', 'is not ascending');
  }
  return {
    id: integer(message.id, 'challenge.id', { min: 1 }),
    nonce: bytes(message.nonce, 'challenge.nonce', SHA256),
    pcrSelection: selection,
  };
}

export function attestationToWire(answer: Attestation): credfleet.v1.Attestation.$Properties {
  if (answer.kind === 'quoted') {
    const { id, quoteAttest, quoteSignature, pcrValues } = answer;
    return { id, quoteAttest, quoteSignature, pcrValues: [...pcrValues] };
  }
  const { code, message } = answer.refusal;
  return { id: answer.id, code, message: message.slice(0, REFUSAL_TEXT_MAX) };
}

/** @throws {CredfleetError} MESSAGE_INVALID with the field's name. */
export function attestationFromWire(message: credfleet.v1.Attestation): Attestation {
  const id = integer(message.id, 'attestation.id', { min: 1 });
  if (message.code !== '') {
    return { kind: 'failed', id, refusal: refusalFromWire(message, 'attestation') };
  }
  const values = list(message.pcrValues, 'attestation.pcrValues', MAX_PCRS);
  return {
    kind: 'quoted',
    id,
    quoteAttest: bytes(message.quoteAttest, 'attestation.quoteAttest', QUOTE),
    quoteSignature: bytes(message.quoteSignature, 'attestation.quoteSignature', QUOTE),
    pcrValues: values.map((value) => bytes(value, 'attestation.pcrValues', SHA256)),
  };
}
