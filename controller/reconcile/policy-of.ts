/**
 * The policy that a HostCredential's rollouts follow: named, inline, or the default.
 * @module
 */
import type { RolloutChoice, RolloutPolicy } from '#src/api/credential.ts';
import type { Stored } from '#src/api/meta.ts';
import { parsePolicy } from '#src/rollout/parse-policy.ts';
import { DEFAULT_POLICY, withoutSteps, type EffectivePolicy } from '#src/rollout/policy.ts';
import type { Stop } from '#src/rollout/plan-types.ts';

export type PolicyInput = {
  readonly choice: RolloutChoice | undefined;
  readonly find: (name: string) => Stored<RolloutPolicy> | undefined;
};

export type PolicyChoice = {
  readonly policy: EffectivePolicy;
  /** Nothing starts under a policy that is not there or cannot be understood. */
  readonly blocked?: Stop;
};

export function policyOf({ choice, find }: PolicyInput): PolicyChoice {
  if (choice?.inline !== undefined) return parsed('rollout.inline', choice.inline);
  if (choice?.policyName === undefined) return { policy: DEFAULT_POLICY };
  const found = find(choice.policyName);
  const name = `RolloutPolicy ${choice.policyName}`;
  if (found !== undefined) return parsed(name, found.spec);
  return blocked('PolicyNotFound', `${name} does not exist: create it or name another`);
}

function parsed(name: string, spec: RolloutPolicy['spec']): PolicyChoice {
  const policy = parsePolicy(spec);
  if (policy.ok) return { policy: policy.value };
  return blocked('PolicyInvalid', `${name}: ${policy.problems.join('; ')}`);
}

function blocked(reason: string, message: string): PolicyChoice {
  const waitingFor = 'a valid policy';
  return { policy: DEFAULT_POLICY, blocked: { state: 'Planned', reason, message, waitingFor } };
}

/**
 * `noSteps`: a first version that was told to; `urgent`: a rollback or an emergency; `reckless`: one that overrides
 * budgets; `whoeverIsThere`: a removal, which hosts that are away get when they come back.
 */
export type Haste = 'none' | 'noSteps' | 'urgent' | 'reckless' | 'whoeverIsThere';

/**
 * Never skips budgets unless it was told to. What is urgent starts however few hosts are connected: the version that
 * it replaces may be why.
 */
export function policyFor({ policy, blocked: stop }: PolicyChoice, haste: Haste): PolicyChoice {
  return { policy: hastened(policy, haste), ...(stop === undefined ? {} : { blocked: stop }) };
}

function hastened(policy: EffectivePolicy, haste: Haste): EffectivePolicy {
  switch (haste) {
    case 'none':
      return policy;
    case 'noSteps':
      return withoutSteps(policy);
    case 'whoeverIsThere':
      return { ...policy, minConnectedPercent: 0 };
    case 'urgent':
      return { ...withoutSteps(policy), minConnectedPercent: 0 };
    case 'reckless':
      return { ...hastened(policy, 'urgent'), ...NO_BUDGETS };
  }
}

const NO_BUDGETS = { maxUnavailable: '100%', groupBudgets: [], maxFailures: '100%' } as const;
