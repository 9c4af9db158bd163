/**
 * The brain from a Secret to hosts and back, on a real ledger.
 * @module
 */
import { afterEach, expect, test, vi } from 'vitest';
import { createQuery } from '#controller/query/query.ts';
import { findCondition } from '#src/api/conditions.ts';
import { NAMESPACE } from '#test/gen/objects.ts';
import type { FakeObjects } from '#test/fakes/fake-objects.ts';
import { fakeFleet, type Fleet } from './fleet.ts';

type FakeFleet = Fleet<FakeObjects>;

const fleets: FakeFleet[] = [];
function fleetOf(): FakeFleet {
  const fleet = fakeFleet();
  fleets.push(fleet);
  return fleet;
}

afterEach(async () => {
  for (const fleet of fleets.splice(0)) {
    await fleet.stop();
    fleet.ledger.close();
  }
});

const until = { timeout: 4_000, interval: 5 };

async function untilState(fleet: FakeFleet, rollout: string, state: string): Promise<void> {
  await vi.waitFor(() => expect(fleet.rolloutState(rollout)).toBe(state), until);
}

async function converged(names?: string[]): Promise<FakeFleet> {
  const fleet = fleetOf();
  await fleet.ready(names);
  await fleet.createSecret('first');
  await fleet.createCredential();
  await untilState(fleet, 'db-v1-a1', 'Succeeded');
  return fleet;
}

test('a Secret and a HostCredential become a version that reaches every host, one after the other', async () => {
  const fleet = await converged();
  expect(fleet.delivered).toHaveLength(3);
  expect(fleet.delivered.every((one) => one.contents['db-password'] === 'first')).toBe(true);
  const rows = fleet.ledger.states({ namespace: NAMESPACE, credential: 'db' });
  expect(rows.map((row) => [row.state, row.runningVersion])).toEqual([
    ['Healthy', 1],
    ['Healthy', 1],
    ['Healthy', 1],
  ]);
  await vi.waitFor(async () => {
    const hcred = await fleet.objects.get('HostCredential', { namespace: NAMESPACE, name: 'db' });
    expect(hcred?.status).toMatchObject({
      observedGeneration: 1,
      stableVersion: 'db-v1',
      targetVersion: 'db-v1',
      hosts: { matched: 3, updated: 3, healthy: 3, failed: 0, unreachable: 0, pending: 0 },
    });
    expect(findCondition(hcred?.status?.conditions, 'Ready')?.status).toBe('True');
    expect(findCondition(hcred?.status?.conditions, 'Converged')?.status).toBe('True');
  }, until);
  const types = fleet.ledger.events({ type: 'rollout' }).map((event) => event.type);
  expect(types).toEqual([
    'rollout.planned',
    'rollout.started',
    'rollout.step.completed',
    'rollout.succeeded',
  ]);
  expect(fleet.warnings).toEqual([]);
});

test('a changed Secret becomes version 2 and replaces version 1 everywhere', async () => {
  const fleet = await converged();
  await fleet.rotate('second');
  await untilState(fleet, 'db-v2-a1', 'Succeeded');
  expect(fleet.deliveries(2)).toHaveLength(3);
  const closed = fleet.ledger.intervals({ version: 1 });
  expect(closed.map((interval) => interval.endReason)).toEqual([
    'replaced',
    'replaced',
    'replaced',
  ]);
  await vi.waitFor(async () => {
    const versions = await fleet.objects.list('CredentialVersion');
    expect(versions.map((version) => version.status?.state)).toEqual(['Superseded', 'Stable']);
  }, until);
});

test('a Secret that is written again with the same value changes nothing', async () => {
  const fleet = await converged();
  const before = fleet.delivered.length;
  await fleet.rotate('first');
  await fleet.restart();
  await fleet.rotate('second');
  await untilState(fleet, 'db-v2-a1', 'Succeeded');
  expect(
    fleet.delivered.slice(before).every((one) => one.contents['db-password'] === 'second'),
  ).toBe(true);
});

test('the first host that fails pauses the rollout, and its cause is explained', async () => {
  const fleet = await converged();
  fleet.answer = ({ version }) => (version === 2 ? 'RolledBack' : 'Healthy');
  await fleet.rotate('second');
  await untilState(fleet, 'db-v2-a1', 'Paused');
  expect(fleet.deliveries(2)).toHaveLength(1);
  const [broken] = fleet.deliveries(2);
  expect(fleet.ledger.states({ host: broken! })[0]).toMatchObject({
    state: 'RolledBack',
    runningVersion: 1,
    targetVersion: 2,
  });
  await vi.waitFor(async () => {
    const hcred = await fleet.objects.get('HostCredential', { namespace: NAMESPACE, name: 'db' });
    const ready = findCondition(hcred?.status?.conditions, 'Ready');
    expect(ready).toMatchObject({ status: 'False', reason: 'RolloutFailed' });
    expect(ready?.message).toContain('api.service exited with 1');
  }, until);

  fleet.answer = () => 'Healthy';
  await fleet.rotate('third');
  await untilState(fleet, 'db-v3-a1', 'Succeeded');
  expect(fleet.deliveries(3)[0]).toBe(broken);
  expect(fleet.rolloutState('db-v2-a1')).toBe('Superseded');
});

