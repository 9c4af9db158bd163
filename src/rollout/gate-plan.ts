/**
 * Parts what a plan would send from what has to be asked for a quote first. A host that is asked keeps its turn and
 * its place in the budgets until it answered; one that was refused is passed over, like a paused one. Pure.
 * @module
 */
import type { RolloutState } from '#src/api/rollout.ts';
import type { TargetHost } from './next-step.ts';
import type { PlanInput, RolloutPlan } from './plan-types.ts';
import { names } from './plan-steps.ts';
import { gateText } from './release-gate.ts';
import { tallyHosts } from './tally.ts';

export type GatedPlan = RolloutPlan & {
  /** To be asked before they are sent anything. */
  readonly ask: readonly TargetHost[];
  /** Refused: they get it once their TPM shows what is accepted, or can be used again. */
  readonly passedOver: readonly TargetHost[];
};

/** In which nothing else explains why a host does not have it. */
const TOLD: ReadonlySet<RolloutState> = new Set<RolloutState>([
  'Planned',
  'Progressing',
  'Succeeded',
]);

export function gatePlan(input: PlanInput, plan: RolloutPlan): GatedPlan {
  const { send: dispatch, ask } = partByGate(plan.dispatch);
  const passedOver = [...(input.tally ?? tallyHosts(input)).passedOver];
  const isAsking = ask.length > 0 && dispatch.length === 0;
  const told = TOLD.has(plan.state) ? passedOverText(passedOver) : undefined;
  return {
    ...plan,
    ...(isAsking ? askingVerdict(ask) : {}),
    ...(plan.state === 'Planned' && told !== undefined
      ? { message: `${plan.message}; ${told}` }
      : {}),
    ...waitingFor(plan.waitingFor, isAsking ? ask : [], told),
    dispatch,
    ask,
    passedOver,
  };
}

export function partByGate(hosts: readonly TargetHost[]): {
  readonly send: readonly TargetHost[];
  readonly ask: readonly TargetHost[];
} {
  return {
    send: hosts.filter(({ gate }) => gate === undefined),
    ask: hosts.filter(({ gate }) => gate !== undefined),
  };
}

function askingVerdict(ask: readonly TargetHost[]): Pick<RolloutPlan, 'reason' | 'message'> {
  const [first] = ask;
  const message = `${names(ask)}: ${first?.gate?.message ?? ''}`;
  return { reason: 'AttestationPending', message };
}

function waitingFor(
  other: string | undefined,
  ask: readonly TargetHost[],
  told: string | undefined,
): Pick<RolloutPlan, 'waitingFor'> {
  const asked = ask.length === 0 ? other : `attestation of ${names(ask)}`;
  const parts = [asked, told].filter((part) => part !== undefined);
  return parts.length === 0 ? {} : { waitingFor: parts.join('; ') };
}

/** "web-1 and 2 more: AttestationMismatch PCR 7". */
export function passedOverText(hosts: readonly TargetHost[]): string | undefined {
  const [first] = hosts;
  if (first?.gate === undefined) return undefined;
  return `${names(hosts)}: ${gateText(first.gate)}`;
}
