/**
 * Each field of M1 of a host with a TPM, wrong, missing, oversize, repeated or taken from another host: one refusal
 * text, the true cause in the audit log, and nothing else changes.
 * @module
 */
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { spkiOf } from '#src/identity/public-key.ts';
import { KX } from '#src/tpm/templates.ts';
import { ENROLL_MAX_BYTES } from '#src/wire/enrollment-from-wire.ts';
import type { EnrollStart } from '#src/wire/enrollment-messages.ts';
import { encodeEnrollRequest } from '#src/wire/enrollment-to-wire.ts';
import { p256Key } from '#test/fakes/applicant.ts';
import { eccKey } from '#test/gen/tpm.ts';
import { flipped, HUGE, NONE, twice, TwoMachines } from './two-machines.ts';

let machines: TwoMachines;
beforeAll(async () => {
  machines = await TwoMachines.start();
});
afterAll(async () => machines.stop());

type StartCase = readonly [
  given: string,
  change: (start: EnrollStart) => Partial<EnrollStart>,
  cause: string,
];

const starts: readonly StartCase[] = [
  ['no protocol', () => ({ protocol: 0 }), 'protocol'],
  ['another protocol', () => ({ protocol: 2 }), 'protocol 2 is not 1'],
  ['no nonce', () => ({ nonceAgent: NONE }), 'nonceAgent'],
  ['a long nonce', () => ({ nonceAgent: HUGE }), 'nonceAgent'],
  ['no EK', () => ({ ekPub: NONE }), 'endorsement key: Malformed'],
  ['an EK cut off', (start) => ({ ekPub: start.ekPub.slice(0, -1) }), 'Malformed'],
  ['an EK twice', (start) => ({ ekPub: twice(start.ekPub) }), 'Malformed'],
  ['a huge EK', () => ({ ekPub: HUGE }), 'ekPub'],
  [
    'an EK with another attribute',
    (start) => ({ ekPub: flipped(start.ekPub, 7) }),
    'endorsement key',
  ],
  ['an EK with another policy', (start) => ({ ekPub: flipped(start.ekPub, 12) }), 'PolicyWrong'],
  ['an EK off the curve', (start) => ({ ekPub: flipped(start.ekPub) }), 'KeyInvalid'],
  ['the AK as EK', (start) => ({ ekPub: start.akPub }), 'AttributesWrong'],
  ['a SubjectPublicKeyInfo as EK', () => ({ ekPub: spkiOf(p256Key()) }), 'Malformed'],
  ['no AK', () => ({ akPub: NONE }), 'attestation key: Malformed'],
  ['the EK as AK', (start) => ({ akPub: start.ekPub }), 'AttributesWrong'],
  ['a KX as AK', (start) => ({ akPub: start.kxTpmPub }), 'AttributesWrong'],
  [
    'an AK with another attribute',
    (start) => ({ akPub: flipped(start.akPub, 7) }),
    'attestation key',
  ],
  ['an AK off the curve', (start) => ({ akPub: flipped(start.akPub) }), 'KeyInvalid'],
  ['a huge AK', () => ({ akPub: HUGE }), 'akPub'],
  ['no KX', () => ({ kxTpmPub: NONE }), 'KX key: Malformed'],
  ['the AK as KX', (start) => ({ kxTpmPub: start.akPub }), 'AttributesWrong'],
  ['a KX off the curve', (start) => ({ kxTpmPub: flipped(start.kxTpmPub) }), 'KeyInvalid'],
  ['a huge KX', () => ({ kxTpmPub: HUGE }), 'kxTpmPub'],
  ['a software KX beside', () => ({ kxPub: spkiOf(p256Key()) }), 'mixes'],
  ['an identity key beside', () => ({ identityPub: spkiOf(p256Key()) }), 'mixes'],
  ['one point for KX and TLS', () => ({ tlsSpki: kxSpki() }), 'two purposes'],
  ['no KX epoch', () => ({ kxEpoch: 0 }), 'kxEpoch'],
  ['no TLS key', () => ({ tlsSpki: NONE }), 'tlsSpki'],
  ['a TLS key off the curve', (start) => ({ tlsSpki: flipped(start.tlsSpki) }), 'TLS key'],
  ['an RSA TLS key', () => ({ tlsSpki: rsaSpki() }), 'TLS key'],
  ['no receipt key', () => ({ receiptKey: NONE }), 'receiptKey'],
  ['a receipt key twice', (start) => ({ receiptKey: twice(start.receiptKey) }), 'receiptKey'],
  ['no host name', () => ({ hostName: '' }), 'hostName'],
  ['a host name with a slash', () => ({ hostName: 'db-1/x' }), 'hostName'],
  ['a host name of 300 characters', () => ({ hostName: 'a'.repeat(300) }), 'hostName'],
  ['a name that nobody made', () => ({ hostName: 'db-3' }), 'host db-1 already'],
  ['no boot id', () => ({ bootId: '' }), 'bootId'],
  ['a long boot id', () => ({ bootId: 'b'.repeat(65) }), 'bootId'],
  ['a thousand facts', () => ({ facts: manyFacts() }), 'facts'],
  ['a huge fact', () => ({ facts: { os: 'x'.repeat(70_000) } }), 'enrollRequest|facts'],
  ['a token id alone', () => ({ tokenId: 'abcdefghij' }), 'tokenMac'],
  ['a token MAC alone', () => ({ tokenMac: new Uint8Array(32) }), 'tokenMac'],
  ['a host UID, as in a renewal', () => ({ hostUid: 'u-1' }), 'as if it renewed'],
  [
    'five EK certificates',
    () => ({ ekCerts: Array.from({ length: 5 }, () => new Uint8Array(9)) }),
    'ekCerts',
  ],
  ['an empty EK certificate', () => ({ ekCerts: [NONE] }), 'ekCerts'],
  ['a huge EK certificate', () => ({ ekCerts: [new Uint8Array(9_000)] }), 'ekCerts'],
];

