/**
 * From a situation to what shall happen: who is lost, what each rollout does, who catches up. Pure: the
 * reconciler carries it out, the status writer only shows it.
 * @module
 */
import { planCatchUp } from '#src/rollout/catch-up.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import { findLostContact, type LostContact } from '#src/rollout/lost-contact.ts';
import type { TargetHost } from '#src/rollout/next-step.ts';
import { planRollout } from '#src/rollout/plan.ts';
import type { RolloutPlan, RolloutView } from '#src/rollout/plan-types.ts';
import { unavailableBudget } from '#src/rollout/policy.ts';
import type { GatheredRollout, Situation } from './gather.ts';
import { healthMs } from './intent-defaults.ts';

export type PlannedRollout = { readonly rollout: GatheredRollout; readonly plan: RolloutPlan };

export type Decision = {
  readonly lost: LostContact;
  /** Oldest first, as gathered. */
  readonly rollouts: readonly PlannedRollout[];
  readonly catchUp: readonly TargetHost[];
  /** When to decide again although nothing changed. */
  readonly againAtMs?: number;
};

export function decide(situation: Situation): Decision {
  const lost = findLost(situation);
  const rows = new Map(situation.rows);
  for (const row of lost.states) rows.set(row.hostUid, row);

  const rollouts = situation.rollouts.map((rollout) => ({
    rollout,
    plan: planOne(rollout, situation, rows),
  }));
  const catchUp = catchUpHosts(situation, rows, rollouts);
  const times = [lost.nextMs, ...rollouts.map(({ plan }) => plan.nextActionMs)];
  const next = times.filter((ms) => ms !== undefined);
  return {
    lost,
    rollouts,
    catchUp,
    ...(next.length === 0 ? {} : { againAtMs: Math.min(...next) }),
  };
}

function findLost({ credential, rows, targeting, nowMs }: Situation): LostContact {
  const connected = new Set(
    targeting.hosts.filter((host) => host.connected).map((host) => host.hostUid),
  );
  // Nothing was sent to a host that was paused meanwhile: it owes no answer.
  const held = new Set(targeting.hosts.filter((host) => host.paused).map((host) => host.hostUid));
  const health = healthMs(credential.spec.health);
  return findLostContact({
    rows: [...rows.values()].filter((row) => row.pushSeq > 0 || !held.has(row.hostUid)),
    isConnected: (hostUid) => connected.has(hostUid),
    deadlineMs: health.deadlineMs,
    quietMs: health.minHealthyMs + (credential.spec.activation?.coalesceSeconds ?? 0) * 1000,
    nowMs,
  });
}

function planOne(
  rollout: GatheredRollout,
  situation: Situation,
  rows: ReadonlyMap<string, HostCredentialState>,
): RolloutPlan {
  return planRollout({
    rollout: viewOf(rollout),
    record: rollout.record,
    policy: rollout.policy,
    hosts: rollout.hosts,
    rows,
    disruptedElsewhere: situation.disruptedElsewhere,
    nowMs: situation.nowMs,
    settledAtMs: situation.settledAtMs,
    ...(rollout.blocked === undefined ? {} : { blocked: rollout.blocked }),
  });
}

function viewOf({ object, version, isSuperseded }: GatheredRollout): RolloutView {
  const { spec, metadata } = object;
  return {
    uid: metadata.uid,
    version: version.spec.number,
    desiredState: spec.desiredState ?? 'Running',
    promotedStep: spec.promotedStep ?? 0,
    approvedSteps: new Set(spec.approvals?.map((approval) => approval.step)),
    isSuperseded,
  };
}

/** The budget is that of the rollout under way; both draw on the same hosts. */
function catchUpHosts(
  { stable, targeting, disruptedElsewhere, policy }: Situation,
  rows: ReadonlyMap<string, HostCredentialState>,
  rollouts: readonly PlannedRollout[],
): readonly TargetHost[] {
  if (stable === undefined) return [];
  const current = rollouts.at(-1);
  const { maxUnavailable } = current?.rollout.policy ?? policy.policy;
  const dispatched = rollouts.flatMap(({ plan }) => plan.dispatch.map((host) => host.hostUid));
  const here = new Set(targeting.hosts.map((host) => host.hostUid));
  const elsewhere = [...disruptedElsewhere].filter((uid) => here.has(uid));
  return planCatchUp({
    stableVersion: stable.version.spec.number,
    hosts: targeting.hosts,
    rows: new Map([...rows].filter(([uid]) => here.has(uid))),
    taken: new Set(dispatched),
    disruptedElsewhere: new Set(elsewhere),
    budget: unavailableBudget(maxUnavailable, targeting.hosts.length),
  });
}
