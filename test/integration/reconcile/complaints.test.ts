/**
 * What users of other rollout systems complained about, where it takes a ledger, a restart or a host to show; the others
 * are in test/unit/rollout/complaints.test.ts.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { API_VERSION } from '#src/api/meta.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { NAMESPACE } from '#test/gen/objects.ts';
import {
  converged,
  type FakeFleet,
  patchRollout,
  untilState,
  wait,
  waitOn,
} from './converged-fleet.ts';

const ALL = { steps: [{ name: 'all', target: '100%' }], maxUnavailable: '100%' } as const;

async function retry(fleet: FakeFleet): Promise<void> {
  await fleet.objects.create('CredentialRollout', {
    apiVersion: API_VERSION,
    kind: 'CredentialRollout',
    metadata: { namespace: NAMESPACE, name: 'db-v2-a2' },
    spec: { hostCredentialName: 'db', versionName: 'db-v2', type: 'Update', attempt: 2 },
  });
}

describe.each(['flagger#862', 'flagger#1152'])('%s', (issue) => {
  test(`${issue}: a version that failed can be tried again, as a new attempt`, async () => {
    const fleet = await converged();
    fleet.answer = ({ version }) => (version === 2 ? 'RolledBack' : 'Healthy');
    await fleet.rotate('second');
    await untilState(fleet, 'db-v2-a1', 'Paused');
    fleet.answer = () => 'Healthy';
    await retry(fleet);
    await untilState(fleet, 'db-v2-a2', 'Succeeded');
    expect(new Set(fleet.deliveries(2)).size).toBe(3);
  });
});

test('argo-rollouts#2929: an aborted rollout does not start again when the controller does', async () => {
  const fleet = await converged();
  fleet.answer = ({ version }) => (version === 2 ? 'Sealed' : 'Healthy');
  await fleet.rotate('second');
  await wait(() => expect(fleet.deliveries(2)).toHaveLength(1));
  await patchRollout(fleet, 'db-v2-a1', { desiredState: 'Aborted', abortAction: 'Keep' });
  await untilState(fleet, 'db-v2-a1', 'Aborted');
  await fleet.restart();
  await patchRollout(fleet, 'db-v2-a1', { desiredState: 'Running' });
  await fleet.restart();
  expect(fleet.rolloutState('db-v2-a1')).toBe('Aborted');
  expect(fleet.deliveries(2)).toHaveLength(1);
});

test('flagger#989: a Secret that cannot be read starts no rollout and changes no host', async () => {
  const fleet = await converged(ALL);
  const read = fleet.objects.get.bind(fleet.objects);
  fleet.objects.get = async (kind, ref) => {
    if (kind === 'Secret') throw new CredfleetError('API_UNAVAILABLE', 'the API is away');
    return read(kind, ref);
  };
  const before = fleet.delivered.length;
  await fleet.restart();
  await waitOn(fleet, () => expect(fleet.warnings.length).toBeGreaterThan(0));
  expect(fleet.rolloutState('db-v2-a1')).toBeUndefined();
  expect(fleet.delivered).toHaveLength(before);
});

describe.each(['vault-secrets-operator#644', 'colmena#174'])('%s', (issue) => {
  test(`${issue}: two changes in a row are one delivery of the last`, async () => {
    const clock = new FakeClock();
    const fleet = await converged({ ...ALL, minIntervalSeconds: 60 }, clock);
    await fleet.rotate('second');
    await fleet.rotate('third');
    await wait(() => expect(clock.sleeping).toBeGreaterThan(0));
    clock.advance(60_000);
    await untilState(fleet, 'db-v2-a1', 'Succeeded');
    expect(fleet.deliveries(2)).toHaveLength(3);
    expect(fleet.delivered.at(-1)?.contents).toEqual({ 'db-password': 'third' });
    expect(fleet.rolloutState('db-v3-a1')).toBeUndefined();
  });
});

describe.each(['vault-secrets-operator#285', 'Reloader#1089'])('%s', (issue) => {
  test(`${issue}: a controller that starts anew sends nothing to anybody`, async () => {
    const fleet = await converged(ALL);
    const before = fleet.delivered.length;
    for (let times = 0; times < 3; times += 1) await fleet.restart();
    await waitOn(fleet, () => expect(fleet.rolloutState('db-v1-a1')).toBe('Succeeded'));
    expect(fleet.delivered).toHaveLength(before);
  });
});

test('Reloader#1228: two changes within one second are two versions, and none is lost', async () => {
  const fleet = await converged(ALL, new FakeClock());
  await fleet.rotate('second');
  await untilState(fleet, 'db-v2-a1', 'Succeeded');
  await fleet.rotate('third');
  await untilState(fleet, 'db-v3-a1', 'Succeeded');
  expect(fleet.delivered.at(-1)?.contents).toEqual({ 'db-password': 'third' });
});

test('system-upgrade-controller#77: at no moment are more hosts under way than there is room', async () => {
  const fleet = await converged({ ...ALL, maxUnavailable: 1 });
  let most = 0;
  fleet.ledger.onWrite(() => {
    const rows = fleet.ledger.states({}).filter(({ state }) => state === 'Dispatched');
    most = Math.max(most, rows.length);
  });
  await fleet.rotate('second');
  await untilState(fleet, 'db-v2-a1', 'Succeeded');
  expect(most).toBe(1);
});
