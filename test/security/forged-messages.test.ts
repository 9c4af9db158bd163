/**
 * Threat: M1 and M3 with anything wrong in them, by mistake, on the way, or taken from another host's conversation.
 * Each gives the one refusal, one audit event with the true cause, and changes nothing.
 * @module
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REFUSAL_TEXT } from '#controller/enroll/refused-enrolment.ts';
import { decodeEnrollRequest } from '#src/wire/enrollment-from-wire.ts';
import type { EnrollProof, EnrollStart } from '#src/wire/enrollment-messages.ts';
import { encodeEnrollRequest } from '#src/wire/enrollment-to-wire.ts';
import { type Conversation, type Machine, SoftwareTpmMachine } from '#test/gen/machine.ts';
import { encodeFields, parseFields } from '#test/fuzz/mutate-protobuf.ts';
import { EnrolmentOffice, type Tampering } from './enrolment-office.ts';

const machine = new SoftwareTpmMachine();
const other = new SoftwareTpmMachine();
let office: EnrolmentOffice;

beforeAll(async () => {
  office = await EnrolmentOffice.open();
  await office.host('db-1', { ekHash: machine.ekHash });
  await office.host('db-2', { ekHash: other.ekHash });
});
afterAll(() => office[Symbol.dispose]());

async function state(): Promise<unknown> {
  const hosts = await office.objects.list('Host');
  const enrolments = await office.objects.list('HostEnrollment');
  return JSON.stringify([hosts, enrolments, office.ledger.identities()]);
}

/** Returns the cause in the audit log. */
async function refused(tampering: Tampering, who: Machine = machine): Promise<string> {
  const before = await state();
  const known = office.causes().length;
  const answer = await office.enrol(who, 'db-1', tampering);
  expect(answer).toEqual({ kind: 'denied', message: REFUSAL_TEXT });
  expect(await state()).toBe(before);
  const causes = office.causes();
  expect(causes).toHaveLength(known + 1);
  return causes.at(-1) ?? '';
}

test('an honest machine is enrolled, and nothing is refused', async () => {
  const answer = await office.enrol(machine, 'db-1');
  expect(answer).toMatchObject({ kind: 'issued', issued: { assurance: 'TPM' } });
  expect(office.causes()).toEqual([]);
});

const flipped = (bytes: Uint8Array): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
  return copy;
};

type Change = readonly [string, (value: Uint8Array, others: Uint8Array) => Uint8Array];
const CHANGES: readonly Change[] = [
  ['with one bit changed', (value) => flipped(value)],
  ['missing', () => new Uint8Array()],
  ['cut off', (value) => value.subarray(0, -1)],
  ['a byte too long', (value) => Buffer.concat([value, Buffer.from([0])])],
  ['oversize', () => new Uint8Array(5_000).fill(1)],
  ["another host's", (_value, others) => others],
];

/** Fields of bytes that a machine with a TPM fills. */
const START_FIELDS = ['nonceAgent', 'ekPub', 'akPub', 'kxTpmPub', 'tlsSpki', 'receiptKey'] as const;
const PROOF_FIELDS = [
  'transcriptMac',
  'certifyAttest',
  'certifySignature',
  'quoteAttest',
  'quoteSignature',
  'csr',
] as const;
const cases = <F extends string>(fields: readonly F[]) =>
  fields.flatMap((field) => CHANGES.map(([how, change]) => ({ field, how, change })));

describe('M1 altered on its way', () => {
  const altered = (change: (start: EnrollStart) => Partial<EnrollStart>): Tampering => ({
    startBytes: (bytes) => {
      const request = decodeEnrollRequest(bytes);
      if (request.kind !== 'start') throw new Error('no start');
      return encodeEnrollRequest({
        kind: 'start',
        start: { ...request.start, ...change(request.start) },
      });
    },
  });
  /** Who altered the keys cannot answer for the machine: it answers what it can. */
  const answering: Machine = {
    start: machine.start,
    prove: async (conversation) =>
      machine.prove(conversation).catch(async () => withoutSecret(conversation)),
  };
  async function withoutSecret({ challenge, ...rest }: Conversation): Promise<EnrollProof> {
    const nothing = { ...challenge, credentialBlob: new Uint8Array() };
    const proof = await machine.prove({ ...rest, challenge: nothing });
    return { ...proof, transcriptMac: new Uint8Array(32) };
  }

  test.for(cases(START_FIELDS))('$field $how', async ({ field, change }) => {
    const others = await other.start('db-2');
    const tampering = altered((start) => ({ [field]: change(start[field], others[field]) }));
    expect(await refused(tampering, answering)).not.toBe('');
  });

  test.for([
    ['protocol', { protocol: 2 }],
    ['kxEpoch', { kxEpoch: 2 }],
    ['kxEpoch that is none', { kxEpoch: 0 }],
    ['hostName', { hostName: 'db-2' }],
    ['hostName that is none', { hostName: '../db' }],
    ['bootId', { bootId: 'boot-2' }],
    ['facts', { facts: { os: 'other' } }],
    ['hostUid', { hostUid: 'b0000000-0000-4000-8000-000000000002' }],
    ['token that is none', { tokenId: 'aaaaaaaaaa', tokenMac: new Uint8Array(32) }],
    ['certificates that are none', { ekCerts: [new Uint8Array(10)] }],
    ['too many certificates', { ekCerts: Array.from({ length: 5 }, () => new Uint8Array(10)) }],
    ['software keys beside', { identityPub: new Uint8Array(91).fill(1) }],
  ] as const)('%s', async ([, change]) => {
    expect(await refused(altered(() => change))).not.toBe('');
  });
});

