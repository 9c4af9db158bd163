/**
 * From a policy as people write it to one with every default filled in. Refuses what cannot be counted or understood:
 * the schemas refuse it first, but not inside `rollout.inline`, and no schema knows the time zones.
 * @module
 */
import type { RolloutPolicySpec, RolloutStep } from '#src/api/credential.ts';
import type { IntOrPercent } from '#src/api/meta.ts';
import type { Parsed } from '#src/errors/parsed.ts';
import { type EffectivePolicy, type GroupBudget, isCount, type PolicyStep } from './policy.ts';
import { parseWindow, type Window } from './window.ts';

const SPEC_DEFAULTS = {
  maxUnavailable: 1,
  maxFailures: 1,
  minConnectedPercent: 80,
  minIntervalSeconds: 0,
  progressDeadlineSeconds: 3600,
} as const;

export function parsePolicy(given: RolloutPolicySpec): Parsed<EffectivePolicy> {
  const problems: string[] = [];
  const spec = { ...SPEC_DEFAULTS, ...given };
  const value: EffectivePolicy = {
    steps: parseSteps(spec, problems),
    maxUnavailable: counted(spec.maxUnavailable, 'maxUnavailable', problems),
    groupBudgets: parseBudgets(spec, problems),
    maxFailures: counted(spec.maxFailures, 'maxFailures', problems),
    minConnectedPercent: spec.minConnectedPercent,
    minIntervalMs: spec.minIntervalSeconds * 1000,
    onFailure: spec.onFailure ?? 'Pause',
    progressDeadlineMs: spec.progressDeadlineSeconds * 1000,
    onNewVersion: spec.onNewVersion ?? 'Supersede',
    windows: parseWindows(spec, problems),
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value };
}

function parseSteps({ steps }: RolloutPolicySpec, problems: string[]): readonly PolicyStep[] {
  if (!Array.isArray(steps) || steps.length === 0) {
    problems.push('steps: name at least one, the last with target "100%"');
    return [];
  }
  const parsed = (steps as readonly RolloutStep[]).map((step) => parseStep(step, problems));
  if (parsed.at(-1)?.target !== '100%') problems.push('steps: the last must have target "100%"');
  return parsed;
}

function parseStep(step: RolloutStep, problems: string[]): PolicyStep {
  const where = `steps[${step.name}]`;
  return {
    name: step.name,
    target: counted(step.target, `${where}.target`, problems),
    ...(step.hostSelector === undefined ? {} : { hostSelector: step.hostSelector }),
    pauseMs: (step.pauseSeconds ?? 0) * 1000,
    approval: step.approval ?? 'None',
    ...(step.maxFailures === undefined
      ? {}
      : { maxFailures: counted(step.maxFailures, `${where}.maxFailures`, problems) }),
  };
}

function parseBudgets(
  { disruptionBudgets = [] }: RolloutPolicySpec,
  problems: string[],
): readonly GroupBudget[] {
  return disruptionBudgets.flatMap((budget, index): readonly GroupBudget[] => {
    const { groupBy, maxUnavailable, minAvailable } = budget;
    const where = `disruptionBudgets[${index}]`;
    if (groupBy.length === 0) problems.push(`${where}.groupBy: name a label`);
    if (maxUnavailable !== undefined && minAvailable === undefined) {
      const limit = counted(maxUnavailable, `${where}.maxUnavailable`, problems);
      return [{ groupBy, kind: 'maxUnavailable', limit }];
    }
    if (minAvailable !== undefined && maxUnavailable === undefined) {
      const limit = counted(minAvailable, `${where}.minAvailable`, problems);
      return [{ groupBy, kind: 'minAvailable', limit }];
    }
    problems.push(`${where}: exactly one of maxUnavailable or minAvailable`);
    return [];
  });
}

function parseWindows({ windows = [] }: RolloutPolicySpec, problems: string[]): readonly Window[] {
  return windows.flatMap((spec, index) => {
    const window = parseWindow(spec);
    if (typeof window !== 'string') return [window];
    problems.push(`windows[${index}].${window}`);
    return [];
  });
}

function counted(value: IntOrPercent | undefined, where: string, problems: string[]): IntOrPercent {
  if (value !== undefined && isCount(value)) return value;
  problems.push(`${where}: a count or a percentage such as "10%"`);
  return 0;
}
