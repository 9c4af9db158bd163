/**
 * What the controller would do now and next with a HostCredential, and why each host waits. Shows the decision that
 * the reconciler would carry out, made by the same functions from the same situation. Pure.
 * @module
 */
import type { Decision, PlannedRollout } from '#controller/reconcile/decide.ts';
import type { Situation } from '#controller/reconcile/gather.ts';
import { frozenBy } from '#src/rollout/freeze.ts';
import type { TargetHost } from '#src/rollout/next-step.ts';
import { budgetsOf } from '#src/rollout/plan-steps.ts';
import type { PolicyStep } from '#src/rollout/policy.ts';
import type { PlanFreeze, PlanHead, PlanHost } from '#src/wire/plan-messages.ts';
import { planHosts } from './plan-hosts.ts';
import { planIdOf } from './plan-id.ts';

export type PlanAnswer = { readonly head: PlanHead; readonly hosts: readonly PlanHost[] };

export function planAnswer(situation: Situation, decision: Decision): PlanAnswer {
  const current = decision.rollouts.at(-1);
  const planId = planIdOf(situation, current);
  if (current === undefined) return { head: { ...NO_ROLLOUT, planId }, hosts: [] };
  const { rollout, plan, input } = current;
  const { object, version } = rollout;
  const { window } = input;
  const head: PlanHead = {
    planId,
    rollout: object.metadata.name,
    type: object.spec.type,
    version: version.spec.number,
    stableVersion: situation.stable?.version.spec.number ?? 0,
    state: plan.state,
    reason: plan.reason,
    message: plan.message,
    waitingFor: plan.waitingFor ?? '',
    nextActionMs: finite(plan.nextActionMs),
    steps: plan.steps.map(({ name, planned, healthy, failed }, at) => {
      const isLast = at === plan.steps.length - 1;
      return { name, planned, healthy, failed, gate: isLast ? '' : gateOf(input.policy.steps[at]) };
    }),
    budgets: budgetsOf(input).accounts(),
    freezes: freezesIn(situation, current),
    isWindowOpen: window.kind === 'open',
    windowChangesMs: finite(window.kind === 'open' ? window.closesMs : window.opensMs),
  };
  return { head, hosts: planHosts(current, decision.catchUp) };
}

const NO_ROLLOUT: Omit<PlanHead, 'planId'> = {
  rollout: '',
  type: '',
  version: 0,
  stableVersion: 0,
  state: '',
  reason: 'NoRollout',
  message: 'there is no version to bring',
  waitingFor: 'a version',
  nextActionMs: 0,
  steps: [],
  budgets: [],
  freezes: [],
  isWindowOpen: true,
  windowChangesMs: 0,
};

function finite(ms = 0): number {
  return Number.isFinite(ms) ? ms : 0;
}

function gateOf(step: PolicyStep | undefined): string {
  const parts = [
    ...(step?.approval === 'Required' ? ['approval'] : []),
    ...(step === undefined || step.pauseMs === 0 ? [] : [`pause of ${step.pauseMs / 1000} s`]),
  ];
  return parts.join(', ');
}

/** An emergency waits for none. */
function freezesIn({ freezes }: Situation, { rollout }: PlannedRollout): readonly PlanFreeze[] {
  if (rollout.object.spec.urgency === 'Emergency') return [];
  return freezes.map((freeze) => {
    const { name, fromMs, untilMs } = freeze;
    // While it lasts.
    const isHit = ({ labels }: TargetHost) => frozenBy([freeze], labels, fromMs) !== undefined;
    return { name, fromMs, untilMs: finite(untilMs), hosts: rollout.hosts.filter(isHit).length };
  });
}
