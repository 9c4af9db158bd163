/**
 * Credentials, opened again with the private half of a software EK as the standard says a TPM does it; and the two
 * key derivations against the definition of their standards.
 * @module
 */
import {
  constants,
  createDecipheriv,
  createHash,
  createHmac,
  createPublicKey,
  diffieHellman,
  privateDecrypt,
  randomBytes,
} from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { p256Spki } from '#src/identity/public-key.ts';
import { TpmReader } from '#src/tpm/bytes.ts';
import { kdfA, kdfE, NO_CONTEXT } from '#src/tpm/kdf.ts';
import { type Credential, makeCredential } from '#src/tpm/make-credential.ts';
import type { EccPublic, RsaPublic } from '#src/tpm/public-area.ts';
import { AK, EK_ECC } from '#src/tpm/templates.ts';
import { verifyAk, verifyEk } from '#src/tpm/verify-keys.ts';
import { eccKey, rsaKey, type SoftwareKey } from '#test/gen/tpm.ts';
import { valueOf } from '#test/gen/verified.ts';

const eks = { ecc: eccKey(EK_ECC), rsa: rsaKey() };
const akKey = eccKey(AK);
const ak = valueOf(verifyAk(akKey.publicArea));

function seedOf(ek: SoftwareKey<EccPublic | RsaPublic>, encrypted: Uint8Array): Buffer {
  if (ek.area.type === 'rsa') {
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const oaep = { padding, oaepHash: 'sha256', oaepLabel: Buffer.from('IDENTITY\0') };
    return privateDecrypt({ key: ek.privateKey, ...oaep }, encrypted);
  }
  const reader = new TpmReader(encrypted);
  const [x, y] = [reader.sized(32), reader.sized(32)];
  const spki = p256Spki(Buffer.concat([Buffer.from([4]), x, y]));
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const shared = diffieHellman({ privateKey: ek.privateKey, publicKey });
  return kdfE(shared, { label: 'IDENTITY', u: x, v: ek.area.x, bits: 256 });
}

function open(ek: SoftwareKey<EccPublic | RsaPublic>, made: Credential): Uint8Array {
  const seed = seedOf(ek, made.encryptedSecret);
  const reader = new TpmReader(made.blob);
  const integrity = reader.sized(32);
  const identity = reader.bytes(reader.remaining);
  const macKey = kdfA(seed, { label: 'INTEGRITY', ...NO_CONTEXT, bits: 256 });
  const mac = createHmac('sha256', macKey).update(identity).update(akKey.name).digest();
  expect(Buffer.compare(mac, integrity)).toBe(0);
  const key = kdfA(seed, { label: 'STORAGE', u: akKey.name, v: NO_CONTEXT.v, bits: 128 });
  const decipher = createDecipheriv('aes-128-cfb', key, Buffer.alloc(16));
  const plain = new TpmReader(Buffer.concat([decipher.update(identity), decipher.final()]));
  const secret = plain.sized(32);
  plain.end();
  return secret;
}

describe.for(['ecc', 'rsa'] as const)('a credential for an %s EK', (kind) => {
  const ek = valueOf(verifyEk(eks[kind].publicArea));

  test.for([1, 16, 32])('of %i bytes opens with the private half of the EK', (size) => {
    const secret = randomBytes(size);
    const opened = open(eks[kind], makeCredential(ek, ak, secret));
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
