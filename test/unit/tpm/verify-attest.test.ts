/**
 * Which attestations are believed. Made in software by a key that passes as AK, one thing wrong at a time.
 * @module
 */
import { assert, property, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { algorithm, tag } from '#src/tpm/constants.ts';
import { encodePcrSelections, pcrDigest, sha256Pcrs } from '#src/tpm/pcr.ts';
import { encodeSignature } from '#src/tpm/signature.ts';
import { AK, KX } from '#src/tpm/templates.ts';
import { type Evidence, verifyCertify, verifyQuote } from '#src/tpm/verify-attest.ts';
import { verifyAk, verifyKx } from '#src/tpm/verify-keys.ts';
import {
  type AttestFields,
  certifyAttest,
  ecdsaSignature,
  eccKey,
  endorsed,
  quoteAttest,
} from '#test/gen/tpm.ts';
import { valueOf } from '#test/gen/verified.ts';

const akKey = eccKey(AK);
const other = eccKey(AK);
const ak = valueOf(verifyAk(akKey.publicArea));
const kx = valueOf(verifyKx(eccKey(KX).publicArea));
const qualifyingData = Buffer.alloc(32, 9);
const honest: AttestFields = { signer: endorsed(akKey.name), qualifyingData };
const selection = sha256Pcrs([0, 1, 7]);
const digest = pcrDigest([Buffer.alloc(32, 1), Buffer.alloc(32, 2), Buffer.alloc(32, 3)]);
const refused = (refusal: string) => ({ ok: false, refusal });

function signed(attest: Uint8Array, by = akKey): Evidence {
  return { ak, attest, signature: ecdsaSignature(by.privateKey, attest), qualifyingData };
}
const certify = (fields: AttestFields = {}, by = akKey) =>
  signed(certifyAttest(kx.name, { ...honest, ...fields }), by);
const quote = (pcrs: Partial<Parameters<typeof quoteAttest>[0]> = {}, fields: AttestFields = {}) =>
  signed(quoteAttest({ selections: [selection], digest, ...pcrs }, { ...honest, ...fields }));

describe('a certification', () => {
  test('of the right key, by the AK, for this transcript is believed', () => {
    expect(verifyCertify(certify(), kx)).toMatchObject({ ok: true, value: { clockMs: 77n } });
  });

  test.for([
    ['that no TPM generated', { magic: 0xff544346 }, 'Malformed'],
    ['of another kind', { type: 0x8016 }, 'Malformed'],
    ['with something between yes and no', { safe: 2 }, 'Malformed'],
    ['for another transcript', { qualifyingData: Buffer.alloc(32, 8) }, 'QualifyingDataWrong'],
    ['for no transcript', { qualifyingData: new Uint8Array() }, 'QualifyingDataWrong'],
    ['signed outside the endorsement hierarchy', { signer: Buffer.alloc(34) }, 'SignerWrong'],
    ['that names another signer', { signer: endorsed(other.name) }, 'SignerWrong'],
  ] as const)('%s is refused', ([, fields, refusal]) => {
    expect(verifyCertify(certify(fields), kx)).toEqual(refused(refusal));
  });

  test('of another key is refused', () => {
    const attest = certifyAttest(other.name, honest);
    expect(verifyCertify(signed(attest), kx)).toEqual(refused('CertifiedKeyWrong'));
  });

  test('signed by another key is refused', () => {
    expect(verifyCertify(certify({}, other), kx)).toEqual(refused('SignatureWrong'));
  });

  test('is not taken for a quote, nor a quote for it', () => {
    const expected = { selection, digest: undefined };
    expect(verifyQuote(certify(), expected)).toEqual(refused('AttestationTypeWrong'));
    expect(verifyCertify(quote(), kx)).toEqual(refused('AttestationTypeWrong'));
  });

  test('with its body read as of the other kind is refused', () => {
    const attest = certifyAttest(kx.name, { ...honest, type: tag.attestQuote });
    expect(verifyCertify(signed(attest), kx)).toEqual(refused('Malformed'));
  });

  test('with any bit of it or its signature flipped is refused', () => {
    const evidence = certify();
    const fields = [
      ['attest', evidence.attest.length],
      ['signature', evidence.signature.length],
    ] as const;
    for (const [field, length] of fields) {
      for (let bit = 0; bit < 8 * length; bit += 1) {
        const flipped = Buffer.from(evidence[field]);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(verifyCertify({ ...evidence, [field]: flipped }, kx).ok).toBe(false);
      }
    }
  });

  test('of any bytes at all is refused and never throws', () => {
    const genuine = certify();
    const bytes = uint8Array({ maxLength: 600 });
    const holds = property(bytes, bytes, (attest, signature) => {
      expect(verifyCertify({ ...genuine, attest, signature }, kx).ok).toBe(false);
    });
    assert(holds, { numRuns: 2_000 });
  });
});

describe('a quote', () => {
  test('of these PCRs with these values is believed', () => {
    expect(verifyQuote(quote(), { selection, digest })).toMatchObject({ ok: true });
  });

  test('of any values is believed where none are demanded, and tells their digest', () => {
    const result = verifyQuote(quote(), { selection, digest: undefined });
    expect(Buffer.compare(valueOf(result).pcrDigest, digest)).toBe(0);
  });

  test('of other values is refused', () => {
    const wrong = pcrDigest([]);
    expect(verifyQuote(quote({ digest: wrong }), { selection, digest })).toEqual(
      refused('PcrDigestWrong'),
    );
  });

  test.for([
    ['fewer PCRs', [sha256Pcrs([0, 1])]],
    ['more PCRs', [sha256Pcrs([0, 1, 7, 8])]],
    ['none', []],
    ['another bank', [{ ...selection, hash: algorithm.sha384 }]],
    ['one bank twice', [selection, selection]],
  ] as const)('of %s is refused', ([, selections]) => {
    const expected = { selection, digest: undefined };
    expect(verifyQuote(quote({ selections }), expected)).toEqual(refused('PcrSelectionWrong'));
  });

  test('for another transcript is refused', () => {
    const stale = quote({}, { qualifyingData: Buffer.alloc(32) });
    expect(verifyQuote(stale, { selection, digest })).toEqual(refused('QualifyingDataWrong'));
  });
});

describe('a signature', () => {
  const evidence = certify();
  const r = evidence.signature.subarray(6, 38);

  test.for([
    ['of nothing', { r: new Uint8Array(), s: new Uint8Array() }],
    ['of zeros', { r: Buffer.alloc(32), s: Buffer.alloc(32) }],
    ['that is too long', { r: Buffer.concat([Buffer.alloc(1), r]), s: r }],
    ['by another hash', { hash: algorithm.sha384, r, s: r }],
  ])('%s is refused', ([, change]) => {
    const parts = { scheme: 'ecdsa', hash: algorithm.sha256, r, s: r, ...(change as object) };
    const signature = encodeSignature(parts as Parameters<typeof encodeSignature>[0]);
    expect(verifyCertify({ ...evidence, signature }, kx)).toEqual(refused('SignatureWrong'));
  });

  test('of RSA is refused', () => {
    const value = Buffer.alloc(256, 1);
    const signature = encodeSignature({ scheme: 'rsaSsa', hash: algorithm.sha256, value });
    expect(verifyCertify({ ...evidence, signature }, kx)).toEqual(refused('SignatureWrong'));
  });
});

test('PCRs are selected in ascending order, once each', () => {
  expect(sha256Pcrs([7, 0, 7, 1])).toEqual(selection);
  expect(Buffer.from(encodePcrSelections([selection])).toString('hex')).toBe(
    '00000001000b03830000',
  );
  expect(() => encodePcrSelections([sha256Pcrs([24])])).toThrow(/PCR 24/u);
});
