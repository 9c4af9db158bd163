/**
 * Fuzz targets: envelopes as a host opens them. With one bit changed none opens; signed again after the change, so
 * that the checks behind the signature are met, none opens either.
 * @module
 */
import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { signedBytes } from '#src/envelope/binding.ts';
import { decodeHeader, encodeHeader } from '#src/envelope/header.ts';
import { padItem, unpadItem } from '#src/envelope/item-plaintext.ts';
import { type OpenRequest, openEnvelope } from '#src/envelope/open-envelope.ts';
import { disposeIntents, openIntents } from '#src/envelope/open-intents.ts';
import { lengthPrefixed, splitLengthPrefixed } from '#src/identity/length-prefixed.ts';
import { ed25519Raw, ed25519Spki } from '#src/identity/public-key.ts';
import { signingKeyId } from '#src/identity/receipt.ts';
import { decodeEnvelope, encodeEnvelope, type EnvelopeParts } from '#src/wire/envelope-wire.ts';
import { encodeIntent } from '#src/wire/intent-to-wire.ts';
import { openRequestOf } from '#test/gen/envelope.ts';
import { DIGEST_KEY, openedIntentOf } from '#test/gen/intent.ts';
import vector from '#test/vectors/envelope-1.json' with { type: 'json' };
import { ed25519KeyOf } from '../fixed-keys.ts';
import { mutateBytes, mutateParts } from '../mutate.ts';
import { mutateProtobuf } from '../mutate-protobuf.ts';
import { ACCEPTED, demand, isSame, reading, readingAsync, type Target } from '../target.ts';

const base64 = (text: string): Buffer => Buffer.from(text, 'base64');
const envelope = base64(vector.envelope);
const { header: frozenHeader } = vector;
const kx = createPrivateKey({
  key: base64(vector.kxPrivateKey),
  format: 'der',
  type: 'pkcs8',
});
const ENVELOPE_CODES = /^ENVELOPE_/u;

const opening = (bytes: Uint8Array, intentKey: KeyObject): OpenRequest => {
  const acceptedSeq = frozenHeader.hostSeq - 1;
  return openRequestOf({ kx, intentKey }, bytes, { ...frozenHeader, acceptedSeq });
};

const frozenIntentKey = createPublicKey({
  key: ed25519Spki(base64(vector.intentKey)),
  format: 'der',
  type: 'spki',
});

const header: Target = {
  name: 'envelope-header',
  seeds: [encodeHeader(frozenHeader, 3), decodeEnvelope(envelope).header],
  mutate: mutateParts(splitLengthPrefixed, lengthPrefixed),
  check: (input) => {
    const decoded = decodeHeader(input);
    if (decoded === undefined) return 'undefined';
    const again = encodeHeader(decoded.header, decoded.count);
    demand(isSame(again, input), 'a header is written as it was read');
    return ACCEPTED;
  },
};

const wire: Target = {
  name: 'envelope-wire',
  seeds: [envelope],
  mutate: mutateProtobuf,
  check: (input) =>
    reading(
      () => decodeEnvelope(input),
      /^MESSAGE_INVALID$/u,
      (parts) => {
        demand(isSame(encodeEnvelope(parts), input), 'an envelope is written as it was read');
      },
    ),
};

const altered: Target = {
  name: 'envelope-open',
  seeds: [envelope],
  mutate: mutateProtobuf,
  check: async (input) =>
    readingAsync(
      async () => openEnvelope(opening(input, frozenIntentKey)),
      ENVELOPE_CODES,
      ({ intents }) => {
        disposeIntents(intents);
        demand(isSame(input, envelope), 'an altered envelope does not open');
      },
    ),
};

const intentKey = ed25519KeyOf(1);
const rawIntentKey = ed25519Raw(intentKey);

function signedAgain(parts: EnvelopeParts): Uint8Array {
  const signature = sign(null, signedBytes(parts), intentKey);
  return encodeEnvelope({ ...parts, signature, intentKeyId: signingKeyId(rawIntentKey) });
}

const content = ({ header, enc, intents }: EnvelopeParts): Uint8Array =>
  lengthPrefixed([
    header,
    enc,
    ...intents.flatMap(({ spec, ciphertexts }) => [spec, ...ciphertexts]),
  ]);

const resigned: Target = {
  name: 'envelope-open-resigned',
  seeds: [envelope],
  mutate: mutateProtobuf,
  check: async (input) => {
    let parts: EnvelopeParts;
    try {
      parts = decodeEnvelope(input);
    } catch {
      return 'not an envelope';
    }
    const request = opening(signedAgain(parts), intentKey);
    return readingAsync(
      async () => openEnvelope(request),
      ENVELOPE_CODES,
      ({ intents }) => {
        disposeIntents(intents);
        const isFrozen = isSame(content(parts), content(decodeEnvelope(envelope)));
        demand(isFrozen, 'what was not wrapped so does not open, whoever signed it');
      },
    );
  },
};

/** A cipher that does nothing: what is behind decryption meets the input. */
const noCipher = { open: (ciphertext: Uint8Array) => Uint8Array.from(ciphertext) };
const plain = openedIntentOf({ user: 'payments', password: 'p'.repeat(300) });
const plaintexts = plain.items.map((item) => padItem(DIGEST_KEY, item.content.reveal()));
const itemSeed = lengthPrefixed([encodeIntent(plain.intent), ...plaintexts]);

const items: Target = {
  name: 'envelope-items',
  seeds: [
    itemSeed,
    lengthPrefixed([
      encodeIntent({ ...plain.intent, operation: 'delete', items: [] }),
      padItem(DIGEST_KEY, new Uint8Array()),
    ]),
  ],
  mutate: mutateParts(splitLengthPrefixed, lengthPrefixed),
  check: (input) => {
    const [spec, ...ciphertexts] = splitLengthPrefixed(input) ?? [];
    if (spec === undefined) return 'no fields';
    const parts = { ...decodeEnvelope(envelope), intents: [{ spec, ciphertexts }] };
    return reading(
      () => openIntents(noCipher, parts),
      ENVELOPE_CODES,
      (opened) => {
        const [first] = opened.intents;
        demand(first?.items.length === first?.intent.items.length, 'every item has its content');
        opened[Symbol.dispose]();
      },
    );
  },
};

const padding: Target = {
  name: 'envelope-padding',
  seeds: [padItem(DIGEST_KEY, Buffer.from('content')), padItem(DIGEST_KEY, new Uint8Array(300))],
  mutate: mutateBytes,
  check: (input) => {
    const item = unpadItem(input);
    if (item === undefined) return 'undefined';
    demand(isSame(padItem(item.digestKey, item.content), input), 'an item is padded as it was');
    return ACCEPTED;
  },
};

const fields: Target = {
  name: 'length-prefixed',
  seeds: [itemSeed, encodeHeader(frozenHeader, 3)],
  mutate: mutateBytes,
  check: (input) => {
    const split = splitLengthPrefixed(input);
    if (split === undefined) return 'undefined';
    demand(isSame(lengthPrefixed(split), input), 'fields are written as they were read');
    return ACCEPTED;
  },
};

export const envelopeTargets: readonly Target[] = [
  header,
  wire,
  altered,
  resigned,
  items,
  padding,
  fields,
];
