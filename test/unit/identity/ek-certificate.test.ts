/**
 * Which certificates say that a TPM is genuine.
 * @module
 */
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parsePemCertificates, verifyEkCertificate } from '#src/identity/ek-certificate.ts';
import { spkiHash, spkiOf } from '#src/identity/public-key.ts';
import { tpmModelOf } from '#src/identity/tpm-model.ts';
import { p256Key } from '#test/fakes/applicant.ts';
import { authority, ekCertificate } from '#test/gen/ek-certificate.ts';

const nowMs = Date.parse('2026-11-22T12:00:00Z');
const root = authority('Maker Root');
const between = authority('Maker CA 7', root);
const ek = spkiOf(p256Key());
const ekHash = spkiHash(ek);
const good = ekCertificate(ek, between);

function verdictOf(certificates: readonly Uint8Array[], roots: readonly Uint8Array[] = [root.der]) {
  const pinned = roots.map((bytes) => new X509Certificate(bytes));
  return verifyEkCertificate({ certificates, ekHash, roots: pinned, nowMs });
}

const padded = Buffer.concat([good, Buffer.alloc(300, 0xff)]);
const rsa = spkiOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
const old = { notAfterMs: Date.parse('2021-01-01T00:00:00Z') };
const expiredRoot = authority('Old Root', undefined, old);

describe('trusted', () => {
  test.for([
    { given: 'a chain to the root', certificates: [good, between.der] },
    { given: 'in another order, with others beside', certificates: [between.der, root.der, good] },
    { given: 'with padding behind it, as in NV', certificates: [padded, between.der] },
    { given: 'the authority between is pinned itself', certificates: [good], roots: [between.der] },
    {
      given: 'a pinned root that has expired: who pinned it answers for it',
      certificates: [ekCertificate(ek, expiredRoot)],
      roots: [expiredRoot.der],
    },
    {
      given: 'beside the certificate of the RSA key of the same TPM',
      certificates: [ekCertificate(rsa, between), good, between.der],
    },
  ])('$given', ({ certificates, roots }) => {
    expect(verdictOf(certificates, roots)).toEqual({
      state: 'Trusted',
      tpm: { manufacturer: 'STM', model: 'ST33HTPHAHD4', firmware: '00010101' },
    });
  });
});

const endless = authority('Loop');
const deep = Array.from({ length: 6 }).reduce<(typeof root)[]>(
  (chain, _, at) => [...chain, authority(`Deep ${at}`, chain.at(-1))],
  [root],
);
const deepest = deep.at(-1) ?? root;

describe('untrusted', () => {
  test.for([
    { given: 'no root pinned', certificates: [good, between.der], roots: [], cause: 'chain' },
    {
      given: 'another root pinned',
      certificates: [good, between.der],
      roots: [authority('Maker Root').der],
      cause: 'chain',
    },
    { given: 'the authority between missing', certificates: [good], cause: 'chain' },
    {
      given: 'the certificate of another key',
      certificates: [ekCertificate(spkiOf(p256Key()), between), between.der],
      cause: 'none of',
    },
    {
      given: 'no certificate at all but bytes',
      certificates: [new Uint8Array(40).fill(0x30)],
      cause: 'none of',
    },
    { given: 'its end cut off', certificates: [good.slice(0, -1), between.der], cause: 'none of' },
    {
      given: 'another purpose',
      certificates: [ekCertificate(ek, between, { purpose: '1.3.6.1.5.5.7.3.2' }), between.der],
      cause: 'purpose',
    },
    {
      given: 'no purpose',
      certificates: [ekCertificate(ek, between, { purpose: undefined }), between.der],
      cause: 'purpose',
    },
    {
      given: 'an authority as EK',
      certificates: [ekCertificate(ek, between, { isCa: true }), between.der],
      cause: 'authority',
    },
    {
      given: 'an expired one',
      certificates: [ekCertificate(ek, between, old), between.der],
      cause: 'expired',
    },
    {
      given: 'one of the future',
      certificates: [ekCertificate(ek, between, { notBeforeMs: nowMs + 1_000 }), between.der],
      cause: 'not valid yet',
    },
    {
      given: 'signed by somebody in the name of the authority',
      certificates: [ekCertificate(ek, between, { signer: p256Key() }), between.der],
      cause: 'chain',
    },
    {
      given: 'signed over SHA-1',
      certificates: [ekCertificate(ek, between, { hash: 'sha1' }), between.der],
      cause: 'chain',
    },
    {
      given: 'by an authority that is none',
      certificates: (() => {
        const host = authority('Maker CA 8', root, { isCa: false });
        return [ekCertificate(ek, host), host.der];
      })(),
      cause: 'chain',
    },
    {
      given: 'by an expired authority',
      certificates: (() => {
        const gone = authority('Maker CA 1', root, old);
        return [ekCertificate(ek, gone), gone.der];
      })(),
      cause: 'chain',
    },
    {
      given: 'by an authority that signed itself',
      certificates: [ekCertificate(ek, endless), endless.der],
      cause: 'chain',
    },
    {
      given: 'a chain longer than any',
      certificates: [ekCertificate(ek, deepest), ...deep.slice(1).map((one) => one.der)],
      cause: 'chain',
    },
  ])('$given', ({ certificates, roots, cause }) => {
    expect(verdictOf(certificates, roots)).toMatchObject({
      state: 'Untrusted',
      cause: expect.stringContaining(cause),
    });
  });

  test('each byte flipped: never trusted, or the same key and chain', () => {
    for (let at = 0; at < good.length; at += 1) {
      const bytes = Uint8Array.from(good);
      bytes[at] = (bytes[at] ?? 0) ^ 0x01;
      expect([at, verdictOf([bytes, between.der]).state]).toEqual([at, 'Untrusted']);
    }
  });
});

test('without certificates there is nothing to trust', () => {
  expect(verdictOf([])).toMatchObject({ state: 'None' });
});

describe('the TPM that a certificate names', () => {
  test('is left out when there is none, or the certificate cannot be read', () => {
    expect(tpmModelOf(between.der)).toEqual({});
    expect(tpmModelOf(good.slice(0, 100))).toEqual({});
    expect(tpmModelOf(new Uint8Array())).toEqual({});
  });
});

describe('PEM of pinned roots', () => {
  const pem = (bytes: Uint8Array) => new X509Certificate(bytes).toString();

  test('one file may hold many, with text between', () => {
    const text = `# Maker\n${pem(root.der)}\nCA 7:\n${pem(between.der)}`;
    expect(parsePemCertificates(text)?.map(({ subject }) => subject)).toEqual([
      'CN=Maker Root',
      'CN=Maker CA 7',
    ]);
  });

  test.for([
    ['nothing', ''],
    [
      'a private key',
      `${pem(root.der)}-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----`,
    ],
    ['one that is cut off', pem(root.der).slice(0, -30)],
    ['one whose content is none', pem(root.der).replace('MII', 'AAA')],
  ])('%s is refused', ([, text]) => {
    expect(parsePemCertificates(text ?? '')).toBeUndefined();
  });
});
