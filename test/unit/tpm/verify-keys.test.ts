/**
 * Which public areas pass as EK, AK and KX. The attacks are named as in the threat model: a software key passes
 * TPM2_ActivateCredential on a genuine TPM (test/integration/tpm), and only these checks stop it.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { spkiHash, spkiOf } from '#src/identity/public-key.ts';
import { algorithm, attribute, curve } from '#src/tpm/constants.ts';
import { encodePublic, type EccPublic, type TpmPublic } from '#src/tpm/public-area.ts';
import { AK, EK_ECC, EK_POLICY, KX, SRK } from '#src/tpm/templates.ts';
import { verifyAk, verifyEk, verifyKx } from '#src/tpm/verify-keys.ts';
import { eccKey, rsaKey } from '#test/gen/tpm.ts';

const rsa = rsaKey();
const kinds = [
  { kind: 'EK (ECC)', verify: verifyEk, good: eccKey(EK_ECC) },
  { kind: 'EK (RSA)', verify: verifyEk, good: rsa },
  { kind: 'AK', verify: verifyAk, good: eccKey(AK) },
  { kind: 'KX', verify: verifyKx, good: eccKey(KX) },
] as const;

const changed = (area: TpmPublic, change: Partial<EccPublic>): Uint8Array =>
  encodePublic({ ...area, ...change } as TpmPublic);
const refused = (refusal: string) => ({ ok: false, refusal });

describe.for(kinds)('$kind', ({ verify, good }) => {
  const { area } = good;

  test('of exactly our template passes, with its name', () => {
    expect(verify(good.publicArea)).toMatchObject({ ok: true, value: { name: good.name } });
  });

  test.for(Object.keys(attribute) as (keyof typeof attribute)[])(
    'with the attribute %s the other way is refused',
    (name) => {
      const attributes = area.attributes ^ attribute[name];
      expect(verify(changed(area, { attributes }))).toEqual(refused('AttributesWrong'));
    },
  );

  test.for([
    ['none', new Uint8Array()],
    ['another', Buffer.alloc(32, 1)],
    ["an EK's", EK_POLICY],
  ] as const)('with %s policy is refused when that is not its own', ([, policy]) => {
    const result = verify(changed(area, { policy }));
    const isOwn = Buffer.compare(policy, area.policy) === 0;
    expect(result).toMatchObject(isOwn ? { ok: true } : refused('PolicyWrong'));
  });

  test('with another symmetric algorithm, scheme or key derivation is refused', () => {
    const wrong: readonly Partial<EccPublic>[] = [
      { symmetric: area.type === 'rsa' ? undefined : { keyBits: 256, mode: algorithm.cfb } },
      { scheme: { algorithm: algorithm.ecdh, details: [algorithm.sha256] } },
      { scheme: { algorithm: algorithm.ecdsa, details: [algorithm.sha384] } },
    ];
    for (const change of wrong) {
      expect(verify(changed(area, change))).toEqual(refused('AlgorithmsWrong'));
    }
  });

  test('cut off anywhere, or with something behind it, is refused', () => {
    for (let size = 0; size < good.publicArea.length; size += 1) {
      expect(verify(good.publicArea.subarray(0, size))).toEqual(refused('Malformed'));
    }
    const longer = Buffer.concat([good.publicArea, Buffer.alloc(1)]);
    expect(verify(longer)).toEqual(refused('Malformed'));
  });

  test('with any bit before its key flipped is refused', () => {
    const keyAt = good.publicArea.length - (area.type === 'rsa' ? 256 : 68);
    for (let bit = 0; bit < 8 * keyAt; bit += 1) {
      const flipped = Buffer.from(good.publicArea);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verify(flipped).ok, `bit ${bit}`).toBe(false);
    }
  });
});

describe('an elliptic key', () => {
  const { area } = eccKey(AK);

  test.for([
    ['a point off the curve', { x: Buffer.alloc(32, 7) }],
    ['the point at infinity', { x: Buffer.alloc(32), y: Buffer.alloc(32) }],
    ['no point', { x: new Uint8Array(), y: new Uint8Array() }],
    ['coordinates that are too long', { x: Buffer.concat([Buffer.alloc(1), area.x]) }],
  ] as const)('with %s is refused', ([, change]) => {
    expect(verifyAk(changed(area, change))).toEqual(refused('KeyInvalid'));
  });

  test('on another curve, or with a key derivation, is refused', () => {
    const kdf = { algorithm: algorithm.kdf1Sp800_56a, details: [algorithm.sha256] };
    for (const change of [{ curve: curve.p384 }, { curve: curve.p256 + 256 }, { kdf }]) {
      expect(verifyAk(changed(area, change))).toEqual(refused('AlgorithmsWrong'));
    }
  });
});

describe('an RSA EK', () => {
  const { area } = rsa;
  const modulus = (change: (bytes: Buffer) => void): Uint8Array => {
    const bytes = Buffer.from(area.modulus);
    change(bytes);
    return encodePublic({ ...area, modulus: bytes });
  };

  test('that is shorter than it says, or even, is refused', () => {
    const short = modulus((bytes) => bytes.writeUInt8(bytes.readUInt8(0) & 0x7f, 0));
    const even = modulus((bytes) => bytes.writeUInt8(bytes.readUInt8(255) & 0xfe, 255));
    for (const bad of [short, even]) expect(verifyEk(bad)).toEqual(refused('KeyInvalid'));
    const cut = encodePublic({ ...area, modulus: area.modulus.subarray(1) });
    expect(verifyEk(cut)).toEqual(refused('KeyInvalid'));
  });

  test('of another size or exponent is refused', () => {
    for (const change of [{ keyBits: 1024 }, { keyBits: 3072 }, { exponent: 3 }]) {
      expect(verifyEk(encodePublic({ ...area, ...change }))).toEqual(refused('AlgorithmsWrong'));
    }
  });

  test('is not taken for an AK or KX', () => {
    expect(verifyAk(rsa.publicArea)).toEqual(refused('KeyTypeWrong'));
    expect(verifyKx(rsa.publicArea)).toEqual(refused('KeyTypeWrong'));
  });
});

test('the identity of a host is the SHA-256 of its EK as SubjectPublicKeyInfo', () => {
  for (const key of [eccKey(EK_ECC), rsa]) {
    const ekHash = spkiHash(spkiOf(key.privateKey));
    expect(verifyEk(key.publicArea)).toMatchObject({ ok: true, value: { ekHash } });
  }
});

test('no key passes as one of another kind', () => {
  const areas = { ek: eccKey(EK_ECC), ak: eccKey(AK), kx: eccKey(KX), srk: eccKey(SRK) };
  const checks = { ek: verifyEk, ak: verifyAk, kx: verifyKx };
  for (const [kind, key] of Object.entries(areas)) {
    for (const [wanted, check] of Object.entries(checks)) {
      expect(check(key.publicArea).ok, `${kind} as ${wanted}`).toBe(kind === wanted);
    }
  }
});

test('an EK of the high range (policy B, user authorisation) is refused', () => {
  const attributes = EK_ECC.attributes | attribute.userWithAuth;
  const key = eccKey({ ...EK_ECC, attributes });
  expect(verifyEk(key.publicArea)).toEqual(refused('AttributesWrong'));
});