function kxSpki(): Uint8Array {
  return spkiOf(keyOfKx);
}
const kxOnly = eccKey(KX);
const keyOfKx = kxOnly.privateKey;

function rsaSpki(): Uint8Array {
  return spkiOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
}

function manyFacts(): Record<string, string> {
  return Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`fact${at}`, 'x']));
}

describe('M1', () => {
  test.for(starts)('with %s', async ([given, change, cause]) => {
    const start = (asked: EnrollStart): EnrollStart => ({
      ...asked,
      ...(given === 'one point for KX and TLS' ? { kxTpmPub: kxOnly.publicArea } : {}),
      ...change(asked),
    });
    expect(await machines.refusalOf({ start })).toMatch(new RegExp(cause, 'u'));
  });

  const foreign = ['ekPub', 'akPub', 'kxTpmPub', 'tlsSpki', 'hostName'] as const;
  test.for(foreign)("with another host's %s", async (field) => {
    const start = (asked: EnrollStart): EnrollStart => ({
      ...asked,
      [field]: machines.others.start[field],
    });
    expect(await machines.refusalOf({ start }, machines.replaying)).toMatch(/./u);
  });

  test('that another host said before', async () => {
    expect(
      await machines.refusalOf({ start: () => machines.others.start }, machines.replaying),
    ).toMatch(/activate/u);
  });

  const raw: readonly (readonly [string, (bytes: Uint8Array) => Uint8Array, RegExp])[] = [
    ['nothing in it', () => NONE, /./u],
    ['bytes that are no message', () => Buffer.from('GET / HTTP/1.1\r\n'), /./u],
    ['a byte behind it', (bytes) => Buffer.concat([bytes, Buffer.from([0])]), /./u],
    ['its end cut off', (bytes) => bytes.slice(0, -1), /./u],
    ['everything twice', twice, /one encoding/u],
    ['more bytes than allowed', () => new Uint8Array(ENROLL_MAX_BYTES + 1), /bytes/u],
    ['a proof in its place', () => proofBytes(), /not a start/u],
  ];
  test.for(raw)('with %s', async ([, startBytes, cause]) => {
    expect(await machines.refusalOf({ startBytes })).toMatch(cause);
  });
});

function proofBytes(): Uint8Array {
  return encodeEnrollRequest({ kind: 'proof', proof: machines.spoken.proof });
}
