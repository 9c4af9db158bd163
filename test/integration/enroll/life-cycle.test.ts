/**
 * The life of a host with a TPM, as the controller sees it: renews, is installed anew, is revoked.
 * @module
 */
import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { approvalOf } from '#src/api/host-identity.ts';
import { ed25519Raw } from '#src/identity/public-key.ts';
import { ed25519Key, SoftwareApplicant, withToken } from '#test/fakes/applicant.ts';
import { EnrollWorld } from '#test/fakes/enroll-world.ts';
import { TpmApplicant } from '#test/fakes/tpm-applicant.ts';
import { denied, enrolled, issued, useTpm } from './machines.ts';

const myTpm = useTpm();
const otherTpm = useTpm();

describe('a revoked machine', () => {
  test('is refused while its Host says so, and after its Host is gone', async () => {
    using world = await EnrollWorld.start();
    const machine = await TpmApplicant.install(myTpm);
    const { hostUid } = await enrolled(world, machine);
    await world.changeHost('db-1', { revoked: true });
    expect(await world.enroll(machine)).toEqual(denied);
    await world.objects.delete('Host', { name: 'db-1' });
    world.ledger.write({
      blocks: [
        {
          id: 'b1',
          kind: 'Revoked',
          hostUid,
          hostName: 'db-1',
          identityHash: machine.ekHash,
          deniedSerial: '',
          message: 'stolen',
          actor: 'eve',
          sinceMs: 1,
          hostSeq: 0,
          trustEpoch: 0,
        },
      ],
    });
    await world.createHost('db-9', { ekHash: machine.ekHash });
    const start = (asked: object) => ({ ...machine.start(asked), hostName: 'db-9' });
    expect(await world.enroll(machine, { start })).toEqual(denied);
    expect(world.refusals()).toEqual(['the host is revoked', 'the machine is revoked']);
  });

  test.for([
    { given: 'revoked', change: { revoked: true } },
    { given: 'denied', change: { approval: 'Denied' } },
    { given: 'pinned to another TPM', change: { ekHash: 'ab'.repeat(32) } },
  ] as const)('$given between M1 and M3 of its renewal gets nothing', async ({ change }) => {
    using world = await EnrollWorld.start();
    const machine = await TpmApplicant.install(myTpm);
    await enrolled(world, machine);
    const before = world.identity('db-1');
    const meanwhile = async () => world.changeHost('db-1', change);
    const renewing = world.renew(machine.restarted(), before, { meanwhile });
    await expect(renewing).rejects.toMatchObject({ code: 'HOST_NOT_ADMITTED' });
    expect(world.identity('db-1')).toEqual(before);
  });

  test('with a certificate that was replaced by a newer one renews nothing', async () => {
    using world = await EnrollWorld.start();
    const machine = await TpmApplicant.install(myTpm);
    await enrolled(world, machine);
    const old = world.identity('db-1');
    world.clock.advance(1_000);
    issued(await world.renew(machine.restarted(), old));
    const renewing = world.renew(machine.restarted(), old);
    await expect(renewing).rejects.toMatchObject({ code: 'HOST_NOT_ADMITTED' });
  });
});

describe('renewal', () => {
  test('with a fresh TLS key and the same KX: a later serial, nothing else changes', async () => {
    using world = await EnrollWorld.start();
    const machine = await TpmApplicant.install(myTpm);
    await enrolled(world, machine);
    const before = world.identity('db-1');
    world.clock.advance(60_000);
    const renewing = machine.restarted();
    const answer = issued(await world.renew(renewing, before));
    expect(new X509Certificate(answer.certificate).checkPrivateKey(renewing.tls)).toBe(true);
    const after = world.identity('db-1');
    expect(after.certificateSerial > before.certificateSerial).toBe(true);
    const { certificateSerial: _s, certificateNotAfterMs: _n, ...rest } = before;
    expect(after).toMatchObject(rest);
    expect(world.closed).toEqual([]);
  });

  test('with a later KX key: recorded, the identity epoch stays, the session goes on', async () => {
    using world = await EnrollWorld.start();
    const machine = await TpmApplicant.install(myTpm);
    await enrolled(world, machine);
    world.ledger.write({ reportSeqs: [{ hostUid: world.identity('db-1').hostUid, seq: 7 }] });
    const next = await machine.rotated();
    expect(issued(await world.renew(next, world.identity('db-1')))).toMatchObject({
      identityEpoch: 1,
    });
    const after = world.identity('db-1');
    expect(after).toMatchObject({ kxEpoch: 2, identityEpoch: 1, lastReportSeq: 7 });
    expect(world.closed).toEqual([]);
    expect(await world.renew(machine.restarted(), after)).toEqual(denied);
  });

  test('activates no credential', async () => {
    using world = await EnrollWorld.start();
    const machine = await TpmApplicant.install(myTpm);
    await enrolled(world, machine);
    const answer = await world.renew(machine, world.identity('db-1'), {
      proof: (honest) => ({ ...honest, transcriptMac: new Uint8Array(32) }),
    });
    expect(answer).toEqual(denied);
    expect(world.refusals()).toEqual(['it activated a credential that nobody sent']);
  });

  const wrong = [
    { given: 'another host name', change: { hostName: 'db-2' }, cause: 'another host' },
    { given: 'another host UID', change: { hostUid: 'other' }, cause: 'another certificate' },
    {
      given: 'another receipt key',
      change: { receiptKey: ed25519Raw(ed25519Key()) },
      cause: 'other keys',
    },
    { given: 'a later epoch of the same KX', change: { kxEpoch: 9 }, cause: 'other keys' },
  ];
  test.for(wrong)('with $given is refused', async ({ change, cause }) => {
    using world = await EnrollWorld.start();
    const machine = await TpmApplicant.install(myTpm);
    await enrolled(world, machine);
    const before = await world.everything();
    const start = (asked: Parameters<typeof withToken>[0]) => ({ ...asked, ...change });
    expect(await world.renew(machine, world.identity('db-1'), { start })).toEqual(denied);
    expect(world.refusals()[0]).toContain(cause);
    expect(await world.everything()).toEqual(before);
  });

  test('of one host by the TPM of another is refused', async () => {
    using world = await EnrollWorld.start();
    await enrolled(world, await TpmApplicant.install(myTpm));
    const other = await TpmApplicant.install(otherTpm);
    expect(await world.renew(other, world.identity('db-1'))).toEqual(denied);
  });
});

