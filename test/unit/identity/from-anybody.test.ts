/**
 * What comes from anybody is answered with no, never with an error that is not ours.
 * @module
 */
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { formatJoinToken, parseJoinToken } from '#src/identity/join-token.ts';
import { caPin, hasCaPin } from '#src/identity/pin.ts';
import { parseP256Spki, spkiOf } from '#src/identity/public-key.ts';
import { Secret } from '#src/secret/secret.ts';
import { keyringOf } from '#test/gen/keyring.ts';

test('a certificate whose key cannot be read has no pin, where asking for it threw', async () => {
  const { ca } = await keyringOf();
  const unreadable = Buffer.from(ca.certificate);
  // An X that is larger than any coordinate of the curve.
  const spki = spkiOf(new X509Certificate(ca.certificate).publicKey);
  const x = unreadable.indexOf(spki) + spki.length - 64;
  unreadable.fill(0xff, x, x + 32);
  const certificate = new X509Certificate(unreadable);
  expect(() => caPin(unreadable)).toThrow('decode');
  expect(hasCaPin(certificate, caPin(ca.certificate))).toBe(false);
  expect(hasCaPin(new X509Certificate(ca.certificate), caPin(ca.certificate))).toBe(true);
});

test('a token in another spelling of the same bytes is none', () => {
  const text = formatJoinToken({ id: 'abcdefghij', secret: new Secret(new Uint8Array(32)) });
  expect(parseJoinToken(text)?.id).toBe('abcdefghij');
  expect(parseJoinToken(`${text.slice(0, -1)}B`)).toBeUndefined();
});

test('a P-256 point in its hybrid form is no second encoding of the same key', () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = Buffer.from(spkiOf(publicKey));
  expect(parseP256Spki(spki)?.equals(publicKey)).toBe(true);
  const mark = spki.length - 65;
  for (const other of [2, 3, 6, 7]) {
    expect(parseP256Spki(spki.with(mark, other))).toBeUndefined();
  }
});
