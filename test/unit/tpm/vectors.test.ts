/**
 * What a real software TPM showed once, frozen: it must pass for ever, and mean the same.
 * @module
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sha256Pcrs } from '#src/tpm/pcr.ts';
import { encodePublic, nameOf, parsePublic } from '#src/tpm/public-area.ts';
import { verifyCertify, verifyQuote } from '#src/tpm/verify-attest.ts';
import { verifyAk, verifyEk, verifyKx } from '#src/tpm/verify-keys.ts';
import { valueOf } from '#test/gen/verified.ts';

type Key = { readonly publicArea: string; readonly name: string };
type Signed = { readonly attest: string; readonly signature: string };
type Vectors = {
  readonly ekEcc: Key & { readonly ekHash: string };
  readonly ekRsa: Key & { readonly ekHash: string };
  readonly ak: Key;
  readonly kx: Key;
  readonly srk: Key;
  readonly certify: Signed;
  readonly quote: Signed & { readonly pcrs: readonly number[]; readonly pcrDigest: string };
  readonly qualifyingData: string;
};

const file = new URL('../../vectors/tpm/swtpm-0.7.1.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const ak = valueOf(verifyAk(bytes(vectors.ak.publicArea)));
const kx = valueOf(verifyKx(bytes(vectors.kx.publicArea)));
const evidence = ({ attest, signature }: Signed) => ({
  ak,
  attest: bytes(attest),
  signature: bytes(signature),
  qualifyingData: bytes(vectors.qualifyingData),
});

test.for(['ekEcc', 'ekRsa', 'ak', 'kx', 'srk'] as const)(
  'the name of the %s is the TPM’s',
  (key) => {
    const { publicArea, name } = vectors[key];
    const parsed = parsePublic(bytes(publicArea));
    if (!parsed.ok) throw new Error(parsed.problems.join());
    expect(Buffer.from(nameOf(parsed.value)).toString('hex')).toBe(name);
    expect(Buffer.from(encodePublic(parsed.value)).toString('hex')).toBe(publicArea);
  },
);

test.for(['ekEcc', 'ekRsa'] as const)('the %s passes and has its hash', (key) => {
  const { publicArea, ekHash } = vectors[key];
  expect(verifyEk(bytes(publicArea))).toMatchObject({ ok: true, value: { ekHash } });
});

test('the certification of the KX is believed', () => {
  expect(verifyCertify(evidence(vectors.certify), kx)).toMatchObject({
    ok: true,
    value: { isClockSafe: true, resetCount: 1, restartCount: 0 },
  });
});

test('the quote is believed', () => {
  const { quote } = vectors;
  const expected = { selection: sha256Pcrs(quote.pcrs), digest: bytes(quote.pcrDigest) };
  expect(verifyQuote(evidence(quote), expected)).toMatchObject({ ok: true });
});

test('neither attestation is believed for the other question', () => {
  const swapped = { ...evidence(vectors.quote), signature: bytes(vectors.certify.signature) };
  const expected = { selection: sha256Pcrs(vectors.quote.pcrs), digest: undefined };
  expect(verifyQuote(swapped, expected)).toEqual({ ok: false, refusal: 'SignatureWrong' });
});
