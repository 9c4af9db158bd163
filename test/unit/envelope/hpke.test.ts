/**
 * Our HPKE against that of the hpke package, which is independent of it.
 * @module
 */
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256 } from 'hpke';
import { expect, test } from 'vitest';
import { softwareDecapsulator } from '#src/envelope/decapsulator.ts';
import { openFrom, sealTo } from '#src/envelope/hpke.ts';
import { p256Point } from '#src/identity/public-key.ts';

const oracle = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
const ECDH = { name: 'ECDH', namedCurve: 'P-256' };
const info = Buffer.from('what it is for');
const aad = Buffer.from('what it is bound to');
const texts = ['', 'short', 'x'.repeat(100_000)].map((text) => Buffer.from(text));
/** So that the count reaches another byte of the nonce. */
const MANY = 300;
const NOT_WHAT_WAS_SEALED = /unable to authenticate data|shorter than its tag/u;

function hostKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = createPublicKey(privateKey);
  const forOracle = {
    privateKey: privateKey.toCryptoKey(ECDH, false, ['deriveBits']),
    publicKey: publicKey.toCryptoKey(ECDH, true, []),
  };
  return { kx: softwareDecapsulator(privateKey), point: p256Point(publicKey), forOracle };
}

test('what we seal, the package opens', async () => {
  const { point, forOracle } = hostKey();
  using sender = sealTo(point, info);
  const recipient = await oracle.SetupRecipient(forOracle, sender.enc, { info });
  for (const text of texts) {
    expect(Buffer.from(await recipient.Open(sender.seal(text, aad), aad))).toEqual(text);
  }
  for (let count = 0; count < MANY; count += 1) await recipient.Open(sender.seal(aad, info), info);
});

test('what the package seals, we open', async () => {
  const { kx, forOracle } = hostKey();
  const sender = await oracle.SetupSender(forOracle.publicKey, { info });
  using recipient = await openFrom(sender.encapsulatedSecret, kx, info);
  for (const text of texts) {
    expect(Buffer.from(recipient.open(await sender.ctx.Seal(text, aad), aad))).toEqual(text);
  }
  for (let count = 0; count < MANY; count += 1) {
    recipient.open(await sender.ctx.Seal(aad, info), info);
  }
});

test('no two messages of a sender have the same nonce, and no two senders the same key', () => {
  const { point } = hostKey();
  const sealed = [sealTo(point, info), sealTo(point, info)].flatMap((sender) =>
    Array.from({ length: MANY }, () => Buffer.from(sender.seal(aad, info)).toString('hex')),
  );
  expect(new Set(sealed).size).toBe(2 * MANY);
});

test.each([
  ['ciphertext', 0],
  ['tag', -1],
])('one bit changed in the %s: nothing opens, and what was sealed still does', async (_, at) => {
  const { kx, point } = hostKey();
  using sender = sealTo(point, info);
  const sealed = sender.seal(Buffer.from('text'), aad);
  const index = at < 0 ? sealed.length + at : at;
  const spoilt = sealed.with(index, (sealed[index] ?? 0) ^ 1);
  using recipient = await openFrom(sender.enc, kx, info);
  expect(() => recipient.open(spoilt, aad)).toThrow(NOT_WHAT_WAS_SEALED);
  expect(Buffer.from(recipient.open(sealed, aad)).toString()).toBe('text');
});

test.each([
  ['another binding', Buffer.from('text'), Buffer.from('bound to something else')],
  ['nothing but half a tag', Buffer.alloc(0), aad],
])('%s: nothing opens', async (_, text, boundTo) => {
  const { kx, point } = hostKey();
  using sender = sealTo(point, info);
  const sealed = sender.seal(text, aad);
  using recipient = await openFrom(sender.enc, kx, info);
  const shown = text.length === 0 ? sealed.subarray(0, 8) : sealed;
  expect(() => recipient.open(shown, boundTo)).toThrow(NOT_WHAT_WAS_SEALED);
});

test('another purpose: nothing opens', async () => {
  const { kx, point } = hostKey();
  using sender = sealTo(point, info);
  const sealed = sender.seal(Buffer.from('text'), aad);
  using recipient = await openFrom(sender.enc, kx, Buffer.from('something else'));
  expect(() => recipient.open(sealed, aad)).toThrow(NOT_WHAT_WAS_SEALED);
});

const spoilt: readonly (readonly [string, (point: Uint8Array) => Uint8Array])[] = [
  ['is cut short', (point) => point.slice(0, 64)],
  ['is a point off the curve', (point) => point.with(64, (point[64] ?? 0) ^ 1)],
  ['is compressed', (point) => Uint8Array.of(2, ...point.slice(1, 33))],
  ['is all zero', () => new Uint8Array(65)],
  ['is the point at infinity', () => new Uint8Array(1)],
];

test.each(spoilt)('an encapsulated key that %s is refused', async (_, spoil) => {
  const { kx, point } = hostKey();
  using sender = sealTo(point, info);
  const enc = spoil(new Uint8Array(sender.enc));
  await expect(openFrom(enc, kx, info)).rejects.toThrow('no point of P-256');
});

test.each(spoilt.filter(([what]) => what !== 'is compressed'))(
  "a recipient's key that %s is refused",
  (_, spoil) => {
    const { point } = hostKey();
    expect(() => sealTo(spoil(new Uint8Array(point)), info)).toThrow(
      /not valid for specified curve|Failed to compute/u,
    );
  },
);
