/**
 * Going back for the whole fleet: by policy, by an abort, by a person; and versions that queue. On a real ledger.
 * @module
 */
import { expect, test } from 'vitest';
import { API_VERSION } from '#src/api/meta.ts';
import type { CredentialRolloutSpec } from '#src/api/rollout.ts';
import type { RolloutPolicySpec } from '#src/api/credential.ts';
import { NAMESPACE } from '#test/gen/objects.ts';
import { converged, type FakeFleet, patchRollout, untilState, wait } from './converged-fleet.ts';

const ALL_AT_ONCE: RolloutPolicySpec = {
  steps: [{ name: 'all', target: '100%' }],
  maxUnavailable: '100%',
  maxFailures: 0,
};

async function versions(fleet: FakeFleet) {
  const found = await fleet.objects.list('CredentialVersion');
  return found.toSorted((a, b) => a.spec.number - b.spec.number);
}

async function createRollout(
  fleet: FakeFleet,
  name: string,
  spec: Pick<CredentialRolloutSpec, 'versionName' | 'type'>,
): Promise<void> {
  await fleet.objects.create('CredentialRollout', {
    apiVersion: API_VERSION,
    kind: 'CredentialRollout',
    metadata: { namespace: NAMESPACE, name },
    spec: { hostCredentialName: 'db', ...spec },
  });
}

/** Hosts → what they were sent last. */
function held(fleet: FakeFleet): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    fleet.delivered.map(({ host, contents }) => [host, contents['db-password']]),
  );
}

const EVERYBODY_FIRST = { alpha: 'first', beta: 'first', gamma: 'first' };

test('a policy that goes back: the old content comes under a new number, the failed version stays rejected', async () => {
  const fleet = await converged({ ...ALL_AT_ONCE, onFailure: 'Rollback' });
  fleet.answer = ({ version, host }) => {
    return version === 2 && host === 'beta' ? 'RolledBack' : 'Healthy';
  };
  await fleet.rotate('second');
  await untilState(fleet, 'db-v2-a1-rollback', 'Succeeded');
  expect(fleet.rolloutState('db-v2-a1')).toBe('Failed');
  expect(held(fleet)).toEqual(EVERYBODY_FIRST);
  const [first, second, third, ...more] = await versions(fleet);
  expect(more).toEqual([]);
  expect(third?.spec).toMatchObject({
    number: 3,
    digest: first?.spec.digest,
    restores: { number: 1, rolloutName: 'db-v2-a1-rollback' },
  });
  const ref = { namespace: NAMESPACE, name: second?.metadata.name ?? '' };
  await wait(async () => {
    const status = (await fleet.objects.get('CredentialVersion', ref))?.status;
    expect(status?.state).toBe('Rejected');
  });
  // The source still says what failed: nobody tries it again until it says something else.
  await fleet.restart();
  await fleet.rotate('third');
  await untilState(fleet, 'db-v4-a1', 'Succeeded');
  expect(await versions(fleet)).toHaveLength(4);
  expect(held(fleet)).toEqual({ alpha: 'third', beta: 'third', gamma: 'third' });
});

test('a rollback that fails waits for a person, and does not go back from there', async () => {
  const fleet = await converged({ ...ALL_AT_ONCE, onFailure: 'Rollback' });
  fleet.answer = ({ version }) => (version === 1 ? 'Healthy' : 'Failed');
  await fleet.rotate('second');
  await untilState(fleet, 'db-v2-a1-rollback', 'Paused');
  expect(await versions(fleet)).toHaveLength(3);
});

const CANARY: RolloutPolicySpec = {
  ...ALL_AT_ONCE,
  steps: [
    { name: 'canary', target: 1, approval: 'Required' },
    { name: 'all', target: '100%' },
  ],
};

test('an abort takes back what hosts have got', async () => {
  const fleet = await converged(CANARY);
  await fleet.rotate('second');
  await untilState(fleet, 'db-v2-a1', 'Paused');
  await patchRollout(fleet, 'db-v2-a1', { desiredState: 'Aborted' });
  await untilState(fleet, 'db-v2-a1-rollback', 'Succeeded');
  expect(held(fleet)).toEqual(EVERYBODY_FIRST);
  expect(fleet.deliveries(2)).toHaveLength(1);
  // An aborted rollout never starts again by itself.
  await fleet.restart();
  await wait(() => expect(fleet.rolloutState('db-v2-a1')).toBe('Aborted'));
  expect(fleet.deliveries(2)).toHaveLength(1);
});

test('an abort that keeps leaves hosts as they are', async () => {
  const fleet = await converged(CANARY);
  await fleet.rotate('second');
  await untilState(fleet, 'db-v2-a1', 'Paused');
  await patchRollout(fleet, 'db-v2-a1', { desiredState: 'Aborted', abortAction: 'Keep' });
  await untilState(fleet, 'db-v2-a1', 'Aborted');
  await fleet.restart();
  expect(await versions(fleet)).toHaveLength(2);
  expect(fleet.rolloutState('db-v2-a1-rollback')).toBeUndefined();
});

test('a person goes back to a version by creating a rollout for it', async () => {
  const fleet = await converged(ALL_AT_ONCE);
  await fleet.rotate('second');
  await untilState(fleet, 'db-v2-a1', 'Succeeded');
  await createRollout(fleet, 'db-back', { versionName: 'db-v1', type: 'Rollback' });
  await untilState(fleet, 'db-back', 'Succeeded');
  expect(held(fleet)).toEqual(EVERYBODY_FIRST);
  const states = fleet.ledger.states({});
  expect(states.map((row) => row.runningVersion)).toEqual([3, 3, 3]);
});

test('a rollback to a version that is gone says so and sends nothing', async () => {
  const fleet = await converged(ALL_AT_ONCE);
  await createRollout(fleet, 'db-back', { versionName: 'db-v9', type: 'Rollback' });
  await wait(() => expect(JSON.stringify(fleet.warnings)).toContain('db-v9 is gone'));
  expect(await versions(fleet)).toHaveLength(1);
});

test('versions that queue: what is under way ends first, then the last of those that wait', async () => {
  const fleet = await converged({ ...CANARY, onNewVersion: 'Queue' });
  await fleet.rotate('second');
  await untilState(fleet, 'db-v2-a1', 'Paused');
  await fleet.rotate('third');
  await untilState(fleet, 'db-v3-a1', 'Planned');
  await fleet.rotate('fourth');
  await untilState(fleet, 'db-v4-a1', 'Planned');
  expect(fleet.rolloutState('db-v3-a1')).toBe('Superseded');
  expect(fleet.deliveries(3)).toEqual([]);
  await patchRollout(fleet, 'db-v2-a1', { approvals: [{ step: 'canary', user: 'ada' }] });
  await untilState(fleet, 'db-v2-a1', 'Succeeded');
  await untilState(fleet, 'db-v4-a1', 'Paused');
  expect(fleet.deliveries(4)).toHaveLength(1);
});
