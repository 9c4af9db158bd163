/**
 * The status of a CredentialRollout: the plan, as people and `kubectl wait` read it.
 * @module
 */
import type { PlannedRollout } from '#controller/reconcile/decide.ts';
import type { GatheredRollout } from '#controller/reconcile/gather-rollouts.ts';
import type { RolloutPolicySpec } from '#src/api/credential.ts';
import type { CredentialRolloutStatus, RolloutState } from '#src/api/rollout.ts';
import { formatTime } from '#src/api/time.ts';
import { isTerminal } from '#src/rollout/plan.ts';
import type { RolloutPlan, StepProgress } from '#src/rollout/plan-types.ts';
import type { EffectivePolicy, GroupBudget, PolicyStep } from '#src/rollout/policy.ts';
import { windowSpec } from '#src/rollout/window.ts';
import { no, sayConditions, yes, type Said } from './condition-text.ts';

const FAILURES_SHOWN = 20;

export function rolloutStatus(
  { rollout, plan }: PlannedRollout,
  nowMs: number,
): CredentialRolloutStatus {
  const { object, record, frozen } = rollout;
  const { generation = 1 } = object.metadata;
  const { nextActionTime: _next, waitingFor: _waiting, ...told } = object.status ?? {};
  // Its hosts have moved on: what it came to was told while it ran.
  const isOld = rollout.isSuperseded && object.status !== undefined;
  return {
    ...told,
    ...(isOld ? {} : progressOf(rollout, plan)),
    observedGeneration: generation,
    state: plan.state,
    ...(plan.waitingFor === undefined ? {} : { waitingFor: plan.waitingFor }),
    ...time('nextActionTime', plan.nextActionMs),
    ...time('startTime', record?.startedAtMs),
    ...time('endTime', record?.endedAtMs),
    conditions: sayConditions(object.status?.conditions, conditions(plan, frozen !== undefined), {
      generation,
      nowMs,
    }),
  };
}

function progressOf({ frozen, policy }: GatheredRollout, plan: RolloutPlan) {
  return {
    ...(frozen === undefined
      ? {}
      : { policySnapshot: snapshot(policy), plannedHosts: frozen.hostUids.length }),
    currentStep: Math.min(plan.stepsDone, policy.steps.length - 1),
    steps: plan.steps.map(stepStatus),
    hosts: plan.hosts,
    failures: plan.failures.slice(0, FAILURES_SHOWN),
    stepDisplay: stepDisplay(plan, policy),
    updatedDisplay: `${plan.hosts.updated}/${plan.hosts.total}`,
  } satisfies CredentialRolloutStatus;
}

function conditions(plan: RolloutPlan, isPlanned: boolean): readonly Said[] {
  const { state, reason, message } = plan;
  const isState = (type: RolloutState) =>
    state === type ? yes(type, reason, message) : no(type, reason, message);
  return [
    isPlanned ? yes('Planned', 'Planned') : no('Planned', reason, message),
    isState('Progressing'),
    isState('Paused'),
    isState('Succeeded'),
  ];
}

function stepStatus({ startMs, endMs, ...counts }: StepProgress) {
  return { ...counts, ...time('startTime', startMs), ...time('endTime', endMs) };
}

function time<Name extends string>(
  name: Name,
  ms: number | undefined,
): Partial<Record<Name, string>> {
  return ms === undefined ? {} : ({ [name]: formatTime(ms) } as Partial<Record<Name, string>>);
}

function stepDisplay(plan: RolloutPlan, { steps }: EffectivePolicy): string {
  const index = Math.min(plan.stepsDone, steps.length - 1);
  const isOver = isTerminal(plan.state) && plan.stepsDone >= steps.length;
  return `${isOver ? steps.length : index + 1}/${steps.length} ${steps[index]?.name ?? ''}`;
}

function snapshot(policy: EffectivePolicy): RolloutPolicySpec {
  return {
    steps: policy.steps.map(snapshotStep),
    maxUnavailable: policy.maxUnavailable,
    ...some('disruptionBudgets', policy.groupBudgets.map(snapshotBudget)),
    maxFailures: policy.maxFailures,
    onFailure: policy.onFailure,
    minConnectedPercent: policy.minConnectedPercent,
    progressDeadlineSeconds: policy.progressDeadlineMs / 1000,
    onNewVersion: policy.onNewVersion,
    minIntervalSeconds: policy.minIntervalMs / 1000,
    ...some('windows', policy.windows.map(windowSpec)),
  };
}

function some<Name extends string, T>(
  name: Name,
  values: readonly T[],
): Partial<Record<Name, readonly T[]>> {
  return values.length === 0 ? {} : ({ [name]: values } as Partial<Record<Name, readonly T[]>>);
}

function snapshotBudget({ groupBy, kind, limit }: GroupBudget) {
  return kind === 'maxUnavailable'
    ? { groupBy, maxUnavailable: limit }
    : { groupBy, minAvailable: limit };
}

function snapshotStep(step: PolicyStep): RolloutPolicySpec['steps'][number] {
  const { name, target, hostSelector, pauseMs, approval, maxFailures } = step;
  return {
    name,
    target,
    ...(hostSelector === undefined ? {} : { hostSelector }),
    ...(pauseMs === 0 ? {} : { pauseSeconds: pauseMs / 1000 }),
    ...(approval === 'None' ? {} : { approval }),
    ...(maxFailures === undefined ? {} : { maxFailures }),
  };
}
