/**
 * Threat: a machine that gets the name of another one, or a second name: name takeover, a second EK for one name, one
 * EK for two names, a software key in a TPM's place.
 * @module
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCsr } from '#src/identity/csr.ts';
import { enrolmentTranscript, signTranscript } from '#src/identity/enrolment-transcript.ts';
import { spkiHash, spkiOf } from '#src/identity/public-key.ts';
import { type Machine, ownKeys, SoftwareTpmMachine, tpmStart } from '#test/gen/machine.ts';
import { EnrolmentOffice } from './enrolment-office.ts';

const machine = new SoftwareTpmMachine();
const attacker = new SoftwareTpmMachine();
const denied = { kind: 'denied' };
let office: EnrolmentOffice;
let hostUid: string;

beforeEach(async () => {
  office = await EnrolmentOffice.open();
  hostUid = await office.host('db-1', { ekHash: machine.ekHash });
  await office.enrol(machine, 'db-1');
});
afterEach(() => office[Symbol.dispose]());

test('the machine itself has its name', () => {
  expect(identity()).toMatchObject({ hostName: 'db-1', identityHash: machine.ekHash });
});

const identity = () => office.ledger.identity(hostUid);
const pinned = async () => (await office.objects.get('Host', { name: 'db-1' }))?.spec.ekHash;
async function conflictOf(name: string): Promise<string | undefined> {
  const host = await office.objects.get('Host', { name });
  const { conditions = [] } = host?.status ?? {};
  return conditions.find(({ type, status }) => type === 'Conflict' && status === 'True')?.message;
}

describe('another TPM that asks for a taken name', () => {
  test('is refused, the name stays pinned, and a person sees the conflict on the Host', async () => {
    const before = identity();
    expect(await office.enrol(attacker, 'db-1')).toMatchObject(denied);
    expect(office.causes()).toEqual([expect.stringContaining('another machine holds this name')]);
    expect(await pinned()).toBe(machine.ekHash);
    expect(identity()).toEqual(before);
    expect(await conflictOf('db-1')).toContain(attacker.ekHash);
  });

  test('is refused with a token for that very name too, which it does not use up', async () => {
    const token = await office.token('db-1');
    expect(await office.enrol(attacker, 'db-1', { token })).toMatchObject(denied);
    const secret = await office.objects.get('Secret', {
      namespace: 'credfleet-system',
      name: `join-token-${token.id}`,
    });
    expect(secret?.data?.['used-at']).toBeUndefined();
    expect(await pinned()).toBe(machine.ekHash);
  });

  test('and shows the EK of the machine itself fails at the credential: it has not that TPM', async () => {
    const impostor: Machine = {
      start: async (name) => ({ ...(await attacker.start(name)), ekPub: machine.ek.publicArea }),
      prove: async ({ challenge, ...rest }) => {
        const nothing = { ...challenge, credentialBlob: new Uint8Array() };
        const proof = await attacker.prove({ ...rest, challenge: nothing });
        return { ...proof, transcriptMac: new Uint8Array(32).fill(1) };
      },
    };
    expect(await office.enrol(impostor, 'db-1')).toMatchObject(denied);
    expect(office.causes()).toEqual([expect.stringContaining('did not activate the credential')]);
    expect(await conflictOf('db-1')).toBeUndefined();
  });

  test('a claim alone marks nobody: an attacker that proves nothing makes no conflict', async () => {
    const talker: Machine = {
      start: attacker.start,
      prove: async (conversation) => ({
        ...(await attacker.prove(conversation)),
        transcriptMac: new Uint8Array(32),
      }),
    };
    expect(await office.enrol(talker, 'db-1')).toMatchObject(denied);
    expect(await conflictOf('db-1')).toBeUndefined();
  });
});

test('a second EK of the same machine does not get its name', async () => {
  const withRsa = new SoftwareTpmMachine('rsa');
  withRsa.keys = machine.keys;
  expect(await office.enrol(withRsa, 'db-1')).toMatchObject(denied);
  expect(await pinned()).toBe(machine.ekHash);
  expect(await conflictOf('db-1')).toContain(withRsa.ekHash);
});

describe('one EK that asks for a second name', () => {
  test('is refused, and the Host that it has shows who asked', async () => {
    expect(await office.enrol(machine, 'db-2')).toMatchObject(denied);
    expect(office.causes()).toEqual(['this machine is host db-1 already']);
    expect(await office.objects.get('Host', { name: 'db-2' })).toBeUndefined();
    expect(await conflictOf('db-1')).toContain('asks to be db-2 too');
  });

  test('with a token for it is refused too', async () => {
    const token = await office.token('db-2');
    expect(await office.enrol(machine, 'db-2', { token })).toMatchObject(denied);
    expect(await office.objects.get('Host', { name: 'db-2' })).toBeUndefined();
  });

  test('at the same moment under both names becomes one of them', async () => {
    const fresh = new SoftwareTpmMachine();
    await office.host('web-1', { ekHash: fresh.ekHash });
    const token = await office.token('web-2');
    const answers = await Promise.all([
      office.enrol(fresh, 'web-1'),
      office.enrol(fresh, 'web-2', { token }),
    ]);
    expect(answers.filter(({ kind }) => kind === 'issued')).toHaveLength(1);
    expect(office.ledger.identitiesByHash(fresh.ekHash)).toHaveLength(1);
  });
});

describe('a software key in the place of a TPM', () => {
  const keys = ownKeys();
  const none = new Uint8Array();
  const software = (identity = ownKeys().tls): Machine => ({
    start: async (name, token) => ({
      ...tpmStart(name, keys, { ekPub: none, akPub: none, kxTpmPub: none }, token),
      kxPub: spkiOf(ownKeys().tls),
      identityPub: spkiOf(identity),
    }),
    prove: async ({ startBytes, challengeBytes }) => ({
      transcriptMac: none,
      certifyAttest: none,
      certifySignature: none,
      quoteAttest: none,
      quoteSignature: none,
      pcrValues: [],
      identitySignature: signTranscript(identity, enrolmentTranscript(startBytes, challengeBytes)),
      csr: createCsr(keys.tls),
    }),
  });

  test('does not get the name of a host with a TPM', async () => {
    expect(await office.enrol(software(), 'db-1')).toMatchObject(denied);
    expect(identity()?.assurance).toBe('TPM');
    expect(await pinned()).toBe(machine.ekHash);
  });

  test('whose hash somebody pinned as an ekHash is no endorsement key', async () => {
    const identity = ownKeys().tls;
    await office.host('db-3', { ekHash: spkiHash(spkiOf(identity)) });
    expect(await office.enrol(software(identity), 'db-3')).toMatchObject(denied);
  });
});