describe('M3', () => {
  const changed =
    (change: (proof: EnrollProof) => Partial<EnrollProof>): NonNullable<Tampering['proof']> =>
    (proof) => ({ ...proof, ...change(proof) });

  test.for(cases(PROOF_FIELDS))('$field $how', async ({ field, change }) => {
    let theirs: EnrollProof | undefined;
    await office.enrol(other, 'db-2', {
      proof: (proof) => {
        theirs = proof;
        return proof;
      },
    });
    const others = theirs?.[field] ?? new Uint8Array();
    const proof = changed((mine) => ({ [field]: change(mine[field], others) }));
    expect(await refused({ proof })).not.toBe('');
  });

  test.for([
    ['without PCRs', () => []],
    ['with one PCR less', (values: readonly Uint8Array[]) => values.slice(1)],
    ['with one PCR more', (values: readonly Uint8Array[]) => [...values, new Uint8Array(32)]],
    ['with PCRs swapped', (values: readonly Uint8Array[]) => values.toReversed()],
    [
      'with a PCR altered',
      (values: readonly Uint8Array[]) => values.with(0, new Uint8Array(32).fill(9)),
    ],
    ['with a short PCR', (values: readonly Uint8Array[]) => values.with(0, new Uint8Array(31))],
    [
      'with a PCR of another bank',
      (values: readonly Uint8Array[]) => values.with(0, new Uint8Array(48)),
    ],
  ] as const)('%s', async ([, change]) => {
    const proof = changed(({ pcrValues }) => ({ pcrValues: change(pcrValues) }));
    expect(await refused({ proof })).toMatch(/PCR|Pcr/u);
  });

  test('with certification and quote swapped', async () => {
    const proof = changed((mine) => ({
      certifyAttest: mine.quoteAttest,
      certifySignature: mine.quoteSignature,
      quoteAttest: mine.certifyAttest,
      quoteSignature: mine.certifySignature,
    }));
    expect(await refused({ proof })).toContain('AttestationTypeWrong');
  });

  test('with a software proof beside', async () => {
    const proof = changed(() => ({ identitySignature: new Uint8Array(64).fill(1) }));
    expect(await refused({ proof })).toContain('software proof');
  });

  test('after the deadline', async () => {
    const cause = await refused({ meanwhile: () => office.clock.advance(60_001) });
    expect(cause).toContain('too late');
  });
});

describe('either message', () => {
  const repeated = (bytes: Uint8Array): Uint8Array => Buffer.concat([bytes, bytes]);
  const withFieldTwice = (bytes: Uint8Array): Uint8Array => {
    const [message] = parseFields(Buffer.from(bytes)) ?? [];
    const fields = message?.fields ?? [];
    if (message === undefined || fields[0] === undefined) throw new Error('no fields');
    return encodeFields([{ ...message, fields: [...fields, fields[0]] }]);
  };
  const oversize = (): Uint8Array => new Uint8Array(65_537);

  test.for([
    ['M1 said twice in one', { startBytes: repeated }],
    ['M1 with a field twice', { startBytes: withFieldTwice }],
    ['M1 of more than 64 KiB', { startBytes: oversize }],
    ['M1 of nothing', { startBytes: () => new Uint8Array() }],
    ['M3 said twice in one', { proofBytes: repeated }],
    ['M3 with a field twice', { proofBytes: withFieldTwice }],
    ['M3 of more than 64 KiB', { proofBytes: oversize }],
    ['M3 of nothing', { proofBytes: () => new Uint8Array() }],
  ] as const satisfies readonly (readonly [string, Tampering])[])('%s', async ([, tampering]) => {
    expect(await refused(tampering)).not.toBe('');
  });

  test('M1 where M3 belongs', async () => {
    const again = encodeEnrollRequest({ kind: 'start', start: await machine.start('db-1') });
    expect(await refused({ proofBytes: () => again })).toContain('no proof');
  });

  test('the end where M3 belongs', async () => {
    expect(await refused({ proofBytes: () => undefined })).toContain('ended in the middle');
  });
});
