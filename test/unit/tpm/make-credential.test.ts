/**
 * Credentials, opened again with the private half of a software EK as the standard says a TPM does it; and the two
 * key derivations against the definition of their standards.
 * @module
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { kdfA, kdfE } from '#src/tpm/kdf.ts';
import { makeCredential } from '#src/tpm/make-credential.ts';
import { AK, EK_ECC } from '#src/tpm/templates.ts';
import { verifyAk, verifyEk } from '#src/tpm/verify-keys.ts';
import { openCredential } from '#test/gen/tpm-credential.ts';
import { eccKey, rsaKey } from '#test/gen/tpm.ts';
import { valueOf } from '#test/gen/verified.ts';

const eks = { ecc: eccKey(EK_ECC), rsa: rsaKey() };
const akKey = eccKey(AK);
const ak = valueOf(verifyAk(akKey.publicArea));

describe.for(['ecc', 'rsa'] as const)('a credential for an %s EK', (kind) => {
  const ek = valueOf(verifyEk(eks[kind].publicArea));

  test.for([1, 16, 32])('of %i bytes opens with the private half of the EK', (size) => {
    const secret = randomBytes(size);
    const opened = openCredential(eks[kind], akKey.name, makeCredential(ek, ak, secret));
    expect(Buffer.compare(opened, secret)).toBe(0);
  });

  test('is another each time', () => {
    const secret = randomBytes(32);
    expect(makeCredential(ek, ak, secret)).not.toEqual(makeCredential(ek, ak, secret));
  });

  test.for([0, 33])('of %i bytes is not made', (size) => {
    expect(() => makeCredential(ek, ak, new Uint8Array(size))).toThrow(RangeError);
  });
});

describe('key derivation', () => {
  const key = Buffer.from('key');
  const [u, v] = [Buffer.from('u'), Buffer.from('v')];

  test('KDFa is HMAC over counter, label with its zero, contexts and bits', () => {
    const block = (counter: number) =>
      createHmac('sha256', key)
        .update(Buffer.from([0, 0, 0, counter, ...Buffer.from('LABEL\0uv'), 0, 0, 1, 0x80]))
        .digest();
    const expected = Buffer.concat([block(1), block(2)]).subarray(0, 48);
    expect(Buffer.compare(kdfA(key, { label: 'LABEL', u, v, bits: 384 }), expected)).toBe(0);
  });

  test('KDFe is a hash over counter, secret, label with its zero and parties', () => {
    const input = Buffer.from([0, 0, 0, 1, ...Buffer.from('keyLABEL\0uv')]);
    const expected = createHash('sha256').update(input).digest();
    expect(Buffer.compare(kdfE(key, { label: 'LABEL', u, v, bits: 256 }), expected)).toBe(0);
  });
});
