/**
 * Many hosts that speak at once: what is recorded once, what is written seldom, and what comes last.
 * @module
 */
import { expect, test, vi } from 'vitest';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { NAMESPACE } from '#test/gen/objects.ts';
import { converged, fleetOf, untilState, wait } from './converged-fleet.ts';

const REF = { namespace: NAMESPACE, name: 'db' };
const ALL_AT_ONCE = {
  steps: [{ name: 'all', target: '100%' }],
  maxUnavailable: '100%',
} as const;

test('twenty hosts, one after the other: status is written a few times, and the last one is the end', async () => {
  const fleet = fleetOf();
  await fleet.ready(Array.from({ length: 20 }, (_, index) => `host-${index}`));
  await fleet.createSecret('first');
  const write = vi.spyOn(fleet.objects, 'replaceStatus');
  await fleet.createCredential({
    rollout: { initial: 'FollowSteps', inline: { ...ALL_AT_ONCE, maxUnavailable: 1 } },
  });
  await untilState(fleet, 'db-v1-a1', 'Succeeded');
  await wait(async () => {
    const told = await fleet.objects.get('HostCredential', REF);
    expect(told?.status?.hosts).toMatchObject({ healthy: 20, pending: 0 });
  });
  const ofCredential = write.mock.calls.filter(([kind]) => kind === 'HostCredential');
  expect(ofCredential.length).toBeLessThan(8);
});

test('the end of a rollout is told within a quarter of a second', async () => {
  const clock = new FakeClock();
  const fleet = await converged(ALL_AT_ONCE, clock);
  clock.advance(10_000);
  await fleet.rotate('second');
  await untilState(fleet, 'db-v2-a1', 'Succeeded');
  clock.advance(250);
  // Time stands still from here.
  await wait(async () => {
    const rollout = await fleet.objects.get('CredentialRollout', { ...REF, name: 'db-v2-a1' });
    expect(rollout?.status?.state).toBe('Succeeded');
    const told = await fleet.objects.get('HostCredential', REF);
    expect(told?.status).toMatchObject({ stableVersion: 'db-v2', hosts: { healthy: 3 } });
  });
});

test('a report that two sessions of a host bring at once is recorded once', async () => {
  const fleet = await converged(ALL_AT_ONCE);
  const [row] = fleet.ledger.states({ hostUid: fleet.uid('alpha') });
  const before = fleet.ledger.events({ host: 'alpha' }).length;
  const identity = fleet.ledger.identity(fleet.uid('alpha'))!;
  const report = {
    hostUid: identity.hostUid,
    bootId: 'boot-1',
    seq: identity.lastReportSeq + 1,
    timeMs: 0,
    credential: {
      uid: row!.credentialUid,
      ...REF,
      version: 1,
      rolloutUid: row!.rolloutUid,
      attempt: 1,
      phase: 'Healthy',
      message: '',
      runningVersion: 1,
      items: [],
      units: [],
    },
  } as const;
  const afterSeq = identity.lastReportSeq;
  const receipt = { keyId: 'key', signature: new Uint8Array(64), body: new Uint8Array(), afterSeq };
  const bring = () => fleet.brain.hostEvents.reported(identity, report, receipt);
  await Promise.all([bring(), bring()]);
  expect(fleet.ledger.events({ host: 'alpha' })).toHaveLength(before + 1);
  expect(fleet.ledger.identity(identity.hostUid)?.lastReportSeq).toBe(report.seq);

  // Read while the one before it waited, which was then not kept.
  const later = { ...report, seq: report.seq + 2 };
  const orphan = { ...receipt, afterSeq: report.seq + 1 };
  await expect(fleet.brain.hostEvents.reported(identity, later, orphan)).rejects.toMatchObject({
    code: 'STORE_FAILED',
  });
  expect(fleet.ledger.events({ host: 'alpha' })).toHaveLength(before + 1);
  expect(fleet.ledger.identity(identity.hostUid)?.lastReportSeq).toBe(report.seq);
});
