/**
 * Threat: a machine that gets the name of another one, or a second name: name takeover, a second EK for one name, one
 * EK for two names, a software key in a TPM's place.
 * @module
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { spkiHash, spkiOf } from '#src/identity/public-key.ts';
import { type Applicant, p256Key, SoftwareApplicant } from '#test/fakes/applicant.ts';
import { EnrollWorld } from '#test/fakes/enroll-world.ts';
import { SoftwareTpmApplicant } from '#test/fakes/software-tpm-applicant.ts';
import { named } from './named.ts';

const machine = new SoftwareTpmApplicant();
const attacker = new SoftwareTpmApplicant();
const denied = { kind: 'denied' };
let world: EnrollWorld;
let hostUid: string;

beforeEach(async () => {
  world = await EnrollWorld.start();
  hostUid = await world.createHost('db-1', { ekHash: machine.ekHash });
  await world.enroll(machine);
});
afterEach(() => world[Symbol.dispose]());

test('the machine itself has its name', () => {
  expect(identity()).toMatchObject({ hostName: 'db-1', identityHash: machine.ekHash });
});

const identity = () => world.ledger.identity(hostUid);
const pinned = async () => (await world.objects.get('Host', { name: 'db-1' }))?.spec.ekHash;
async function conflictOf(name: string): Promise<string | undefined> {
  const host = await world.objects.get('Host', { name });
  const { conditions = [] } = host?.status ?? {};
  return conditions.find(({ type, status }) => type === 'Conflict' && status === 'True')?.message;
}

describe('another TPM that asks for a taken name', () => {
  test('is refused, the name stays pinned, and a person sees the conflict on the Host', async () => {
    const before = identity();
    expect(await world.enroll(attacker)).toMatchObject(denied);
    expect(world.refusals()).toEqual([expect.stringContaining('another machine holds this name')]);
    expect(await pinned()).toBe(machine.ekHash);
    expect(identity()).toEqual(before);
    expect(await conflictOf('db-1')).toContain(attacker.ekHash);
  });

  test('is refused with a token for that very name too, which it does not use up', async () => {
    const token = await world.token('db-1');
    expect(await world.enroll(attacker, named('db-1', token))).toMatchObject(denied);
    const secret = await world.objects.get('Secret', {
      namespace: 'credfleet-system',
      name: `join-token-${token.split('.')[0]}`,
    });
    expect(secret?.data?.['used-at']).toBeUndefined();
    expect(await pinned()).toBe(machine.ekHash);
  });

  test('and shows the EK of the machine itself fails at the credential: it has not that TPM', async () => {
    const impostor: Applicant = {
      start: (change) => ({ ...attacker.start(change), ekPub: machine.ek.publicArea }),
      prove: async ({ challenge, ...heard }) => {
        const nothing = { ...challenge, credentialBlob: new Uint8Array() };
        const proof = await attacker.prove({ ...heard, challenge: nothing });
        return { ...proof, transcriptMac: new Uint8Array(32).fill(1) };
      },
    };
    expect(await world.enroll(impostor)).toMatchObject(denied);
    expect(world.refusals()).toEqual([expect.stringContaining('did not activate the credential')]);
    expect(await conflictOf('db-1')).toBeUndefined();
  });

  test('a claim alone marks nobody: an attacker that proves nothing makes no conflict', async () => {
    const talker: Applicant = {
      start: (change) => attacker.start(change),
      prove: async (heard) => ({
        ...(await attacker.prove(heard)),
        transcriptMac: new Uint8Array(32),
      }),
    };
    expect(await world.enroll(talker)).toMatchObject(denied);
    expect(await conflictOf('db-1')).toBeUndefined();
  });
});

test('a second EK of the same machine does not get its name', async () => {
  const rsa = new SoftwareTpmApplicant('rsa');
  const { tls, receipt } = machine;
  const withRsa = Object.assign(rsa, { tls, receipt });
  expect(await world.enroll(withRsa)).toMatchObject(denied);
  expect(await pinned()).toBe(machine.ekHash);
  expect(await conflictOf('db-1')).toContain(withRsa.ekHash);
});

describe('one EK that asks for a second name', () => {
  test('is refused, and the Host that it has shows who asked', async () => {
    expect(await world.enroll(machine, named('db-2'))).toMatchObject(denied);
    expect(world.refusals()).toEqual(['this machine is host db-1 already']);
    expect(await world.objects.get('Host', { name: 'db-2' })).toBeUndefined();
    expect(await conflictOf('db-1')).toContain('asks to be db-2 too');
  });

  test('with a token for it is refused too', async () => {
    const token = await world.token('db-2');
    expect(await world.enroll(machine, named('db-2', token))).toMatchObject(denied);
    expect(await world.objects.get('Host', { name: 'db-2' })).toBeUndefined();
  });

  test('at the same moment under both names becomes one of them', async () => {
    const fresh = new SoftwareTpmApplicant();
    await world.createHost('web-1', { ekHash: fresh.ekHash });
    const token = await world.token('web-2');
    const answers = await Promise.all([
      world.enroll(fresh, named('web-1')),
      world.enroll(fresh, named('web-2', token)),
    ]);
    expect(answers.filter(({ kind }) => kind === 'issued')).toHaveLength(1);
    expect(world.ledger.identitiesByHash(fresh.ekHash)).toHaveLength(1);
  });
});

describe('a software key in the place of a TPM', () => {
  test('does not get the name of a host with a TPM', async () => {
    expect(await world.enroll(new SoftwareApplicant())).toMatchObject(denied);
    expect(identity()?.assurance).toBe('TPM');
    expect(await pinned()).toBe(machine.ekHash);
  });

  test('whose hash somebody pinned as an ekHash is no endorsement key', async () => {
    const key = p256Key();
    await world.createHost('db-3', { ekHash: spkiHash(spkiOf(key)) });
    expect(await world.enroll(new SoftwareApplicant(key), named('db-3'))).toMatchObject(denied);
  });
});