test('a restarted controller dispatches nothing twice', async () => {
  const fleet = await converged();
  fleet.answer = () => 'Sealed';
  await fleet.rotate('second');
  await vi.waitFor(() => expect(fleet.deliveries(2)).toHaveLength(1), until);
  const before = fleet.ledger.events({ type: 'host.version.dispatched' }).length;
  const objects = fleet.objects.writes.filter(({ verb }) => verb === 'create').length;
  await fleet.restart();
  await fleet.restart();
  for (const name of fleet.hosts.keys()) {
    const uid = fleet.ledger.states({ host: name })[0]!.credentialUid;
    const held = {
      uid,
      namespace: NAMESPACE,
      name: 'db',
      version: 1,
      digest: '',
      state: 'Healthy',
    } as const;
    await fleet.connect(name, [held]);
  }
  expect(fleet.deliveries(2)).toHaveLength(1);
  expect(fleet.ledger.events({ type: 'host.version.dispatched' })).toHaveLength(before);
  const now = fleet.objects.writes.filter(
    ({ verb, kind }) => verb === 'create' && kind !== 'Event',
  ).length;
  expect(now).toBeLessThanOrEqual(objects);
});

test('a host that was offline during the rotation catches up when it connects', async () => {
  const fleet = await converged();
  fleet.sessions.disconnect(fleet.uid('beta'));
  await fleet.rotate('second');
  await untilState(fleet, 'db-v2-a1', 'Succeeded');
  expect(fleet.deliveries(2).toSorted()).toEqual(['alpha', 'gamma']);
  const uid = fleet.ledger.states({ host: 'beta' })[0]!.credentialUid;
  await fleet.connect('beta', [
    { uid, namespace: NAMESPACE, name: 'db', version: 1, digest: '', state: 'Healthy' },
  ]);
  await vi.waitFor(() => expect(fleet.deliveries(2)).toContain('beta'), until);
});

test('a host that lost what it held gets it again', async () => {
  const fleet = await converged();
  fleet.sessions.disconnect(fleet.uid('beta'));
  await fleet.connect('beta', []);
  await vi.waitFor(
    () => expect(fleet.deliveries(1).filter((host) => host === 'beta')).toHaveLength(2),
    until,
  );
});

test('a missing Secret is a condition and changes nothing on hosts', async () => {
  const fleet = await converged();
  await fleet.objects.delete('Secret', { namespace: NAMESPACE, name: 'db' });
  await vi.waitFor(async () => {
    const hcred = await fleet.objects.get('HostCredential', { namespace: NAMESPACE, name: 'db' });
    expect(findCondition(hcred?.status?.conditions, 'SourceResolved')).toMatchObject({
      status: 'False',
      reason: 'SecretNotFound',
    });
  }, until);
  expect(fleet.delivered).toHaveLength(3);
});

test('without a HostAccessPolicy nothing is delivered; once there is one, everything is', async () => {
  const fleet = fleetOf();
  fleet.start();
  await fleet.addHost('alpha');
  await fleet.connect('alpha');
  await fleet.createSecret('first');
  await fleet.createCredential();
  await vi.waitFor(async () => {
    const hcred = await fleet.objects.get('HostCredential', { namespace: NAMESPACE, name: 'db' });
    expect(findCondition(hcred?.status?.conditions, 'TargetsAllowed')).toMatchObject({
      status: 'False',
      reason: 'NoAccessPolicy',
    });
  }, until);
  expect(fleet.delivered).toEqual([]);
  await fleet.grant();
  await untilState(fleet, 'db-v1-a1', 'Succeeded');
});

test('a Host that was deleted and made again answers for itself: nothing waits for the former one', async () => {
  const fleet = fleetOf();
  await fleet.ready(['alpha']);
  await fleet.createSecret('first');
  await fleet.createCredential({ deletionPolicy: 'Remove' });
  await untilState(fleet, 'db-v1-a1', 'Succeeded');
  const former = fleet.uid('alpha');
  fleet.sessions.disconnect(former);
  await fleet.objects.delete('Host', { name: 'alpha' });
  await fleet.addHost('alpha');
  await fleet.connect('alpha');
  await vi.waitFor(() => expect(fleet.deliveries(1)).toEqual(['alpha', 'alpha']), until);
  const query = createQuery(fleet.brain.context);
  const states = query.states({ namespace: '', credential: '', host: 'alpha' });
  expect(states.map(({ hostUid }) => hostUid)).toEqual([fleet.uid('alpha')]);

  fleet.answer = ({ operation }) => (operation === 'delete' ? 'Removed' : 'Healthy');
  const ref = { namespace: NAMESPACE, name: 'db' };
  await fleet.objects.delete('HostCredential', ref);
  await vi.waitFor(async () => {
    expect(await fleet.objects.get('HostCredential', ref)).toBeUndefined();
  }, until);
});

test('deletionPolicy Remove keeps the object until every host has removed it', async () => {
  const fleet = fleetOf();
  await fleet.ready();
  await fleet.createSecret('first');
  await fleet.createCredential({ deletionPolicy: 'Remove' });
  await untilState(fleet, 'db-v1-a1', 'Succeeded');
  fleet.answer = ({ operation }) => (operation === 'delete' ? 'Removed' : 'Healthy');
  await fleet.objects.delete('HostCredential', { namespace: NAMESPACE, name: 'db' });
  await vi.waitFor(async () => {
    expect(
      await fleet.objects.get('HostCredential', { namespace: NAMESPACE, name: 'db' }),
    ).toBeUndefined();
    expect(await fleet.objects.list('CredentialVersion')).toEqual([]);
    const secrets = await fleet.objects.list('Secret');
    expect(secrets.map((secret) => secret.metadata.name)).toEqual(['db']);
  }, until);
  expect(fleet.deliveries(2).toSorted()).toEqual(['alpha', 'beta', 'gamma']);
});
