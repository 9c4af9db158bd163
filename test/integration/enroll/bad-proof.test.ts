/**
 * Each field of M3 of a host with a TPM, wrong, missing, oversize, repeated, of an earlier exchange or of another
 * host: one refusal text, the true cause in the audit log, and nothing else changes.
 * @module
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCsr } from '#src/identity/csr.ts';
import { EK_ECC } from '#src/tpm/templates.ts';
import type { EnrollProof, EnrollStart } from '#src/wire/enrollment-messages.ts';
import { encodeEnrollRequest } from '#src/wire/enrollment-to-wire.ts';
import { p256Key, SoftwareApplicant, withToken } from '#test/fakes/applicant.ts';
import { EnrollWorld } from '#test/fakes/enroll-world.ts';
import { eccKey } from '#test/gen/tpm.ts';
import { flipped, HUGE, NONE, twice, TwoMachines } from './two-machines.ts';

let machines: TwoMachines;
beforeAll(async () => {
  machines = await TwoMachines.start();
});
afterAll(async () => machines.stop());

type ProofCase = readonly [
  given: string,
  change: (proof: EnrollProof) => Partial<EnrollProof>,
  cause: string,
];

const fields = [
  'transcriptMac',
  'certifyAttest',
  'certifySignature',
  'quoteAttest',
  'quoteSignature',
  'csr',
] as const;

const each: readonly ProofCase[] = fields.flatMap((field): ProofCase[] => [
  [`no ${field}`, () => ({ [field]: NONE }), '.'],
  [`a flipped first bit in ${field}`, (proof) => ({ [field]: flipped(proof[field], 0) }), '.'],
  [`a flipped last bit in ${field}`, (proof) => ({ [field]: flipped(proof[field]) }), '.'],
  [`${field} cut off`, (proof) => ({ [field]: proof[field].slice(0, -1) }), '.'],
  [`${field} twice`, (proof) => ({ [field]: twice(proof[field]) }), '.'],
  [`a huge ${field}`, () => ({ [field]: HUGE }), field],
  [`the ${field} of an earlier exchange`, () => ({ [field]: machines.spoken.proof[field] }), '.'],
  [`another host's ${field}`, () => ({ [field]: machines.others.proof[field] }), '.'],
]);

const proofs: readonly ProofCase[] = [
  ...each.filter(([given]) => given !== 'the csr of an earlier exchange'),
  ['no PCR values', () => ({ pcrValues: [] }), 'PCRs'],
  ['one PCR value less', (proof) => ({ pcrValues: proof.pcrValues.slice(1) }), 'PCRs'],
  ['one more', (proof) => ({ pcrValues: [...proof.pcrValues, new Uint8Array(32)] }), 'PCRs'],
  [
    '25 PCR values',
    () => ({ pcrValues: Array.from({ length: 25 }, () => new Uint8Array(32)) }),
    'pcrValues',
  ],
  [
    'a short PCR value',
    (proof) => ({ pcrValues: proof.pcrValues.with(0, new Uint8Array(20)) }),
    'PCRs',
  ],
  [
    'another PCR value',
    (proof) => ({ pcrValues: proof.pcrValues.with(3, new Uint8Array(32).fill(7)) }),
    'PcrDigestWrong',
  ],
  ['a huge PCR value', (proof) => ({ pcrValues: proof.pcrValues.with(0, HUGE) }), 'pcrValues'],
  ['a software signature beside', () => ({ identitySignature: new Uint8Array(64) }), 'mixes'],
  [
    'quote and certification exchanged',
    (proof) => ({
      quoteAttest: proof.certifyAttest,
      quoteSignature: proof.certifySignature,
      certifyAttest: proof.quoteAttest,
      certifySignature: proof.quoteSignature,
    }),
    'AttestationTypeWrong',
  ],
  ['the request of another TLS key', () => ({ csr: createCsr(p256Key()) }), 'request'],
  ['everything of an earlier exchange', () => machines.spoken.proof, 'activate'],
  ['everything of another host', () => machines.others.proof, 'activate'],
];

describe('M3', () => {
  test.for(proofs)('with %s', async ([, change, cause]) => {
    const proof = (given: EnrollProof): EnrollProof => ({ ...given, ...change(given) });
    expect(await machines.refusalOf({ proof })).toMatch(new RegExp(cause, 'u'));
  });

  const raw: readonly (readonly [string, (bytes: Uint8Array) => Uint8Array, RegExp])[] = [
    ['nothing in it', () => NONE, /./u],
    ['a byte behind it', (bytes) => Buffer.concat([bytes, Buffer.from([0])]), /./u],
    ['everything twice', twice, /one encoding/u],
    ['a start in its place', () => startBytes(), /no proof/u],
  ];
  test.for(raw)('with %s', async ([, bytes, cause]) => {
    expect(await machines.refusalOf({ proofBytes: bytes })).toMatch(cause);
  });

  test('of a software host for a start with a TPM', async () => {
    const software = new SoftwareApplicant();
    const proof = async () => ({
      ...machines.spoken.proof,
      transcriptMac: NONE,
      identitySignature: new Uint8Array(64),
      csr: createCsr(software.tls),
    });
    expect(await machines.refusalOf({ proof })).toMatch(/mixes/u);
  });
});

function startBytes(): Uint8Array {
  return encodeEnrollRequest({ kind: 'start', start: machines.spoken.start });
}

test('the honest conversation, of which all these are changes, is answered with a certificate', async () => {
  using world = await EnrollWorld.start();
  await world.createHost('db-1', { ekHash: machines.mine.ekHash });
  expect((await world.enroll(machines.mine)).kind).toBe('issued');
});

test('a refused machine does not spend the join token of its name', async () => {
  using world = await EnrollWorld.start();
  const token = await world.token('db-1');
  const before = await world.everything();
  const start = (asked: EnrollStart) => withToken(asked, token);
  const proof = (given: EnrollProof) => ({ ...given, csr: createCsr(p256Key()) });
  expect((await world.enroll(machines.mine, { start, proof })).kind).toBe('denied');
  expect(await world.everything()).toEqual(before);
});

test('a proof that comes after its deadline is refused', async () => {
  using world = await EnrollWorld.start();
  await world.createHost('db-1', { ekHash: machines.mine.ekHash });
  const meanwhile = () => world.clock.advance(60_001);
  expect((await world.enroll(machines.mine, { meanwhile })).kind).toBe('denied');
  expect(world.refusals()).toEqual(['its proof came too late']);
});

test('an EK of software passes every template, and nobody activates its credential', async () => {
  const ekPub = eccKey(EK_ECC).publicArea;
  using world = await EnrollWorld.start();
  const token = await world.token('db-1');
  const start = (asked: EnrollStart) => withToken({ ...asked, ekPub }, token);
  expect((await world.enroll(machines.replaying, { start })).kind).toBe('denied');
  expect(world.refusals()).toEqual([expect.stringMatching('did not activate')]);
  expect(await world.objects.list('Host')).toEqual([]);
});

test('each challenge is another one: nonce, credential and secret', async () => {
  using world = await EnrollWorld.start();
  await world.createHost('db-1', { ekHash: machines.mine.ekHash });
  const seen = new Set<string>();
  for (let round = 0; round < 20; round += 1) {
    await world.enroll(machines.mine, {
      proof: (given) => {
        seen.add(Buffer.from(given.transcriptMac).toString('hex'));
        return given;
      },
    });
  }
  expect(seen.size).toBe(20);
});
