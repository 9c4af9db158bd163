/**
 * Which changes of a host's keys go on as before, and which begin anew.
 * @module
 */
import { expect, test } from 'vitest';
import type { Claim } from '#controller/enroll/claim.ts';
import { type KeyChange, compareKeys } from '#controller/enroll/compare-keys.ts';
import { readClaim } from '#controller/enroll/read-claim.ts';
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import { ed25519Raw, spkiOf } from '#src/identity/public-key.ts';
import { AK, EK_ECC, KX } from '#src/tpm/templates.ts';
import { commonStart, ed25519Key, p256Key, SoftwareApplicant } from '#test/fakes/applicant.ts';
import { hostIdentityOf } from '#test/gen/host-identity.ts';
import { eccKey } from '#test/gen/tpm.ts';

const [ek, ak, kx] = [eccKey(EK_ECC), eccKey(AK), eccKey(KX)];
const keys = { tls: p256Key(), receipt: ed25519Key() };
const start = {
  ...commonStart(keys),
  ekPub: ek.publicArea,
  akPub: ak.publicArea,
  kxTpmPub: kx.publicArea,
  kxEpoch: 3,
};

function claimOf(change: Partial<typeof start>): Claim {
  const read = readClaim({ ...start, ...change });
  if (!read.ok) throw new Error(read.cause);
  return read.value;
}

const mine = claimOf({});
const record = hostIdentityOf('u-1', 'db-1', {
  assurance: 'TPM',
  identityHash: mine.identityHash,
  akPub: start.akPub,
  kxPub: mine.kxPub,
  kxEpoch: 3,
  receiptKey: start.receiptKey,
});
const otherKx = { kxTpmPub: eccKey(KX).publicArea };

type Case = {
  readonly given: string;
  readonly change: Partial<typeof start>;
  readonly keys: KeyChange;
  readonly old?: HostIdentity | undefined;
};
const cases: readonly Case[] = [
  { given: 'nothing on record', change: {}, keys: 'first', old: undefined },
  { given: 'what is on record', change: {}, keys: 'same' },
  { given: 'a fresh TLS key', change: { tlsSpki: spkiOf(p256Key()) }, keys: 'same' },
  { given: 'another boot', change: { bootId: 'boot-2' }, keys: 'same' },
  { given: 'a later KX', change: { ...otherKx, kxEpoch: 4 }, keys: 'rotated' },
  { given: 'a much later KX', change: { ...otherKx, kxEpoch: 9 }, keys: 'rotated' },
  { given: 'another KX in the same epoch', change: otherKx, keys: 'other' },
  { given: 'another KX in an earlier epoch', change: { ...otherKx, kxEpoch: 1 }, keys: 'other' },
  { given: 'the same KX in a later epoch', change: { kxEpoch: 4 }, keys: 'other' },
  { given: 'the same KX in an earlier epoch', change: { kxEpoch: 2 }, keys: 'other' },
  { given: 'another receipt key', change: { receiptKey: ed25519Raw(ed25519Key()) }, keys: 'other' },
  { given: 'another AK', change: { akPub: eccKey(AK).publicArea }, keys: 'other' },
  { given: 'another EK', change: { ekPub: eccKey(EK_ECC).publicArea }, keys: 'first' },
];

test.for(cases)('$given: $keys', ({ change, keys: expected, ...given }) => {
  const old = 'old' in given ? given.old : record;
  expect(compareKeys(old, claimOf(change))).toBe(expected);
});

test('a record with an AK is never that of a software host', () => {
  const software = new SoftwareApplicant();
  const read = readClaim(software.start());
  if (!read.ok) throw new Error(read.cause);
  const { identityHash, kxPub } = read.value;
  const receiptKey = ed25519Raw(software.receipt);
  const soft = hostIdentityOf('u-2', 'db-2', { identityHash, kxPub, receiptKey });
  expect(compareKeys(soft, read.value)).toBe('same');
  expect(compareKeys({ ...soft, akPub: ak.publicArea }, read.value)).toBe('other');
});
