/**
 * Who becomes which host with its TPM: made beforehand, invited, or refused because machine or name are taken.
 * @module
 */
import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { RateLimiter } from '#controller/enroll/rate-limit.ts';
import { SoftwareApplicant, withToken } from '#test/fakes/applicant.ts';
import { EnrollWorld } from '#test/fakes/enroll-world.ts';
import { TpmApplicant } from '#test/fakes/tpm-applicant.ts';
import { leftBehind } from '../tpm/with-tpm.ts';
import { denied, enrolled, issued, useTpm } from './machines.ts';

const myTpm = useTpm();
const otherTpm = useTpm();

describe('joining', () => {
  test.for(['ecc', 'rsa'] as const)(
    'a Host made beforehand for this TPM (%s) needs no token and no approval',
    async (kind) => {
      using world = await EnrollWorld.start();
      const machine = await TpmApplicant.install(myTpm, kind);
      const hostUid = await world.createHost('db-1', { ekHash: machine.ekHash });
      const answer = issued(await world.enroll(machine));
      expect(answer).toMatchObject({ hostUid, assurance: 'TPM', identityEpoch: 1 });
      const certificate = new X509Certificate(answer.certificate);
      expect(certificate.checkPrivateKey(machine.tls)).toBe(true);
      expect(world.identity('db-1')).toMatchObject({
        assurance: 'TPM',
        identityHash: machine.ekHash,
        kxEpoch: 1,
        identityEpoch: 1,
      });
      expect(world.identity('db-1').akPub).toEqual(new Uint8Array(machine.parts.akPub));
      const { status } = await world.host('db-1');
      expect(status).toMatchObject({
        assurance: 'TPM',
        identityEpoch: 1,
        tpm: { present: true, ekHash: machine.ekHash, ekCertificate: 'None' },
        attestation: { bootID: 'boot-1' },
      });
      expect(status?.attestation?.pcrs).toHaveLength(8);
      const [event] = world.ledger.events({ type: 'host.enrolled' });
      expect(event?.detail).toMatchObject({ assurance: 'TPM', ekHash: machine.ekHash });
      expect(world.refusals()).toEqual([]);
    },
  );

  test('nothing is left in the TPM', async () => {
    using world = await EnrollWorld.start();
    await enrolled(world, await TpmApplicant.install(myTpm));
    expect(await myTpm(leftBehind)).toEqual([]);
  });

  test('with a token it waits, is pinned to its ekHash, and is issued when a person approves', async () => {
    using world = await EnrollWorld.start();
    const token = await world.token('db-1');
    const machine = await TpmApplicant.install(myTpm);
    const ask = async () => world.enroll(machine, { start: (start) => withToken(start, token) });
    expect(await ask()).toMatchObject({ kind: 'pending' });
    const waiting = await world.host('db-1');
    expect(waiting.spec).toEqual({ ekHash: machine.ekHash, approval: 'Pending' });
    expect(waiting.status?.tpm).toMatchObject({ ekHash: machine.ekHash });
    expect(await ask()).toMatchObject({ kind: 'pending' });
    await world.changeHost('db-1', { approval: 'Approved' });
    expect(issued(await ask()).assurance).toBe('TPM');
    const [record] = await world.objects.list('HostEnrollment');
    expect(record).toMatchObject({
      spec: { assurance: 'TPM', ekHash: machine.ekHash },
      status: { state: 'Issued', conditions: [{ type: 'Attested', reason: 'EKUntrusted' }] },
    });
  });

  test('without a token and unknown it is refused', async () => {
    using world = await EnrollWorld.start();
    expect(await world.enroll(await TpmApplicant.install(myTpm))).toEqual(denied);
    expect(await world.objects.list('Host')).toEqual([]);
  });

  test('a Host made beforehand with approval Pending waits', async () => {
    using world = await EnrollWorld.start();
    const machine = await TpmApplicant.install(myTpm);
    await world.createHost('db-1', { ekHash: machine.ekHash, approval: 'Pending' });
    expect(await world.enroll(machine)).toMatchObject({ kind: 'pending' });
  });

  test('a software key never gets a name that is pinned to a TPM, nor a TPM that of a software key', async () => {
    using world = await EnrollWorld.start();
    const machine = await TpmApplicant.install(myTpm);
    const software = new SoftwareApplicant();
    await enrolled(world, machine);
    const token = await world.token('db-1');
    const start = (asked: Parameters<typeof withToken>[0]) => withToken(asked, token);
    expect(await world.enroll(software, { start })).toEqual(denied);
    expect((await world.host('db-1')).status?.conditions).toMatchObject([
      { type: 'Conflict', status: 'True', reason: 'IdentityDiffers' },
    ]);
    expect(world.identity('db-1').identityHash).toBe(machine.ekHash);
  });
});