describe('enrolling again', () => {
  test('with the same keys after the certificate expired: issued, no new epoch', async () => {
    using world = await EnrollWorld.start();
    const machine = await TpmApplicant.install(myTpm);
    await enrolled(world, machine);
    world.clock.advance(48 * 3_600_000);
    expect(issued(await world.enroll(machine.restarted())).identityEpoch).toBe(1);
    expect(world.closed).toEqual([]);
  });

  test('installed anew, reenroll Auto: next epoch, reports start anew, the session is closed', async () => {
    using world = await EnrollWorld.start();
    const machine = await TpmApplicant.install(myTpm);
    const { hostUid } = await enrolled(world, machine);
    await world.changeHost('db-1', { reenroll: 'Auto' });
    world.ledger.write({ pushSeqs: [{ hostUid, seq: 8 }], reportSeqs: [{ hostUid, seq: 5 }] });
    const old = world.identity('db-1');
    world.clock.advance(1_000);
    const again = await TpmApplicant.install(myTpm);
    expect(issued(await world.enroll(again))).toMatchObject({ hostUid, identityEpoch: 2 });
    const now = world.identity('db-1');
    expect(now).toMatchObject({ identityEpoch: 2, kxEpoch: 1, lastPushSeq: 8, lastReportSeq: 0 });
    expect(now.certificateSerial > old.certificateSerial).toBe(true);
    expect(world.closed).toEqual([hostUid]);
  });

  test('installed anew, by default: waits; the approval is for this installation alone', async () => {
    using world = await EnrollWorld.start();
    const machine = await TpmApplicant.install(myTpm);
    await enrolled(world, machine);
    const before = world.identity('db-1');
    const again = await TpmApplicant.install(myTpm);
    expect(await world.enroll(again)).toMatchObject({ kind: 'pending' });
    expect(world.identity('db-1')).toEqual(before);
    const waiting = await world.host('db-1');
    expect(approvalOf(waiting.spec)).toBe('Approved');
    const approvedInstallation = waiting.status?.pendingInstallation ?? '';
    expect(approvedInstallation).toMatch(/^[0-9a-f]{64}$/u);

    await world.changeHost('db-1', { approvedInstallation });
    const third = await TpmApplicant.install(myTpm);
    expect(await world.enroll(third)).toMatchObject({ kind: 'pending' });
    expect(issued(await world.enroll(again)).identityEpoch).toBe(2);
    expect((await world.host('db-1')).status?.pendingInstallation).toBeUndefined();
    // The first installation comes back, from an image of its disk.
    expect(await world.enroll(machine)).toMatchObject({ kind: 'pending' });
  });

  test('a Host that was deleted and made again for the same TPM is another host from its first epoch on', async () => {
    using world = await EnrollWorld.start();
    const machine = await TpmApplicant.install(myTpm);
    const former = await enrolled(world, machine);
    await world.objects.delete('Host', { name: 'db-1' });
    const hostUid = await world.createHost('web-1', { ekHash: machine.ekHash });
    const start = (asked: object) => ({ ...machine.start(asked), hostName: 'web-1' });
    expect(issued(await world.enroll(machine, { start }))).toMatchObject({
      hostUid,
      identityEpoch: 1,
    });
    expect(former.hostUid).not.toBe(hostUid);
  });

  test('a software host to which a person gave an ekHash becomes a TPM host', async () => {
    using world = await EnrollWorld.start();
    const software = new SoftwareApplicant();
    const token = await world.token('db-1');
    await world.createHost('db-1', { approval: 'Approved' });
    issued(await world.enroll(software, { start: (start) => withToken(start, token) }));
    const machine = await TpmApplicant.install(myTpm);
    expect(await world.enroll(machine)).toEqual(denied);
    await world.changeHost('db-1', { ekHash: machine.ekHash });
    expect(issued(await world.enroll(machine))).toMatchObject({
      assurance: 'TPM',
      identityEpoch: 2,
    });
    expect(await world.enroll(software)).toEqual(denied);
  });
});
