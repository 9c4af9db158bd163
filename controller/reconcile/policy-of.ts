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

/** Rollbacks and emergencies skip steps, never budgets; so does a first version that was told to. */
export function policyFor(
  { policy, blocked: stop }: PolicyChoice,
  skipsSteps: boolean,
): PolicyChoice {
  const chosen = skipsSteps ? withoutSteps(policy) : policy;
  return { policy: chosen, ...(stop === undefined ? {} : { blocked: stop }) };
}
