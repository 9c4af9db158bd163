/**
 * The frozen envelope: a release that cannot open it, or computes other bound bytes, breaks hosts in the field.
 * @module
 */
import { createHash, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { softwareDecapsulator } from '#src/envelope/decapsulator.ts';
import { itemDigest, versionDigest } from '#src/envelope/digest.ts';
import { encodeHeader } from '#src/envelope/header.ts';
import { openEnvelope } from '#src/envelope/open-envelope.ts';
import { lengthPrefixed } from '#src/identity/length-prefixed.ts';
import { decodeEnvelope } from '#src/wire/envelope-wire.ts';

const vector = JSON.parse(
  readFileSync(new URL('../../vectors/envelope-1.json', import.meta.url), 'utf8'),
);
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

test('the frozen envelope opens to the frozen intents', async () => {
  const { header, intents } = await openEnvelope({
    envelope: bytes(vector.envelope),
    expected: { ...vector.header, acceptedSeq: vector.header.hostSeq - 1 },
    intentKeys: [bytes(vector.intentKey)],
    kx: softwareDecapsulator(
      createPrivateKey({
        key: Buffer.from(vector.kxPrivateKey, 'base64'),
        format: 'der',
        type: 'pkcs8',
      }),
    ),
    nowMs: vector.header.issuedAtMs,
  });
  expect(header).toEqual(vector.header);
  const opened = intents.map(({ intent, digestKey, items }) => ({
    intent,
    digestKey: Buffer.from(digestKey.reveal()).toString('hex'),
    items: items.map(({ name, content }) => ({
      name,
      content: Buffer.from(content.reveal()).toString('utf8'),
    })),
  }));
  expect(opened).toEqual(vector.intents);
});

test('the frozen header is encoded byte for byte', () => {
  const { header } = decodeEnvelope(bytes(vector.envelope));
  expect(Buffer.from(encodeHeader(vector.header, 3)).toString('hex')).toBe(
    Buffer.from(header).toString('hex'),
  );
});

test('the keyed digests are the frozen ones', () => {
  const key = new Uint8Array(32).fill(1);
  const item = itemDigest(key, 'db', Buffer.from('content'));
  expect(item).toBe('c7079325f428a749ccc826a2960310250a06fce121ac3e354407862ba8473408');
  const items = [
    { name: 'b', digest: '00'.repeat(32) },
    { name: 'a', digest: item },
  ];
  expect(versionDigest(key, items)).toBe(
    'a23c6eecb4f98605abac089993c09e0d79d2952eb110ecdf86ad155049f87a03',
  );
  expect(versionDigest(key, items.toReversed())).toBe(
    'a23c6eecb4f98605abac089993c09e0d79d2952eb110ecdf86ad155049f87a03',
  );
});

test('length-prefixed fields have the frozen form', () => {
  const hash = createHash('sha256').update(lengthPrefixed(['a', 258, new Uint8Array([7])]));
  expect(hash.digest('hex')).toBe(
    '13341686231404a6d06937423ed46e059d750aa709e33950077b2c3fac8ba1d5',
  );
});
