/**
 * A host whose TPM is in lockout, in the eyes of rollouts: it waits, is no failure, and goes on by itself.
 * @module
 */
import { expect, test } from 'vitest';
import { findCondition } from '#src/api/conditions.ts';
import { NAMESPACE } from '#test/gen/objects.ts';
import { converged, type FakeFleet, untilState, wait } from './converged-fleet.ts';
import { FREE, LOCKED, tellTpm } from './tell-tpm.ts';

async function hostCondition(fleet: FakeFleet, name: string) {
  const host = await fleet.objects.get('Host', { name });
  return findCondition(host?.status?.conditions, 'TPMLockedOut');
}

const tpmEvents = (fleet: FakeFleet): readonly string[] =>
  fleet.ledger
    .events({ limit: 1_000 })
    .filter(({ type }) => type.startsWith('host.tpm.'))
    .map(({ type, subject }) => `${type} ${subject.host}`);

test('a rollout goes on without it; it catches up when the lockout is over', async () => {
  const fleet = await converged();
  await tellTpm(fleet, 'beta', LOCKED);
  await fleet.rotate('second');
  await untilState(fleet, 'db-v2-a1', 'Succeeded');
  expect(fleet.deliveries(2).toSorted()).toEqual(['alpha', 'gamma']);
  await wait(async () => {
    expect(await hostCondition(fleet, 'beta')).toMatchObject({ status: 'True' });
    const hcred = await fleet.objects.get('HostCredential', { namespace: NAMESPACE, name: 'db' });
    const { conditions, hosts } = hcred?.status ?? {};
    expect(findCondition(conditions, 'Converged')).toMatchObject({ reason: 'TPMLockedOut' });
    expect(hosts).toMatchObject({ failed: 0, pending: 1 });
    const ref = { namespace: NAMESPACE, name: 'db-v2-a1' };
    const rollout = await fleet.objects.get('CredentialRollout', ref);
    expect(rollout?.status?.waitingFor).toBe('beta: TPMLockedOut');
  });
  await tellTpm(fleet, 'beta', FREE);
  await wait(() => expect(fleet.deliveries(2)).toContain('beta'));
  await wait(async () => {
    expect(await hostCondition(fleet, 'beta')).toMatchObject({ status: 'False' });
    const hcred = await fleet.objects.get('HostCredential', { namespace: NAMESPACE, name: 'db' });
    expect(findCondition(hcred?.status?.conditions, 'Converged')).toMatchObject({ status: 'True' });
  });
  expect(tpmEvents(fleet)).toEqual(['host.tpm.lockedOut beta', 'host.tpm.recovered beta']);
});

test('what it refuses for its lockout is no failure: the rollout goes on, and it gets it when that is over', async () => {
  const fleet = await converged();
  const identity = fleet.ledger.identity(fleet.uid('beta'))!;
  // As the agent: it looks before it takes a push, tells what it found, and refuses.
  fleet.answer = ({ host, version }) => {
    const isLocked = fleet.brain.context.presence.get(fleet.uid(host))?.facts.tpm === LOCKED;
    if (host !== 'beta' || version !== 2 || isLocked || isOver) return 'Healthy';
    void tellTpm(fleet, 'beta', LOCKED).then(async () => {
      const { lastPushSeq: pushSeq = 0 } = fleet.ledger.identity(identity.hostUid) ?? {};
      const refusal = { pushSeq, code: 'TPM_LOCKED_OUT', message: 'locked out' } as const;
      await fleet.brain.hostEvents.refused(identity, refusal);
    });
    return 'Sealed';
  };
  let isOver = false;
  await fleet.rotate('second');
  await untilState(fleet, 'db-v2-a1', 'Succeeded');
  const row = fleet.ledger.states({ hostUid: identity.hostUid })[0];
  expect(row).toMatchObject({ state: 'Failed', code: 'TPM_LOCKED_OUT', runningVersion: 1 });
  expect(fleet.deliveries(2).filter((host) => host === 'beta')).toHaveLength(1);
  isOver = true;
  await tellTpm(fleet, 'beta', FREE);
  await wait(() => {
    const now = fleet.ledger.states({ hostUid: identity.hostUid })[0];
    expect(now).toMatchObject({ state: 'Healthy', runningVersion: 2 });
  });
});

test('what is sealed to the host key alone is not held', async () => {
  const fleet = await converged();
  const granted = await fleet.objects.get('HostAccessPolicy', { name: `all-${NAMESPACE}` });
  const weaker = { ...granted!.spec, minimumSealing: 'Host' as const };
  await fleet.objects.replace('HostAccessPolicy', { ...granted!, spec: weaker });
  const ref = { namespace: NAMESPACE, name: 'db' };
  const credential = await fleet.objects.get('HostCredential', ref);
  const spec = { ...credential!.spec, sealing: { key: 'Host' as const } };
  await tellTpm(fleet, 'beta', LOCKED);
  // Sealed otherwise it is another version.
  await fleet.objects.replace('HostCredential', { ...credential!, spec });
  await untilState(fleet, 'db-v2-a1', 'Succeeded');
  expect(fleet.deliveries(2).toSorted()).toEqual(['alpha', 'beta', 'gamma']);
});
