/**
 * The rollout policy with every default filled in, and what its counts and percentages mean for N
 * hosts: step targets round up, budgets round down.
 * @module
 */
import type { RolloutPolicySpec } from '#src/api/credential.ts';
import type { IntOrPercent, LabelSelector } from '#src/api/meta.ts';
import type { Parsed } from '#src/errors/parsed.ts';

export type PolicyStep = {
  readonly name: string;
  /** Cumulative. */
  readonly target: IntOrPercent;
  readonly hostSelector?: LabelSelector;
  readonly pauseMs: number;
  readonly approval: 'None' | 'Required';
  readonly maxFailures?: IntOrPercent;
};

export type EffectivePolicy = {
  readonly steps: readonly PolicyStep[];
  readonly maxUnavailable: IntOrPercent;
  readonly maxFailures: IntOrPercent;
  readonly minConnectedPercent: number;
  readonly minIntervalMs: number;
};

/**
 * Without any policy: one step, one host at a time, and the first failure pauses (maxFailures 0); starts when
 * half of the hosts are connected. A RolloutPolicy or an inline one that leaves maxFailures out tolerates one.
 */
export const DEFAULT_POLICY: EffectivePolicy = {
  steps: [{ name: 'all', target: '100%', pauseMs: 0, approval: 'None' }],
  maxUnavailable: 1,
  maxFailures: 0,
  minConnectedPercent: 50,
  minIntervalMs: 0,
};

const SPEC_DEFAULTS = {
  maxUnavailable: 1,
  maxFailures: 1,
  minConnectedPercent: 80,
  minIntervalSeconds: 0,
} as const;

/** Refuses what cannot be counted; the schemas refuse it first, but not inside `rollout.inline`. */
export function parsePolicy(spec: RolloutPolicySpec): Parsed<EffectivePolicy> {
  const problems = policyProblems(spec);
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: {
      steps: spec.steps.map((step) => ({
        name: step.name,
        target: step.target,
        ...(step.hostSelector === undefined ? {} : { hostSelector: step.hostSelector }),
        pauseMs: (step.pauseSeconds ?? 0) * 1000,
        approval: step.approval ?? 'None',
        ...(step.maxFailures === undefined ? {} : { maxFailures: step.maxFailures }),
      })),
      maxUnavailable: spec.maxUnavailable ?? SPEC_DEFAULTS.maxUnavailable,
      maxFailures: spec.maxFailures ?? SPEC_DEFAULTS.maxFailures,
      minConnectedPercent: spec.minConnectedPercent ?? SPEC_DEFAULTS.minConnectedPercent,
      minIntervalMs: (spec.minIntervalSeconds ?? SPEC_DEFAULTS.minIntervalSeconds) * 1000,
    },
  };
}

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

/** Rounds down; 0 means that the first failure is one too many. */
export function failureBudget(value: IntOrPercent, of: number): number {
  return Math.floor(exactCount(value, of));
}

const PERCENT = /^(\d{1,3})%$/u;

function exactCount(value: IntOrPercent, of: number): number {
  if (typeof value === 'number') return value;
  const percent = Number(PERCENT.exec(value)?.[1]);
  // Multiply first: 0.07 * 100 is not 7 in binary.
  return (percent * of) / 100;
}

function isCount(value: IntOrPercent | undefined): boolean {
  if (value === undefined) return true;
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0;
  const percent = PERCENT.exec(value)?.[1];
  return percent !== undefined && Number(percent) <= 100;
}

function policyProblems(spec: RolloutPolicySpec): string[] {
  if (!Array.isArray(spec.steps) || spec.steps.length === 0) {
    return ['steps: name at least one, the last with target "100%"'];
  }
  const problems = spec.steps
    .filter((step) => step.target === undefined || !isCount(step.target))
    .map((step) => `steps[${step.name}].target: a count or a percentage such as "10%"`);
  if (spec.steps.at(-1)?.target !== '100%')
    problems.push('steps: the last must have target "100%"');
  for (const step of spec.steps) {
    if (!isCount(step.maxFailures)) problems.push(`steps[${step.name}].maxFailures: not a count`);
  }
  if (!isCount(spec.maxUnavailable)) problems.push('maxUnavailable: not a count or percentage');
  if (!isCount(spec.maxFailures)) problems.push('maxFailures: not a count or percentage');
  return problems;
}
