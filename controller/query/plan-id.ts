/**
 * The name of a plan: what it was made from, hashed. The same policy, hosts in the same order and version have the
 * same name, however far the plan has come; whoever agreed to it can ask whether it still holds.
 * @module
 */
import { createHash } from 'node:crypto';
import type { PlannedRollout } from '#controller/reconcile/decide.ts';
import type { Situation } from '#controller/reconcile/gather.ts';

const SHOWN = 16;

export function planIdOf(situation: Situation, current: PlannedRollout | undefined): string {
  const { uid } = situation.credential.metadata;
  const from = current === undefined ? nextPlan(situation) : rolloutPlan(current);
  const hash = createHash('sha256').update(JSON.stringify([uid, from]));
  return `plan-${hash.digest('hex').slice(0, SHOWN)}`;
}

/** What the next rollout would be made from. */
function nextPlan({ policy, targeting }: Situation) {
  return { policy: policy.policy, hosts: targeting.hosts.map(({ hostUid }) => hostUid) };
}

function rolloutPlan({ rollout: { object, version, policy, hosts } }: PlannedRollout) {
  const { type, urgency = 'Normal' } = object.spec;
  return {
    rollout: object.metadata.uid,
    type,
    urgency,
    version: [version.metadata.uid, version.spec.number, version.spec.digest],
    policy,
    hosts: hosts.map(({ hostUid }) => hostUid),
  };
}
