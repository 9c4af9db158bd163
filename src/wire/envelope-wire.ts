/**
 * The Envelope message ⇄ its parts. There is one encoding: bytes that decode but would be encoded
 * differently are refused, so that every bit of an envelope means something and is checked.
 * @module
 */
import { bytes, decodeMessage, list, matching, refuseField } from './field.ts';
import { credfleet } from './gen/agent_pb.js';
import { MESSAGE_MAX_BYTES } from './messages.ts';

export type EnvelopeParts = {
  readonly header: Uint8Array;
  readonly enc: Uint8Array;
  readonly intents: readonly SealedIntentParts[];
  readonly signature: Uint8Array;
  /** First 8 bytes of SHA-256 of the raw intent key, hex. */
  readonly intentKeyId: string;
};

export type SealedIntentParts = {
  /** A serialised IntentSpec. */
  readonly spec: Uint8Array;
  readonly ciphertexts: readonly Uint8Array[];
};

/** Limits of one envelope, checked on both ends. */
export const ENVELOPE_MAX_INTENTS = 64;
export const INTENT_MAX_ITEMS = 32;

const { Envelope } = credfleet.v1;

export function encodeEnvelope(parts: EnvelopeParts): Uint8Array {
  const intents = parts.intents.map(({ spec, ciphertexts }) => ({
    spec,
    ciphertexts: [...ciphertexts],
  }));
  return Envelope.encode({ ...parts, intents }).finish();
}

/** @throws {CredfleetError} MESSAGE_INVALID. */
export function decodeEnvelope(encoded: Uint8Array): EnvelopeParts {
  const limit = { name: 'envelope', maxBytes: MESSAGE_MAX_BYTES };
  const message: credfleet.v1.Envelope = decodeMessage(Envelope, encoded, limit);
  const parts: EnvelopeParts = {
    header: bytes(message.header, 'envelope.header', { max: 1024 }),
    enc: bytes(message.enc, 'envelope.enc', { exact: 65 }),
    intents: list(message.intents, 'envelope.intents', ENVELOPE_MAX_INTENTS).map((intent) => ({
      spec: bytes(intent.spec, 'envelope.intents.spec', { max: 262_144 }),
      ciphertexts: list(
        intent.ciphertexts,
        'envelope.intents.ciphertexts',
        INTENT_MAX_ITEMS,
      ).slice(),
    })),
    signature: bytes(message.signature, 'envelope.signature', { exact: 64 }),
    intentKeyId: matching(message.intentKeyId, 'envelope.intentKeyId', /^[0-9a-f]{16}$/u),
  };
  if (Buffer.compare(encodeEnvelope(parts), encoded) !== 0) {
    refuseField('envelope', 'is not in its one encoding');
  }
  return parts;
}
