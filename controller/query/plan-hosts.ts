/**
 * The hosts of a plan in the order in which they are, or will be, sent to: the step that each belongs to, its state,
 * and why it waits. Pure.
 * @module
 */
import type { PlannedRollout } from '#controller/reconcile/decide.ts';
import { formatTime } from '#src/api/time.ts';
import type { Budgets } from '#src/rollout/budget.ts';
import { gateText } from '#src/rollout/release-gate.ts';
import { reasonOf } from '#src/errors/credfleet-error.ts';
import type { TargetHost } from '#src/rollout/next-step.ts';
import { isTerminal } from '#src/rollout/plan.ts';
import { budgetsOf } from '#src/rollout/plan-steps.ts';
import { tallyHosts, type Touched } from '#src/rollout/tally.ts';
import type { PlanHost } from '#src/wire/plan-messages.ts';

type Planned = PlannedRollout & {
  readonly next: ReadonlySet<string>;
  readonly budgets: Budgets;
  /** How many hosts have a place up to the end of each step. */
  readonly ends: readonly number[];
};

/** `catchUp`: hosts that get the stable version in the same pass. */
export function planHosts(
  planned: PlannedRollout,
  catchUp: readonly TargetHost[],
): readonly PlanHost[] {
  const { input, plan } = planned;
  const tally = tallyHosts(input);
  const next = new Set([...plan.dispatch, ...catchUp].map(({ hostUid }) => hostUid));
  let end = 0;
  const ends = plan.steps.map((step) => (end += step.planned));
  const whole = { ...planned, next, budgets: budgetsOf(input), ends };
  const { offline, held, frozen, passedOver, outdated } = tally;
  const away = [...offline, ...held, ...frozen, ...passedOver, ...outdated];
  return [
    ...tally.touched.map((touched, at) => touchedHost(whole, touched, at)),
    ...tally.deliverable.map((host, at) => waitingHost(whole, host, tally.touched.length + at)),
    ...away.map((host) => keptBack(whole, host)),
  ];
}

function touchedHost(planned: Planned, { host, step }: Touched, at: number): PlanHost {
  const { row } = step;
  const base = { host: host.host, step: stepName(planned, at), runningVersion: row.runningVersion };
  switch (step.kind) {
    case 'healthy':
      return { ...base, state: 'Healthy', why: '' };
    case 'staged':
      return { ...base, state: 'Staged', why: 'takes effect with its next boot' };
    case 'inFlight':
      return { ...base, state: 'UnderWay', why: `${row.state} since ${formatTime(row.sinceMs)}` };
    case 'failed':
    case 'skipped': {
      const reason = row.code === undefined ? row.state : reasonOf(row.code);
      const state = step.kind === 'failed' ? 'Failed' : 'Skipped';
      return { ...base, state, why: `${reason}: ${row.message}` };
    }
  }
}

function waitingHost(planned: Planned, host: TargetHost, at: number): PlanHost {
  const base = { ...baseOf(planned, host), step: stepName(planned, at) };
  if (planned.next.has(host.hostUid)) return { ...base, state: 'Next', why: '' };
  return { ...base, state: 'Waiting', why: whyNotNow(planned, host, at) };
}

/** What keeps back a host that could receive it. */
function whyNotNow(planned: Planned, host: TargetHost, at: number): string {
  const { plan } = planned;
  if (plan.ask.some(({ hostUid }) => hostUid === host.hostUid)) return host.gate?.message ?? '';
  const isRunning = plan.state === 'Progressing' || isTerminal(plan.state);
  if (!isRunning) return `${plan.state} (${plan.reason})`;
  return whyNotInStep(planned, at) ?? whyNoRoom(planned, host);
}

function whyNotInStep({ plan: { steps, stepsDone }, ends }: Planned, at: number) {
  const done = Math.min(stepsDone, steps.length - 1);
  return at < (ends[done] ?? 0) ? undefined : `comes after step ${steps[done]?.name ?? ''}`;
}

function whyNoRoom({ plan, input, budgets }: Planned, host: TargetHost): string {
  if (input.window.kind === 'closed') return 'no window of the policy is open';
  const full = budgets.blocks(host);
  if (full !== undefined) return `${full.who} is used up`;
  return isTerminal(plan.state) ? `the rollout is over (${plan.reason})` : plan.message;
}

/** It gives its place to the next one. */
function keptBack(planned: Planned, host: TargetHost): PlanHost {
  const base = { ...baseOf(planned, host), step: '' };
  // Catching up draws on what is so now, as the rollout does.
  if (planned.next.has(host.hostUid)) return { ...base, state: 'Next', why: '' };
  return { ...base, state: 'Waiting', why: whyKeptBack(host) };
}

function whyKeptBack({ connected, paused, frozen, gate, seal }: TargetHost): string {
  if (!connected) return 'not connected: it catches up when it comes';
  if (paused) return 'the host is paused';
  if (frozen !== undefined) return `freeze ${frozen.by}${untilText(frozen.untilMs)}`;
  if (gate?.kind !== 'refused' && seal?.isKnown === false) return 'its agent is too old: update it';
  return gate === undefined ? '' : gateText(gate);
}

function untilText(ms: number): string {
  return Number.isFinite(ms) ? ` until ${formatTime(ms)}` : '';
}

function baseOf({ input }: Planned, { hostUid, host }: TargetHost) {
  return { host, runningVersion: input.rows.get(hostUid)?.runningVersion ?? 0 };
}

function stepName({ ends, plan }: Planned, at: number): string {
  return plan.steps[ends.findIndex((end) => at < end)]?.name ?? '';
}
