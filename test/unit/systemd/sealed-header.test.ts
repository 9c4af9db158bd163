/**
 * Headers of files that systemd 252 and 257 wrote, of those it writes since 262 (built here from a real
 * one), and of files that are none.
 * @module
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assert, nat, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import {
  maskOfPcrs,
  opensWithTpm,
  parseSealedHeader,
  pcrsOfMask,
} from '#src/systemd/sealed-header.ts';

const PCRS_7_AND_23 = (1 << 7) | (1 << 23);

function vector(name: string): Buffer {
  return readFileSync(fileURLToPath(new URL(`../../vectors/sealed/${name}.cred`, import.meta.url)));
}

function decoded(name: string): Buffer {
  return Buffer.from(vector(name).toString('latin1'), 'base64');
}

function text(bytes: Uint8Array): Buffer {
  return Buffer.from(Buffer.from(bytes).toString('base64'));
}

function codeOf(input: Uint8Array): string | undefined {
  try {
    parseSealedHeader(input);
    return undefined;
  } catch (error) {
    return error instanceof CredfleetError ? error.code : String(error);
  }
}

const plain = { publicKey: false, userScoped: false, srkPinned: false };

test.for([
  { file: '252-host', is: { keyType: 'host', pcrMask: 0, ...plain } },
  { file: '257-host', is: { keyType: 'host', pcrMask: 0, ...plain } },
  { file: '257-host-scoped', is: { keyType: 'host', pcrMask: 0, ...plain, userScoped: true } },
  { file: '257-null', is: { keyType: 'null', pcrMask: 0, ...plain } },
  { file: '252-tpm2', is: { keyType: 'tpm2', pcrMask: PCRS_7_AND_23, ...plain } },
  { file: '257-tpm2', is: { keyType: 'tpm2', pcrMask: PCRS_7_AND_23, ...plain } },
  { file: '252-host-tpm2', is: { keyType: 'host+tpm2', pcrMask: PCRS_7_AND_23, ...plain } },
  { file: '257-host-tpm2', is: { keyType: 'host+tpm2', pcrMask: PCRS_7_AND_23, ...plain } },
  { file: '257-host-tpm2-no-pcrs', is: { keyType: 'host+tpm2', pcrMask: 0, ...plain } },
  {
    file: '252-host-tpm2-public-key',
    is: { keyType: 'host+tpm2', pcrMask: 1 << 23, ...plain, publicKey: true },
  },
])('$file says what it is sealed with', ({ file, is }) => {
  // "db.password" and "hello", after the metadata.
  expect(parseSealedHeader(vector(file))).toMatchObject({ ...is, ciphertextBytes: 37 });
  expect(opensWithTpm(vector(file))).toBe(is.keyType.includes('tpm2'));
});

test.for([
  ['nothing', ''],
  ['text', 'hello'],
  ['half an ID', vector('257-tpm2').toString().slice(0, 20)],
  ['a white page', ' '.repeat(100)],
])('%s opens with no TPM', ([, given = '']) => {
  expect(opensWithTpm(Buffer.from(given))).toBe(false);
});

test.for([
  ['in lines', (one: string) => one.replaceAll(/.{60}/gu, '$&\n')],
  ['with other white space', (one: string) => `\t${one.replaceAll(/.{7}/gu, '$& \r\n')}`],
] as const)('Base64 %s is the same file', ([, spaced]) => {
  const one = decoded('257-host-tpm2').toString('base64');
  const other = Buffer.from(spaced(one));
  expect(parseSealedHeader(other)).toEqual(parseSealedHeader(Buffer.from(one)));
  expect(opensWithTpm(other)).toBe(true);
});

test('the TPM part tells bank, primary key and policy', () => {
  const { tpm } = parseSealedHeader(vector('257-host-tpm2'));
  expect(tpm).toMatchObject({ bank: 'sha256', primary: 'ecc' });
  expect(tpm?.policyDigestHex).toMatch(/^[0-9a-f]{64}$/u);
  expect(tpm?.policyDigestHex).not.toBe('0'.repeat(64));
});

test('252 sealed to an empty PCR list names a bank that nobody can read', () => {
  expect(parseSealedHeader(vector('252-host-tpm2-no-pcrs')).tpm?.bank).toBe('none');
});

test('the public key part tells the signed PCRs and the key', () => {
  const { signedPcrs } = parseSealedHeader(vector('257-host-tpm2-public-key'));
  expect(signedPcrs?.pcrMask).toBe(1 << 11);
  expect(signedPcrs?.publicKeyPem).toContain('-----BEGIN PUBLIC KEY-----');
});

test('a pinned storage root key, as 262 writes it, tells handle and name', () => {
  const old = decoded('257-host-tpm2');
  const srkName = Buffer.concat([Buffer.from('000b', 'hex'), Buffer.alloc(32, 5)]);
  const object = Buffer.alloc(136);
  object.writeUInt32BE(0x8100_0001, 0);
  object.writeUInt16BE(srkName.length, 4);
  srkName.copy(object, 6);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(object.length);
  const id = Buffer.from('1414258818a240cd900bce862db5c7b9', 'hex');
  const parts = [
    id,
    old.subarray(16, 48 + 296),
    length,
    object,
    Buffer.alloc(4),
    old.subarray(344),
  ];
  const header = parseSealedHeader(text(Buffer.concat(parts)));
  expect(header).toMatchObject({ keyType: 'host+tpm2', srkPinned: true, ciphertextBytes: 37 });
  expect(header.srk).toEqual({ handle: 0x8100_0001, nameHex: srkName.toString('hex') });
});

describe('refused', () => {
  test.for([
    { what: 'an empty file', input: Buffer.alloc(0) },
    { what: 'plain text', input: Buffer.from('password\n') },
    { what: 'Base64 of something else', input: text(Buffer.alloc(200, 1)) },
    { what: 'a header without its ciphertext', input: text(decoded('257-host').subarray(0, 70)) },
    { what: 'a TPM part cut short', input: text(decoded('257-host-tpm2').subarray(0, 200)) },
    { what: 'more text than systemd reads', input: Buffer.alloc(2_200_000, 'A') },
  ])('$what', ({ input }) => {
    expect(codeOf(input)).toBe('SEALED_FILE_MALFORMED');
  });

  test('another cipher', () => {
    const bytes = decoded('257-host');
    bytes.writeUInt32LE(16, 16);
    expect(codeOf(text(bytes))).toBe('SEALED_FILE_MALFORMED');
  });

  test('a PCR above 23', () => {
    const bytes = decoded('257-host-tpm2');
    bytes.writeBigUInt64LE(1n << 24n, 48);
    expect(codeOf(text(bytes))).toBe('SEALED_FILE_MALFORMED');
  });

  test('a length that points beyond the file', () => {
    const bytes = decoded('257-host-tpm2');
    bytes.writeUInt32LE(60_000, 48 + 12);
    expect(codeOf(text(bytes))).toBe('SEALED_FILE_MALFORMED');
  });
});

test('any bytes are either understood or refused with the code', () => {
  const real = decoded('257-host-tpm2-public-key');
  const change = record({ at: nat(real.length - 1), value: nat(255), cut: nat(700) });
  assert(
    property(change, ({ at, value, cut }) => {
      const bytes = Buffer.from(real);
      bytes[at] = value;
      const code = codeOf(text(bytes.subarray(0, bytes.length - cut)));
      expect([undefined, 'SEALED_FILE_MALFORMED']).toContain(code);
    }),
  );
});

test('masks and PCR lists are the same thing', () => {
  expect(pcrsOfMask(PCRS_7_AND_23)).toEqual([7, 23]);
  expect(maskOfPcrs([23, 7])).toBe(PCRS_7_AND_23);
  expect(pcrsOfMask(0)).toEqual([]);
});
