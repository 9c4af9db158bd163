/**
 * Threat: an enrolment recorded and played again, or passed on between a genuine machine and the controller by
 * somebody between them who wants the certificate for a key of its own.
 * @module
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCsr } from '#src/identity/csr.ts';
import { spkiOf } from '#src/identity/public-key.ts';
import type { EnrollProof } from '#src/wire/enrollment-messages.ts';
import { encodeEnrollRequest } from '#src/wire/enrollment-to-wire.ts';
import { type Conversation, type Machine, ownKeys, SoftwareTpmMachine } from '#test/gen/machine.ts';
import { EnrolmentOffice } from './enrolment-office.ts';

const machine = new SoftwareTpmMachine();
const denied = { kind: 'denied' };
let office: EnrolmentOffice;

beforeEach(async () => {
  office = await EnrolmentOffice.open();
  await office.host('db-1', { ekHash: machine.ekHash });
});
afterEach(() => office[Symbol.dispose]());

/** Enrols and keeps what was said. */
async function recorded(): Promise<{ readonly spoken: Conversation; readonly proof: EnrollProof }> {
  let kept: { spoken: Conversation; proof: EnrollProof } | undefined;
  const answer = await office.enrol(machine, 'db-1', {
    proof: (proof, spoken) => {
      kept = { spoken, proof };
      return proof;
    },
  });
  expect(answer).toMatchObject({ kind: 'issued' });
  if (kept === undefined) throw new Error('nothing was said');
  return kept;
}

describe('a recorded M3', () => {
  test('is refused in a new conversation of the same machine', async () => {
    const { proof } = await recorded();
    expect(await office.enrol(machine, 'db-1', { proof: () => proof })).toMatchObject(denied);
  });

  test('is refused behind the recorded M1 too: M2 is another', async () => {
    const { spoken, proof } = await recorded();
    const replayed = { startBytes: () => spoken.startBytes, proof: () => proof };
    expect(await office.enrol(machine, 'db-1', replayed)).toMatchObject(denied);
    expect(office.causes()).toEqual([expect.stringContaining('did not activate the credential')]);
  });

  test('with a true answer to the new challenge is refused: its attestations are of before', async () => {
    const { proof: old } = await recorded();
    const proof = (honest: EnrollProof): EnrollProof => ({
      ...old,
      transcriptMac: honest.transcriptMac,
    });
    expect(await office.enrol(machine, 'db-1', { proof })).toMatchObject(denied);
    expect(office.causes()).toEqual([expect.stringContaining('QualifyingDataWrong')]);
  });

  test.for(['certify', 'quote'] as const)(
    'of which only the %s is old is refused',
    async (which) => {
      const { proof: old } = await recorded();
      const proof = (honest: EnrollProof): EnrollProof => ({
        ...honest,
        [`${which}Attest`]: old[`${which}Attest`],
        [`${which}Signature`]: old[`${which}Signature`],
      });
      expect(await office.enrol(machine, 'db-1', { proof })).toMatchObject(denied);
      expect(office.causes()).toEqual([expect.stringContaining('QualifyingDataWrong')]);
    },
  );
});

describe('somebody between a genuine machine and the controller', () => {
  const between = ownKeys();

  test('who puts a TLS key of its own into M1 gets no certificate: the TPM spoke of the other M1', async () => {
    const relay: Machine = {
      start: async (name) => machine.start(name),
      prove: async (conversation) => ({
        ...(await machine.prove(conversation)),
        csr: createCsr(between.tls),
      }),
    };
    const startBytes = (): Uint8Array =>
      encodeEnrollRequest({ kind: 'start', start: { ...started, tlsSpki: spkiOf(between.tls) } });
    const started = await machine.start('db-1');
    expect(await office.enrol(relay, 'db-1', { startBytes })).toMatchObject(denied);
    expect(office.causes()).toEqual([expect.stringContaining('did not activate the credential')]);
  });

  test('who passes everything on unaltered gets a certificate for a key that it has not', async () => {
    const answer = await office.enrol(machine, 'db-1');
    if (answer.kind !== 'issued') throw new Error(answer.kind);
    const { certificate } = answer.issued;
    expect(Buffer.from(certificate).includes(spkiOf(machine.keys.tls))).toBe(true);
  });

  test('who puts its own request for the machine’s key into M3 is refused', async () => {
    const csr = createCsr(between.tls);
    const proof = (honest: EnrollProof): EnrollProof => ({ ...honest, csr });
    expect(await office.enrol(machine, 'db-1', { proof })).toMatchObject(denied);
    expect(office.causes()).toEqual([expect.stringContaining('request is not by its TLS key')]);
  });

  test('who gives one machine the challenge of another gets nothing out of its TPM', async () => {
    const other = new SoftwareTpmMachine();
    await office.host('db-2', { ekHash: other.ekHash });
    const crossed: Machine = { start: other.start, prove: machine.prove };
    await expect(office.enrol(crossed, 'db-2')).rejects.toThrow('TPM_RC_INTEGRITY');
  });
});
