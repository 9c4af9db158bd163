/**
 * Why a rollout keeps a version from a host, with the command that tells more or ends it: freezes, windows, budgets,
 * steps, and what a person has to say. Reads the decision that the reconciler would carry out.
 * @module
 */
import type { Decision, PlannedRollout } from '#controller/reconcile/decide.ts';
import type { Situation } from '#controller/reconcile/gather.ts';
import { formatTime } from '#src/api/time.ts';
import { hasFailed, isInFlight } from '#src/rollout/disruption.ts';
import { frozenBy } from '#src/rollout/freeze.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import { asksHost } from '#src/rollout/reseal.ts';
import { planHosts } from './plan-hosts.ts';

export type Cause = { readonly cause: string; readonly next: readonly string[] };
export type RolloutKnown = {
  readonly situation: Situation;
  readonly decision: Decision;
  readonly host: { readonly metadata: { readonly uid: string; readonly name: string } };
  readonly labels: Readonly<Record<string, string>>;
  readonly row: HostCredentialState | undefined;
};

export function frozen({ situation, decision, labels }: RolloutKnown): Cause | undefined {
  if (decision.rollouts.at(-1)?.rollout.object.spec.urgency === 'Emergency') return undefined;
  const freeze = frozenBy(situation.freezes, labels, situation.nowMs);
  if (freeze === undefined) return undefined;
  const { name, untilMs, spec } = freeze;
  const until = Number.isFinite(untilMs) ? ` until ${formatTime(untilMs)}` : '';
  return {
    cause: `Frozen: ChangeFreeze ${name} keeps changes from it${until}: ${spec.reason}`,
    next: [`kubectl get changefreeze ${name} -o yaml`, `credfleet unfreeze ${name}`],
  };
}

/** A person, another rollout, a policy or hosts that are away have to move first. */
export function rolloutHolds({ situation, decision }: RolloutKnown): Cause | undefined {
  const current = decision.rollouts.at(-1);
  if (current === undefined) return undefined;
  const { plan, rollout } = current;
  if (plan.state === 'Progressing' || plan.state === 'Succeeded') return undefined;
  const { namespace = '', name } = rollout.object.metadata;
  const describe = `kubectl -n ${namespace} describe credentialrollout ${name}`;
  const next = (NEXT[plan.reason] ?? []).map((command) => commandFor(command, situation));
  return {
    cause: `rollout ${name} is ${plan.state} (${plan.reason}): ${plan.message}`,
    next: [...next, describe],
  };
}

/** By the reason of the verdict. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  AwaitingApproval: ['credfleet rollout approve'],
  ByUser: ['credfleet rollout resume'],
  ByPolicy: ['credfleet rollout promote'],
  ProgressDeadlineExceeded: ['credfleet plan', 'credfleet rollout resume'],
  FailureBudgetExceeded: ['credfleet rollout retry', 'credfleet rollout rollback'],
  Queued: ['credfleet plan'],
  TooFewConnected: ['credfleet plan'],
  NoHosts: ['credfleet plan'],
  Aborted: ['credfleet rollout retry'],
  RolledBack: ['credfleet rollout retry'],
};

function commandFor(command: string, { credential }: Situation): string {
  const { namespace = '', name } = credential.metadata;
  return `${command} ${namespace}/${name}`;
}

/** It runs the version; who asked for another seal of it, and what that waits for. */
export function olderSeal({ situation, decision, host }: RolloutKnown): Cause | undefined {
  const { uid, name } = host.metadata;
  const behind = decision.olderSeals.find(({ hostUid }) => hostUid === uid);
  if (behind === undefined) return undefined;
  const asking = situation.reseals.findLast(({ object }) => asksHost(object, behind))?.object;
  const since = `its seal is older than rollout ${asking?.metadata.name ?? ''} asks for`;
  if (!behind.connected || situation.knowsReseal(uid)) {
    return { cause: since, next: [commandFor('credfleet plan', situation)] };
  }
  const next = [`kubectl get host ${name} -o jsonpath='{.status.agentVersion}'`];
  return { cause: `${since}, and its agent is too old for that: update it`, next };
}

export function goingBack({ situation, decision }: RolloutKnown): Cause | undefined {
  const current = decision.rollouts.at(-1);
  const restores = current?.rollout.version.spec.restores;
  if (restores === undefined || current?.plan.state === 'Succeeded') return undefined;
  const { name } = current?.rollout.object.metadata ?? {};
  return {
    cause: `the fleet is going back: rollout ${name} brings the content of version ${restores.number} back`,
    next: [commandFor('credfleet plan', situation)],
  };
}

/** Where it stands in a rollout that moves, or in catching up. */
export function itsTurn(known: RolloutKnown): Cause | undefined {
  const { row } = known;
  if (row !== undefined && isInFlight(row)) {
    const since = formatTime(row.sinceMs);
    return { cause: `version ${row.targetVersion} is ${row.state} since ${since}`, next: [] };
  }
  // A failure says more than the turn that comes after it.
  if (row !== undefined && hasFailed(row)) return undefined;
  return turnOf(known);
}

function turnOf({ decision, situation, host }: RolloutKnown): Cause | undefined {
  const current = decision.rollouts.at(-1);
  if (current === undefined || !isMoving(current)) return undefined;
  const planned = planHosts(current, decision.catchUp).find(
    (one) => one.host === host.metadata.name,
  );
  if (planned === undefined) return undefined;
  const next = [commandFor('credfleet plan', situation)];
  if (planned.state === 'Next') return { cause: 'it is sent to next', next };
  if (planned.state !== 'Waiting' || planned.step === '') return undefined;
  return { cause: `its turn has not come: ${whyOf(current, planned.why)}`, next };
}

function isMoving({ plan }: PlannedRollout): boolean {
  return plan.state === 'Progressing' || plan.state === 'Succeeded';
}

function whyOf({ input: { window } }: PlannedRollout, why: string): string {
  if (window.kind === 'open' || !Number.isFinite(window.opensMs)) return why;
  return `${why}; the next opens at ${formatTime(window.opensMs)}`;
}
