/**
 * Threat: an envelope altered on its way, by one bit or by pieces of another.
 * @module
 */
import { sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { signedBytes } from '#src/envelope/binding.ts';
import { openEnvelope } from '#src/envelope/open-envelope.ts';
import { disposeIntents } from '#src/envelope/open-intents.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { decodeEnvelope, encodeEnvelope, type EnvelopeParts } from '#src/wire/envelope-wire.ts';
import { envelopeKeys, openRequestOf, wrapped } from '#test/gen/envelope.ts';
import { openedIntentOf } from '#test/gen/intent.ts';

const keys = envelopeKeys();

/** What becomes of it on its host: a code, or what is no refusal of ours. */
async function outcomeOf(envelope: Uint8Array): Promise<string> {
  try {
    const { intents } = await openEnvelope(openRequestOf(keys, envelope));
    disposeIntents(intents);
    return 'opened';
  } catch (reason) {
    return reason instanceof CredfleetError ? reason.code : String(reason);
  }
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

/** By the true intent key: as if the signature did not protect it. */
function signedAgain(parts: EnvelopeParts): Uint8Array {
  return encodeEnvelope({ ...parts, signature: sign(null, signedBytes(parts), keys.intentKey) });
}

test('every single bit of an envelope matters', async () => {
  const envelope = await wrapped(keys, [openedIntentOf({ a: 'x' })]);
  expect(await outcomeOf(envelope)).toBe('opened');
  const outcomes = new Map<string, number>();
  for (let bit = 0; bit < envelope.length * 8; bit += 1) {
    const outcome = await outcomeOf(flipped(envelope, bit));
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  expect([...outcomes.keys()].sort()).toEqual(['ENVELOPE_MALFORMED', 'ENVELOPE_SIGNATURE_INVALID']);
});

test('behind the signature, every bit of every part still matters: each is bound by another check', async () => {
  const parts = decodeEnvelope(await wrapped(keys, [openedIntentOf({ a: 'x', b: 'y' })]));
  const [intent] = parts.intents;
  if (intent === undefined) throw new Error('no intent');
  const { spec, ciphertexts } = intent;
  const [first = new Uint8Array(), second = new Uint8Array()] = ciphertexts;
  const places: readonly (readonly [Uint8Array, (part: Uint8Array) => EnvelopeParts])[] = [
    [parts.header, (header) => ({ ...parts, header })],
    [parts.enc, (enc) => ({ ...parts, enc })],
    [spec, (other) => ({ ...parts, intents: [{ ciphertexts, spec: other }] })],
    [first, (other) => ({ ...parts, intents: [{ spec, ciphertexts: [other, second] }] })],
    [second, (other) => ({ ...parts, intents: [{ spec, ciphertexts: [first, other] }] })],
  ];
  expect(await outcomeOf(signedAgain(parts))).toBe('opened');
  for (const [part, replace] of places) {
    // Every byte, and each of its bits in turn.
    for (let at = 0; at < part.length; at += 1) {
      const outcome = await outcomeOf(signedAgain(replace(flipped(part, at * 8 + (at & 7)))));
      expect(outcome).toMatch(/^ENVELOPE_/u);
    }
  }
});

test('pieces of two envelopes for one host make no third, whoever signs it', async () => {
  const intents = [openedIntentOf({ a: 'one', b: 'two' })];
  const mine = decodeEnvelope(await wrapped(keys, intents));
  const other = decodeEnvelope(await wrapped(keys, intents));
  const [a, b] = mine.intents[0]?.ciphertexts ?? [];
  const spec = mine.intents[0]?.spec ?? new Uint8Array();
  const mixed: readonly EnvelopeParts[] = [
    { ...mine, enc: other.enc },
    { ...mine, intents: other.intents },
    { ...other, enc: mine.enc },
    { ...mine, intents: [{ spec, ciphertexts: [b ?? spec, a ?? spec] }] },
    { ...mine, intents: [{ spec, ciphertexts: [a ?? spec, a ?? spec] }] },
    { ...mine, intents: [...mine.intents, ...mine.intents] },
    { ...mine, intents: [] },
  ];
  for (const parts of mixed) expect(await outcomeOf(signedAgain(parts))).toMatch(/^ENVELOPE_/u);
});
