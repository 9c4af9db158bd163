/**
 * The rollout policy with every default filled in, and what its counts and percentages mean for N
 * hosts: step targets round up, budgets round down.
 * @module
 */
import type { IntOrPercent, LabelSelector } from '#src/api/meta.ts';
import type { Window } from './window.ts';

export type PolicyStep = {
  readonly name: string;
  /** Cumulative. */
  readonly target: IntOrPercent;
  readonly hostSelector?: LabelSelector;
  readonly pauseMs: number;
  readonly approval: 'None' | 'Required';
  readonly maxFailures?: IntOrPercent;
};

/** A limit for each group of hosts that have the same values of these labels. */
export type GroupBudget = {
  readonly groupBy: readonly string[];
} & (
  | { readonly kind: 'maxUnavailable'; readonly limit: IntOrPercent }
  | { readonly kind: 'minAvailable'; readonly limit: IntOrPercent }
);

export type EffectivePolicy = {
  readonly steps: readonly PolicyStep[];
  readonly maxUnavailable: IntOrPercent;
  readonly groupBudgets: readonly GroupBudget[];
  readonly maxFailures: IntOrPercent;
  readonly minConnectedPercent: number;
  readonly minIntervalMs: number;
  readonly onFailure: 'Pause' | 'Rollback';
  /** Nothing moved for so long while something could have: paused. */
  readonly progressDeadlineMs: number;
  readonly onNewVersion: 'Supersede' | 'Queue';
  /** Hosts are sent to only in these; none = always. */
  readonly windows: readonly Window[];
};

/**
 * Without any policy: one step, one host at a time, and the first failure pauses (maxFailures 0); starts when
 * half of the hosts are connected. A RolloutPolicy or an inline one that leaves maxFailures out tolerates one.
 */
export const DEFAULT_POLICY: EffectivePolicy = {
  steps: [{ name: 'all', target: '100%', pauseMs: 0, approval: 'None' }],
  maxUnavailable: 1,
  groupBudgets: [],
  maxFailures: 0,
  minConnectedPercent: 50,
  minIntervalMs: 0,
  onFailure: 'Pause',
  progressDeadlineMs: 3_600_000,
  onNewVersion: 'Supersede',
  windows: [],
};

/** All hosts in one step: the budgets stay. */
export function withoutSteps(policy: EffectivePolicy): EffectivePolicy {
  return { ...policy, steps: DEFAULT_POLICY.steps };
}

/** Rounds up, at least 1, at most `of`. */
export function stepTarget(value: IntOrPercent, of: number): number {
  return Math.min(of, Math.max(1, Math.ceil(exactCount(value, of))));
}

/** Rounds down, at least 1: a budget that never lets anything move is not a budget. */
export function unavailableBudget(value: IntOrPercent, of: number): number {
  return Math.max(1, Math.floor(exactCount(value, of)));
}

/** Rounds up: what must stay up is never less than what was asked. */
export function availableBudget(value: IntOrPercent, of: number): number {
  return Math.ceil(exactCount(value, of));
}

/** Rounds down; 0 means that the first failure is one too many. */
export function failureBudget(value: IntOrPercent, of: number): number {
  return Math.floor(exactCount(value, of));
}

const PERCENT = /^(\d{1,3})%$/u;

/** Whether the value is a count or a percentage up to 100%. */
export function isCount(value: IntOrPercent): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0;
  const percent = PERCENT.exec(value)?.[1];
  return percent !== undefined && Number(percent) <= 100;
}

function exactCount(value: IntOrPercent, of: number): number {
  if (typeof value === 'number') return value;
  const percent = Number(PERCENT.exec(value)?.[1]);
  // Multiply first: 0.07 * 100 is not 7 in binary.
  return (percent * of) / 100;
}
