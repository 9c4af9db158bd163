/**
 * Our KEM, KDF and AEAD against those of the hpke package, which are independent of them.
 * @module
 */
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import {
  AEAD_AES_256_GCM,
  CipherSuite,
  DecapError,
  KDF_HKDF_SHA256,
  KEM_DHKEM_P256_HKDF_SHA256,
  OpenError,
} from 'hpke';
import { expect, test } from 'vitest';
import { softwareDecapsulator } from '#src/envelope/decapsulator.ts';
import { p256Point } from '#src/identity/public-key.ts';
import { nodeKdf, privateKemKey, publicKemKey } from '#src/envelope/node-primitives.ts';
import { suite } from '#src/envelope/suite.ts';

const oracle = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
const ECDH = { name: 'ECDH', namedCurve: 'P-256' };
const info = Buffer.from('what it is for');
const aad = Buffer.from('what it is bound to');
const texts = ['', 'short', 'x'.repeat(100_000)].map((text) => Buffer.from(text));

function hostKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = createPublicKey(privateKey);
  const forOracle = {
    privateKey: privateKey.toCryptoKey(ECDH, false, ['deriveBits']),
    publicKey: publicKey.toCryptoKey(ECDH, true, []),
  };
  const opens = privateKemKey(softwareDecapsulator(privateKey));
  return { ours: { private: opens, public: publicKemKey(p256Point(publicKey)) }, forOracle };
}

test('what we seal, the package opens', async () => {
  const { ours, forOracle } = hostKey();
  const sender = await suite.SetupSender(ours.public, { info });
  const recipient = await oracle.SetupRecipient(forOracle, sender.encapsulatedSecret, { info });
  for (const text of texts) {
    const opened = await recipient.Open(await sender.ctx.Seal(text, aad), aad);
    expect(Buffer.from(opened)).toEqual(text);
  }
});

test('what the package seals, we open', async () => {
  const { ours, forOracle } = hostKey();
  const sender = await oracle.SetupSender(forOracle.publicKey, { info });
  const recipient = await suite.SetupRecipient(ours.private, sender.encapsulatedSecret, { info });
  for (const text of texts) {
    const opened = await recipient.Open(await sender.ctx.Seal(text, aad), aad);
    expect(Buffer.from(opened)).toEqual(text);
  }
});

test('both derive the same bytes, of any length', async () => {
  const ours = nodeKdf();
  const theirs = KDF_HKDF_SHA256();
  const prk = await ours.Extract(new Uint8Array(), info);
  expect(new Uint8Array(prk)).toEqual(await theirs.Extract(new Uint8Array(), info));
  for (const length of [1, 32, 33, 64, 200]) {
    const bytes = await ours.Expand(prk, aad, length);
    expect(new Uint8Array(bytes)).toEqual(await theirs.Expand(prk, aad, length));
  }
});

test.each([
  ['ciphertext', 0],
  ['tag', -1],
])('one bit changed in the %s: nothing opens', async (_, at) => {
  const { ours } = hostKey();
  const sender = await suite.SetupSender(ours.public, { info });
  const sealed = await sender.ctx.Seal(Buffer.from('text'), aad);
  const index = at < 0 ? sealed.length + at : at;
  sealed[index] = (sealed[index] ?? 0) ^ 1;
  const recipient = await suite.SetupRecipient(ours.private, sender.encapsulatedSecret, { info });
  await expect(recipient.Open(sealed, aad)).rejects.toBeInstanceOf(OpenError);
});

test.each([
  ['is cut short', (enc: Uint8Array) => enc.slice(0, 64)],
  ['is a point off the curve', (enc: Uint8Array) => enc.with(64, (enc[64] ?? 0) ^ 1)],
  ['is compressed', (enc: Uint8Array) => Uint8Array.of(2, ...enc.slice(1, 33))],
  ['is all zero', () => new Uint8Array(65)],
])('an encapsulated key that %s is refused', async (_, spoil) => {
  const { ours } = hostKey();
  const { encapsulatedSecret } = await suite.SetupSender(ours.public, { info });
  const spoilt = spoil(new Uint8Array(encapsulatedSecret));
  await expect(suite.SetupRecipient(ours.private, spoilt, { info })).rejects.toBeInstanceOf(
    DecapError,
  );
});
