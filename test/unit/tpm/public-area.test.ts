/**
 * TPM structures as bytes: what is written is read again, each byte of it counts, and nothing but them is read.
 * @module
 */
import {
  type Arbitrary,
  assert,
  constant,
  constantFrom,
  nat,
  oneof,
  option,
  property,
  record,
  tuple,
  uint8Array,
} from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAttest } from '#src/tpm/attest.ts';
import { parseWhole, TpmReader } from '#src/tpm/bytes.ts';
import { algorithm, attribute } from '#src/tpm/constants.ts';
import { encodePcrSelections, readPcrSelections } from '#src/tpm/pcr.ts';
import { encodePublic, parsePublic, type TpmPublic } from '#src/tpm/public-area.ts';
import type { Scheme } from '#src/tpm/schemes.ts';
import { encodeSignature, parseSignature, type TpmSignature } from '#src/tpm/signature.ts';

const hash = constantFrom(algorithm.sha256, algorithm.sha384, algorithm.sha512);
const maybe = <T>(value: Arbitrary<T>) => option(value, { nil: undefined });
const scheme = (...ids: readonly number[]): Arbitrary<Scheme> =>
  record({ algorithm: constantFrom(...ids), details: hash.map((id) => [id]) });
const asymmetric = maybe(
  oneof(
    scheme(algorithm.rsaSsa, algorithm.rsaPss, algorithm.oaep, algorithm.ecdsa, algorithm.ecdh),
    constant<Scheme>({ algorithm: algorithm.rsaEs, details: [] }),
  ),
);
const kdf = constantFrom(algorithm.kdf1Sp800_56a, algorithm.kdf1Sp800_108);
const uint16 = nat(0xffff);
const known = Object.values(attribute).reduce((all, bit) => all | bit, 0);
const common = {
  attributes: nat(0xfffff).map((bits) => bits & known),
  policy: uint8Array({ maxLength: 64 }),
};
const symmetric = maybe(record({ keyBits: uint16, mode: uint16 }));
const coordinate = uint8Array({ maxLength: 66 });

const publicArea: Arbitrary<TpmPublic> = oneof(
  record({
    type: constant('rsa' as const),
    ...common,
    symmetric,
    scheme: asymmetric,
    keyBits: uint16,
    exponent: nat(),
    modulus: uint8Array({ maxLength: 512 }),
  }),
  record({
    type: constant('ecc' as const),
    ...common,
    symmetric,
    scheme: asymmetric,
    curve: uint16,
    kdf: maybe(record({ algorithm: kdf, details: hash.map((id) => [id]) })),
    x: coordinate,
    y: coordinate,
  }),
  record({
    type: constant('keyedHash' as const),
    ...common,
    scheme: maybe(
      oneof(
        scheme(algorithm.hmac),
        record({ algorithm: constant(algorithm.xor), details: tuple(hash, kdf) }),
      ),
    ),
    unique: uint8Array({ maxLength: 64 }),
  }),
);
const signature: Arbitrary<TpmSignature> = oneof(
  record({ scheme: constant('ecdsa' as const), hash, r: coordinate, s: coordinate }),
  record({
    scheme: constantFrom('rsaSsa' as const, 'rsaPss' as const),
    hash,
    value: uint8Array({ maxLength: 512 }),
  }),
);

describe('a public area', () => {
  test('that is written and read is the same', () => {
    const holds = property(publicArea, (area) => {
      expect(parsePublic(encodePublic(area))).toEqual({ ok: true, value: area });
    });
    assert(holds, { numRuns: 1_000 });
  });

  test('is not read when it is cut off or longer', () => {
    const holds = property(publicArea, nat(), (area, at) => {
      const bytes = encodePublic(area);
      expect(parsePublic(bytes.subarray(0, at % bytes.length)).ok).toBe(false);
      expect(parsePublic(Buffer.concat([bytes, Buffer.alloc(1)])).ok).toBe(false);
    });
    assert(holds, { numRuns: 500 });
  });

  test('that is altered is not read, or gives exactly the altered bytes: names mean one area', () => {
    const holds = property(publicArea, nat(), nat(7), (area, at, bit) => {
      const bytes = Buffer.from(encodePublic(area));
      bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ (1 << bit);
      const parsed = parsePublic(bytes);
      expect(parsed.ok ? Buffer.from(encodePublic(parsed.value)) : bytes).toEqual(bytes);
    });
    assert(holds, { numRuns: 1_000 });
  });

  test.for([
    ['another type', '0025000b00000000'],
    ['a name algorithm that is not SHA-256', '0023000c00000000'],
    ['reserved attributes', '0023000b00000001'],
    ['a policy above 64 bytes', `0008000b000000000041${'00'.repeat(65)}00100000`],
    ['an unknown scheme', '0008000b00000000000000ff0000'],
  ] as const)('with %s is refused', ([, hex]) => {
    expect(parsePublic(Buffer.from(hex, 'hex')).ok).toBe(false);
  });
});

test('a signature that is written and read is the same', () => {
  const holds = property(signature, (value) => {
    expect(parseSignature(encodeSignature(value))).toEqual({ ok: true, value });
  });
  assert(holds, { numRuns: 1_000 });
});

test('a selection of PCRs that is written and read is the same', () => {
  const pcrs = nat(0xffffff).map((bits) =>
    Array.from({ length: 24 }, (_, pcr) => pcr).filter((pcr) => (bits & (1 << pcr)) !== 0),
  );
  const holds = property(hash, pcrs, (bank, selected) => {
    const selections = [{ hash: bank, pcrs: selected }];
    const parsed = parseWhole(encodePcrSelections(selections), readPcrSelections);
    expect(parsed).toEqual({ ok: true, value: selections });
  });
  assert(holds);
});

test.for([
  ['a count that would not fit', 'ffffffff'],
  ['a selection of more than 24 PCRs', '00000001000b0400000000'],
  ['an unknown bank', '00000001000403000000'],
] as const)('a selection of PCRs with %s is refused', ([, hex]) => {
  expect(parseWhole(Buffer.from(hex, 'hex'), readPcrSelections).ok).toBe(false);
});

test('no bytes make a parser throw', () => {
  const holds = property(uint8Array({ maxLength: 800 }), (bytes) => {
    for (const parse of [parsePublic, parseAttest, parseSignature]) {
      expect(typeof parse(bytes).ok).toBe('boolean');
    }
  });
  assert(holds, { numRuns: 2_000 });
});

test('what was read does not change with the buffer that it came from', () => {
  const bytes = Buffer.from('0002abcd', 'hex');
  const read = new TpmReader(bytes).sized(2);
  bytes.fill(0);
  expect(Buffer.from(read).toString('hex')).toBe('abcd');
});