describe('one machine, one name', () => {
  test('another TPM that asks for a taken name: refused, Conflict on the Host, nothing overwritten', async () => {
    using world = await EnrollWorld.start();
    const machine = await TpmApplicant.install(myTpm);
    await enrolled(world, machine);
    const before = world.identity('db-1');
    const other = await TpmApplicant.install(otherTpm);
    expect(await world.enroll(other)).toEqual(denied);
    const host = await world.host('db-1');
    expect(host.spec.ekHash).toBe(machine.ekHash);
    expect(host.status?.conditions?.[0]?.message).toContain(other.ekHash);
    expect(world.identity('db-1')).toEqual(before);
    expect(world.refusals()).toEqual([
      'another machine holds this name: it is pinned to another identity',
    ]);
  });

  test('a board swap is a Conflict, until a person deletes the Host and makes it again with the new ekHash', async () => {
    using world = await EnrollWorld.start();
    await enrolled(world, await TpmApplicant.install(myTpm));
    const swapped = await TpmApplicant.install(otherTpm);
    expect(await world.enroll(swapped)).toEqual(denied);
    await world.objects.delete('Host', { name: 'db-1' });
    const hostUid = await world.createHost('db-1', { ekHash: swapped.ekHash });
    expect(issued(await world.enroll(swapped))).toMatchObject({ hostUid, identityEpoch: 1 });
  });

  test('one TPM under a second name: refused, Conflict on the Host that it is, the token stays good', async () => {
    using world = await EnrollWorld.start();
    const machine = await TpmApplicant.install(myTpm);
    await enrolled(world, machine);
    const token = await world.token('db-2');
    const start = (asked: Parameters<typeof withToken>[0]) =>
      withToken({ ...asked, hostName: 'db-2' }, token);
    expect(await world.enroll(machine, { start })).toEqual(denied);
    expect(await world.objects.list('Host')).toHaveLength(1);
    const [conflict] = (await world.host('db-1')).status?.conditions ?? [];
    expect(conflict).toMatchObject({ type: 'Conflict', status: 'True', reason: 'SecondName' });
    expect(conflict?.message).toContain('db-2');
    const secrets = await world.objects.list('Secret');
    expect(secrets[0]?.data).not.toHaveProperty('used-at');
    // Asking under its own name again ends it.
    issued(await world.enroll(machine));
    expect((await world.host('db-1')).status?.conditions?.[0]).toMatchObject({ status: 'False' });
  });

  test('two Hosts made beforehand for one TPM: neither is issued', async () => {
    using world = await EnrollWorld.start();
    const machine = await TpmApplicant.install(myTpm);
    await world.createHost('db-1', { ekHash: machine.ekHash });
    await world.createHost('db-2', { ekHash: machine.ekHash });
    for (const hostName of ['db-1', 'db-2']) {
      const start = (asked: object) => ({ ...machine.start(asked), hostName });
      expect(await world.enroll(machine, { start })).toEqual(denied);
    }
    expect(world.ledger.identities()).toEqual([]);
  });

  test('two names at the same moment: one of them', async () => {
    using world = await EnrollWorld.start();
    const machine = await TpmApplicant.install(myTpm);
    const names = ['db-1', 'db-2'];
    const tokens = await Promise.all(names.map(async (name) => world.token(name)));
    for (const name of names) await world.createHost(name, { approval: 'Approved' });
    const answers = await Promise.all(
      names.map(async (hostName, index) =>
        world.enroll(machine, {
          start: (asked) => withToken({ ...asked, hostName }, tokens[index] ?? ''),
        }),
      ),
    );
    expect(answers.filter(({ kind }) => kind === 'issued').length).toBeLessThanOrEqual(1);
    expect(world.ledger.identities().length).toBeLessThanOrEqual(1);
  });
});

describe('who asks too often', () => {
  test('under one identity is refused before any cryptography, without filling the audit log', async () => {
    const identityLimiter = new RateLimiter({ burst: 2, refillMs: 60_000, maxAddresses: 10 });
    using world = await EnrollWorld.start({ identityLimiter });
    const machine = await TpmApplicant.install(myTpm);
    await enrolled(world, machine);
    const asked: string[] = [];
    const ask = async (address: string) =>
      world.enroll(machine, { address, meanwhile: () => void asked.push(address) });
    expect((await ask('192.0.2.1')).kind).toBe('issued');
    expect(await ask('192.0.2.2')).toEqual(denied);
    expect(asked).toEqual(['192.0.2.1']);
    expect(world.refusals()).toEqual([]);
    expect(world.log.lines.at(-1)?.message).toContain('too many attempts');
    // The host that has its certificate is not concerned.
    const renewal = await world.renew(machine.restarted(), world.identity('db-1'));
    expect(renewal.kind).toBe('issued');
  });
});
