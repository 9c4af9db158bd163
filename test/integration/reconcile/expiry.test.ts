/**
 * Content that says when it ends: told in time, and brought to no host once it has ended.
 * @module
 */
import { expect, test } from 'vitest';
import { NOT_AFTER_ANNOTATION } from '#controller/reconcile/content-end.ts';
import { findCondition } from '#src/api/conditions.ts';
import { formatTime } from '#src/api/time.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { NAMESPACE } from '#test/gen/objects.ts';
import {
  converged,
  type FakeFleet,
  fleetOf,
  patchRollout,
  untilState,
  waitOn,
} from './converged-fleet.ts';

const DAY_MS = 86_400_000;

async function endsAt(fleet: FakeFleet, ms: number | undefined, value?: string): Promise<void> {
  const secret = await fleet.objects.get('Secret', { namespace: NAMESPACE, name: 'db' });
  const annotations = ms === undefined ? {} : { [NOT_AFTER_ANNOTATION]: formatTime(ms) };
  const data =
    value === undefined ? secret!.data! : { password: Buffer.from(value).toString('base64') };
  await fleet.objects.replace('Secret', {
    ...secret!,
    metadata: { ...secret!.metadata, annotations },
    data,
  });
}

async function statusOf(fleet: FakeFleet) {
  const ref = { namespace: NAMESPACE, name: 'db' };
  return (await fleet.objects.get('HostCredential', ref))!.status;
}

async function untilCondition(fleet: FakeFleet, type: string, reason: string): Promise<void> {
  await waitOn(fleet, async () => {
    const { conditions } = (await statusOf(fleet)) ?? {};
    expect(findCondition(conditions, type)?.reason).toBe(reason);
  });
}

test('an end that is said later makes a version of its own, and is told a week before and when it is over', async () => {
  const clock = new FakeClock();
  const fleet = await converged(undefined, clock);
  expect((await statusOf(fleet))?.expirationTime).toBeUndefined();
  const endMs = clock.nowMs() + 30 * DAY_MS;
  await endsAt(fleet, endMs);
  await untilState(fleet, 'db-v2-a1', 'Succeeded');
  await waitOn(fleet, async () =>
    expect((await statusOf(fleet))?.expirationTime).toBe(formatTime(endMs)),
  );
  await untilCondition(fleet, 'Expiring', 'Valid');
  // Nothing happens but the time.
  clock.advance(24 * DAY_MS);
  await untilCondition(fleet, 'Expiring', 'NotAfterNear');
  clock.advance(6 * DAY_MS);
  await untilCondition(fleet, 'Expiring', 'Expired');
  await untilCondition(fleet, 'SourceResolved', 'SourceExpired');
  expect(fleet.deliveries(3)).toEqual([]);
});

test('content that has ended makes no version; renewed, it does', async () => {
  const clock = new FakeClock();
  const fleet = await converged(undefined, clock);
  await endsAt(fleet, clock.nowMs() - 1_000, 'stale');
  await untilCondition(fleet, 'SourceResolved', 'SourceExpired');
  expect(await fleet.objects.list('CredentialVersion')).toHaveLength(1);
  await endsAt(fleet, clock.nowMs() + DAY_MS, 'renewed');
  await untilState(fleet, 'db-v2-a1', 'Succeeded');
  await untilCondition(fleet, 'SourceResolved', 'Resolved');
});

test('a rollout that outlives its content stops, whoever resumes it; hosts that have the proven one still get it', async () => {
  const clock = new FakeClock();
  const fleet = await converged(undefined, clock);
  fleet.answer = () => 'Sealed';
  await endsAt(fleet, clock.nowMs() + DAY_MS, 'second');
  await waitOn(fleet, () => expect(fleet.deliveries(2)).toHaveLength(1));
  await patchRollout(fleet, 'db-v2-a1', { desiredState: 'Paused' });
  await untilState(fleet, 'db-v2-a1', 'Paused');
  clock.advance(DAY_MS);
  fleet.answer = () => 'Healthy';
  const [row] = fleet.ledger.states({ host: fleet.deliveries(2)[0]! });
  await fleet.report(row!.host, { ...row!, uid: row!.credentialUid, version: 2, phase: 'Healthy' });
  await patchRollout(fleet, 'db-v2-a1', { desiredState: 'Running' });
  await waitOn(fleet, () => {
    const { uid } = fleet.brain.context.view.get('CredentialRollout', {
      namespace: NAMESPACE,
      name: 'db-v2-a1',
    })!.metadata;
    expect(fleet.ledger.rollout(uid)?.reason).toBe('SourceExpired');
  });
  expect(fleet.deliveries(2)).toHaveLength(1);
  await fleet.addHost('delta');
  await fleet.connect('delta');
  await waitOn(fleet, () => expect(fleet.deliveries(1)).toContain('delta'));
});

test('an annotation that is no time says so and changes nothing', async () => {
  const fleet = fleetOf();
  await fleet.ready();
  await fleet.createSecret('first');
  const secret = await fleet.objects.get('Secret', { namespace: NAMESPACE, name: 'db' });
  const annotations = { [NOT_AFTER_ANNOTATION]: 'soon' };
  const metadata = { ...secret!.metadata, annotations };
  await fleet.objects.replace('Secret', { ...secret!, metadata });
  await fleet.createCredential();
  await untilCondition(fleet, 'SourceResolved', 'NotAfterInvalid');
  expect(await fleet.objects.list('CredentialVersion')).toEqual([]);
});
