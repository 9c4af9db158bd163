/**
 * XChaCha20-Poly1305: the draft's own example, and an independent implementation.
 * @module
 */
import { randomBytes } from 'node:crypto';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { expect, test } from 'vitest';
import { decrypt, encrypt } from '#src/secret/xchacha.ts';

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));
const LENGTHS = [0, 1, 15, 16, 17, 63, 64, 65, 1_000, 70_000];
const NOT_WHAT_WAS_ENCRYPTED = /unable to authenticate data|shorter than its tag|a nonce of/u;

function drawn() {
  return { key: randomBytes(32), nonce: randomBytes(24), aad: randomBytes(20) };
}

test('the example of the draft, A.3.1', () => {
  const bound = {
    key: hex('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f'),
    nonce: hex('404142434445464748494a4b4c4d4e4f5051525354555657'),
    aad: hex('50515253c0c1c2c3c4c5c6c7'),
  };
  const plain = Buffer.from(
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
  );
  const sealed = encrypt(plain, bound);
  expect(Buffer.from(sealed).toString('hex')).toBe(
    [
      'bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb',
      '731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452',
      '2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9',
      '21f9664c97637da9768812f615c68b13b52e',
      'c0875924c1c7987947deafd8780acf49',
    ].join(''),
  );
  expect(Buffer.from(decrypt(sealed, bound)).equals(plain)).toBe(true);
});

test.for(LENGTHS)('%i bytes are encrypted as by another implementation, and back', (length) => {
  const bound = drawn();
  const plain = randomBytes(length);
  const other = xchacha20poly1305(bound.key, bound.nonce, bound.aad);
  const sealed = other.encrypt(plain);
  expect(Buffer.compare(encrypt(plain, bound), sealed)).toBe(0);
  expect(Buffer.compare(decrypt(sealed, bound), plain)).toBe(0);
});

test.for([
  { given: 'another key', change: { key: randomBytes(32) } },
  { given: 'another nonce', change: { nonce: randomBytes(24) } },
  { given: 'a short nonce', change: { nonce: randomBytes(12) } },
  { given: 'another binding', change: { aad: randomBytes(20) } },
])('$given opens nothing', ({ change }) => {
  const bound = drawn();
  const sealed = encrypt(Buffer.from('text'), bound);
  expect(() => decrypt(sealed, { ...bound, ...change })).toThrow(NOT_WHAT_WAS_ENCRYPTED);
});

test.for([
  { given: 'a changed byte', spoil: (sealed: Uint8Array) => sealed.with(0, (sealed[0] ?? 0) ^ 1) },
  {
    given: 'a changed tag',
    spoil: (sealed: Uint8Array) => sealed.with(sealed.length - 1, (sealed.at(-1) ?? 0) ^ 1),
  },
  { given: 'a cut tag', spoil: (sealed: Uint8Array) => sealed.slice(0, -1) },
  { given: 'nothing', spoil: () => new Uint8Array() },
])('$given opens nothing', ({ spoil }) => {
  const bound = drawn();
  const sealed = new Uint8Array(encrypt(Buffer.from('text'), bound));
  expect(() => decrypt(spoil(sealed), bound)).toThrow(NOT_WHAT_WAS_ENCRYPTED);
});
