/**
 * Envelopes: what is wrapped for one host opens there, once, and nowhere else.
 * @module
 */
import { assert, asyncProperty, integer, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { encodeHeader } from '#src/envelope/header.ts';
import { openEnvelope } from '#src/envelope/open-envelope.ts';
import { disposeIntents } from '#src/envelope/open-intents.ts';
import { ed25519Raw, spkiOf } from '#src/identity/public-key.ts';
import { decodeEnvelope, encodeEnvelope } from '#src/wire/envelope-wire.ts';
import { wrapEnvelope } from '#src/envelope/wrap-envelope.ts';
import {
  envelopeKeys,
  headerOf,
  ISSUED_AT_MS,
  openRequestOf,
  wrapped,
} from '#test/gen/envelope.ts';
import { deletingIntentOf, openedIntentOf } from '#test/gen/intent.ts';

const keys = envelopeKeys();

test('an envelope opens on its host with the same intents and contents', async () => {
  const put = openedIntentOf({ user: 'payments', password: 'p'.repeat(300), empty: '' });
  const removal = deletingIntentOf({ name: 'old', version: 9 });
  const request = openRequestOf(keys, await wrapped(keys, [put, removal]));

  const { header, intents } = await openEnvelope(request);

  expect(header).toEqual(headerOf());
  expect(intents.map(({ intent }) => intent)).toEqual([put.intent, removal.intent]);
  const contents = intents.map(({ items }) =>
    items.map(({ name, content }) => [name, Buffer.from(content.reveal()).toString()]),
  );
  expect(contents).toEqual([
    [
      ['user', 'payments'],
      ['password', 'p'.repeat(300)],
      ['empty', ''],
    ],
    [],
  ]);
  disposeIntents(intents);
  expect(intents[0]?.items[1]?.content.reveal().every((byte) => byte === 0)).toBe(true);
});

const refusals = [
  { given: 'another host', expected: { hostUid: 'other' }, code: 'ENVELOPE_WRONG_HOST' },
  { given: 'another cluster', expected: { clusterUid: 'other' }, code: 'ENVELOPE_WRONG_HOST' },
  { given: 'an older identity', expected: { identityEpoch: 2 }, code: 'ENVELOPE_WRONG_HOST' },
  { given: 'an older key', expected: { kxEpoch: 2 }, code: 'ENVELOPE_WRONG_HOST' },
  { given: 'an accepted sequence', expected: { acceptedSeq: 5 }, code: 'ENVELOPE_REPLAYED' },
];

test.for(refusals)('an envelope for $given is $code', async ({ expected, code }) => {
  const request = openRequestOf(keys, await wrapped(keys), expected);
  await expect(openEnvelope(request)).rejects.toMatchObject({ code });
});

test('an envelope past its end is ENVELOPE_EXPIRED', async () => {
  const request = openRequestOf(keys, await wrapped(keys));
  const late = { ...request, nowMs: ISSUED_AT_MS + 600_001 };
  await expect(openEnvelope(late)).rejects.toMatchObject({ code: 'ENVELOPE_EXPIRED' });
});

test('an envelope signed by a key that the host does not trust is ENVELOPE_SIGNATURE_INVALID', async () => {
  const other = envelopeKeys();
  const request = openRequestOf(keys, await wrapped({ ...keys, intentKey: other.intentKey }));
  await expect(openEnvelope(request)).rejects.toMatchObject({ code: 'ENVELOPE_SIGNATURE_INVALID' });
});

test('the next intent key is trusted too', async () => {
  const next = envelopeKeys();
  const request = openRequestOf(keys, await wrapped({ ...keys, intentKey: next.intentKey }));
  const intentKeys = [ed25519Raw(keys.intentKey), ed25519Raw(next.intentKey)];
  const { intents } = await openEnvelope({ ...request, intentKeys });
  expect(intents).toHaveLength(1);
});

test('an envelope made for another KX key is ENVELOPE_UNOPENABLE', async () => {
  const request = openRequestOf(keys, await wrapped({ ...keys, kx: envelopeKeys().kx }));
  await expect(openEnvelope(request)).rejects.toMatchObject({ code: 'ENVELOPE_UNOPENABLE' });
});

test('a signature of one envelope does not cover the specs and items of another', async () => {
  const mine = decodeEnvelope(await wrapped(keys, [openedIntentOf({ a: 'one' })]));
  const other = decodeEnvelope(await wrapped(keys, [openedIntentOf({ a: 'two' })]));
  const mixed = encodeEnvelope({ ...mine, intents: other.intents });
  const opening = openEnvelope(openRequestOf(keys, mixed));
  await expect(opening).rejects.toMatchObject({ code: 'ENVELOPE_SIGNATURE_INVALID' });
});

test('content that has not the digest of its intent is ENVELOPE_MALFORMED', async () => {
  const opened = openedIntentOf({ a: 'one' });
  const wrong = { ...opened.intent, items: [{ name: 'a', digest: '0'.repeat(64) }] };
  const request = openRequestOf(keys, await wrapped(keys, [{ ...opened, intent: wrong }]));
  await expect(openEnvelope(request)).rejects.toMatchObject({ code: 'ENVELOPE_MALFORMED' });
});

test('content of one byte over 1 MiB is ENVELOPE_TOO_LARGE, of 1 MiB opens', async () => {
  const largest = openedIntentOf({ a: new Uint8Array(1_048_576) });
  const { intents } = await openEnvelope(openRequestOf(keys, await wrapped(keys, [largest])));
  expect(intents[0]?.items[0]?.content.sizeBytes).toBe(1_048_576);
  const over = openedIntentOf({ a: new Uint8Array(1_048_576), b: 'x' });
  await expect(wrapped(keys, [over])).rejects.toMatchObject({ code: 'ENVELOPE_TOO_LARGE' });
});

test('more than 64 intents or 32 items are ENVELOPE_TOO_LARGE', async () => {
  const many = Array.from({ length: 65 }, () => openedIntentOf());
  await expect(wrapped(keys, many)).rejects.toMatchObject({ code: 'ENVELOPE_TOO_LARGE' });
  const names = Array.from({ length: 33 }, (_, index) => [`item${index}`, 'x']);
  const wide = openedIntentOf(Object.fromEntries(names));
  await expect(wrapped(keys, [wide])).rejects.toMatchObject({ code: 'ENVELOPE_TOO_LARGE' });
});

test('an envelope without intents is not made', async () => {
  await expect(wrapped(keys, [])).rejects.toMatchObject({ code: 'ENVELOPE_MALFORMED' });
});

test.for([
  { given: 'on another curve', kxPub: spkiOf(keys.intentKey) },
  { given: 'that is no point of its curve', kxPub: spkiOf(keys.kx).with(90, 0).with(89, 0) },
])('a host key $given is refused before anything is wrapped', ({ kxPub }) => {
  const { intentKey } = keys;
  const request = { header: headerOf(), kxPub, intentKey, intents: [openedIntentOf()] };
  expect(() => wrapEnvelope(request)).toThrow(
    expect.objectContaining({ code: 'ENVELOPE_UNOPENABLE' }),
  );
});

test('contents of similar size give envelopes of the same size', async () => {
  const short = await wrapped(keys, [openedIntentOf({ a: 'x' })]);
  const longer = await wrapped(keys, [openedIntentOf({ a: 'x'.repeat(200) })]);
  expect(longer).toHaveLength(short.length);
});

test('a plaintext does not stand in its envelope', async () => {
  const content = 'a recognisable content';
  const envelope = Buffer.from(await wrapped(keys, [openedIntentOf({ a: content })]));
  expect(envelope.includes(content)).toBe(false);
});

test('a truncated or extended envelope is refused with a code of envelopes', async () => {
  const envelope = await wrapped(keys);
  const length = integer({ min: 0, max: envelope.length - 1 });
  const cutting = asyncProperty(length, uint8Array({ minLength: 1 }), async (end, more) => {
    for (const bytes of [envelope.slice(0, end), Buffer.concat([envelope, more])]) {
      const opening = openEnvelope(openRequestOf(keys, bytes));
      await expect(opening).rejects.toMatchObject({ code: expect.stringMatching(/^ENVELOPE_/u) });
    }
  });
  await assert(cutting, { numRuns: 100 });
});

test('a header of another version or suite is ENVELOPE_MALFORMED', async () => {
  const parts = decodeEnvelope(await wrapped(keys));
  for (const [from, to] of [
    ['cf-env/1', 'cf-env/2'],
    ['\x00\x10\x00\x01\x00\x02', '\x00\x10\x00\x01\x00\x01'],
  ] as const) {
    const text = Buffer.from(encodeHeader(headerOf(), 1)).toString('latin1');
    const header = Buffer.from(text.replace(from, to), 'latin1');
    const opening = openEnvelope(openRequestOf(keys, encodeEnvelope({ ...parts, header })));
    await expect(opening).rejects.toMatchObject({ code: 'ENVELOPE_MALFORMED' });
  }
});
