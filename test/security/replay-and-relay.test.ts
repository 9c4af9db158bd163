/**
 * Threat: an enrolment recorded and played again, or passed on between a genuine machine and the controller by
 * somebody between them who wants the certificate for a key of its own.
 * @module
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCsr } from '#src/identity/csr.ts';
import { spkiOf } from '#src/identity/public-key.ts';
import type { EnrollProof } from '#src/wire/enrollment-messages.ts';
import { decodeEnrollRequest } from '#src/wire/enrollment-from-wire.ts';
import { encodeEnrollRequest } from '#src/wire/enrollment-to-wire.ts';
import { type Applicant, type Heard, p256Key } from '#test/fakes/applicant.ts';
import { EnrollWorld } from '#test/fakes/enroll-world.ts';
import { SoftwareTpmApplicant } from '#test/fakes/software-tpm-applicant.ts';
import { named } from './named.ts';

const machine = new SoftwareTpmApplicant();
const denied = { kind: 'denied' };
let world: EnrollWorld;

beforeEach(async () => {
  world = await EnrollWorld.start();
  await world.createHost('db-1', { ekHash: machine.ekHash });
});
afterEach(() => world[Symbol.dispose]());

/** Enrols and keeps what was said. */
async function recorded(): Promise<{ readonly heard: Heard; readonly proof: EnrollProof }> {
  let kept: { heard: Heard; proof: EnrollProof } | undefined;
  const speaking: Applicant = {
    start: (change) => machine.start(change),
    prove: async (heard) => {
      const proof = await machine.prove(heard);
      kept = { heard, proof };
      return proof;
    },
  };
  const { kind } = await world.enroll(speaking);
  if (kept === undefined) throw new Error(`nothing was said: ${kind}`);
  return kept;
}

describe('a recorded M3', () => {
  test('is refused in a new conversation of the same machine', async () => {
    const { proof } = await recorded();
    expect(await world.enroll(machine, { proof: () => proof })).toMatchObject(denied);
  });

  test('is refused behind the recorded M1 too: M2 is another', async () => {
    const { heard, proof } = await recorded();
    const replayed = { startBytes: () => heard.startBytes, proof: () => proof };
    expect(await world.enroll(machine, replayed)).toMatchObject(denied);
    expect(world.refusals()).toEqual([expect.stringContaining('did not activate the credential')]);
  });

  test('with a true answer to the new challenge is refused: its attestations are of before', async () => {
    const { proof: old } = await recorded();
    const proof = (honest: EnrollProof): EnrollProof => ({
      ...old,
      transcriptMac: honest.transcriptMac,
    });
    expect(await world.enroll(machine, { proof })).toMatchObject(denied);
    expect(world.refusals()).toEqual([expect.stringContaining('QualifyingDataWrong')]);
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
      expect(await world.enroll(machine, { proof })).toMatchObject(denied);
      expect(world.refusals()).toEqual([expect.stringContaining('QualifyingDataWrong')]);
    },
  );
});

describe('somebody between a genuine machine and the controller', () => {
  const itsKey = p256Key();

  test('who puts a TLS key of its own into M1 gets no certificate: the TPM spoke of the other M1', async () => {
    let said: Uint8Array = new Uint8Array();
    const relay: Applicant = {
      start: (change) => machine.start(change),
      prove: async (heard) => ({
        ...(await machine.prove({ ...heard, startBytes: said })),
        csr: createCsr(itsKey),
      }),
    };
    const startBytes = (bytes: Uint8Array): Uint8Array => {
      said = bytes;
      const request = decodeEnrollRequest(bytes);
      if (request.kind !== 'start') throw new Error('no start');
      const start = { ...request.start, tlsSpki: spkiOf(itsKey) };
      return encodeEnrollRequest({ kind: 'start', start });
    };
    expect(await world.enroll(relay, { startBytes })).toMatchObject(denied);
    expect(world.refusals()).toEqual([expect.stringContaining('did not activate the credential')]);
  });

  test('who passes everything on unaltered gets a certificate for a key that it has not', async () => {
    const answer = await world.enroll(machine);
    if (answer.kind !== 'issued') throw new Error(answer.kind);
    const { certificate } = answer.issued;
    expect(Buffer.from(certificate).includes(spkiOf(machine.tls))).toBe(true);
  });

  test('who puts its own request for the machine’s key into M3 is refused', async () => {
    const csr = createCsr(itsKey);
    const proof = (honest: EnrollProof): EnrollProof => ({ ...honest, csr });
    expect(await world.enroll(machine, { proof })).toMatchObject(denied);
    expect(world.refusals()).toEqual([expect.stringContaining('request is not by its TLS key')]);
  });

  test('who gives one machine the challenge of another gets nothing out of its TPM', async () => {
    const other = new SoftwareTpmApplicant();
    await world.createHost('db-2', { ekHash: other.ekHash });
    const crossed: Applicant = {
      start: (change) => other.start(change),
      prove: async (heard) => machine.prove(heard),
    };
    await expect(world.enroll(crossed, named('db-2'))).rejects.toThrow('TPM_RC_INTEGRITY');
  });
});
