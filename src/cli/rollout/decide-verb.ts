/**
 * What an operator's verb writes into a CredentialRollout, or why it cannot. Pure; `kubectl patch` of the same fields
 * does the same.
 * @module
 */
import type { CredentialRollout, CredentialRolloutSpec } from '#src/api/rollout.ts';

export type Verb =
  | { readonly kind: 'pause' | 'resume' }
  /** `full`: through all steps. */
  | { readonly kind: 'promote'; readonly full: boolean }
  /** Without `step`: the one that waits. */
  | {
      readonly kind: 'approve';
      readonly user: string;
      readonly step?: string;
      readonly comment?: string;
    }
  | { readonly kind: 'abort'; readonly keep: boolean };

export type VerbDecision =
  /** To be written one after the other. */
  | { readonly kind: 'write'; readonly specs: readonly Partial<CredentialRolloutSpec>[] }
  | { readonly kind: 'nothing'; readonly why: string }
  | { readonly kind: 'refuse'; readonly why: string };

const OVER: ReadonlySet<string> = new Set(['Succeeded', 'Failed', 'Aborted', 'Superseded']);

export function decideVerb(rollout: CredentialRollout, verb: Verb): VerbDecision {
  const { spec, status = {} } = rollout;
  if (spec.desiredState === 'Aborted' && verb.kind === 'abort') return nothing('it is aborted');
  const { state = 'Planned' } = status;
  if (!OVER.has(state)) return decide(rollout, verb);
  return refuse(`it is over (${state}): 'credfleet rollout retry' makes a new attempt`);
}

function decide(rollout: CredentialRollout, verb: Verb): VerbDecision {
  switch (verb.kind) {
    case 'pause':
      return pause(rollout.spec);
    case 'resume':
      return resume(rollout);
    case 'promote':
      return promote(rollout, verb.full);
    case 'approve':
      return approve(rollout, verb);
    case 'abort':
      return write({ desiredState: 'Aborted', abortAction: verb.keep ? 'Keep' : 'Rollback' });
  }
}

function pause({ desiredState }: CredentialRolloutSpec): VerbDecision {
  return desiredState === 'Paused' ? nothing('it is paused') : write({ desiredState: 'Paused' });
}

/** A pause that the controller made has its own way out; none of them is silently skipped. */
function resume({ spec, status }: CredentialRollout): VerbDecision {
  if (spec.desiredState === 'Paused') return write({ desiredState: 'Running' });
  if (status?.state !== 'Paused') return nothing('it is not paused');
  switch (reasonOfPause(status) ?? '') {
    case 'ProgressDeadlineExceeded':
      // Any change of the spec ends this pause; these two leave it as it was.
      return write({ desiredState: 'Paused' }, { desiredState: 'Running' });
    case 'AwaitingApproval':
      return refuse("it waits for an approval: 'credfleet rollout approve'");
    case 'ByPolicy':
      return refuse("the policy pauses it for a time: 'credfleet rollout promote' ends that");
    default:
      return refuse(`${status.waitingFor ?? 'it'} ends this pause: hosts have failed`);
  }
}

function reasonOfPause({ conditions }: NonNullable<CredentialRollout['status']>) {
  return conditions?.find(({ type }) => type === 'Paused')?.reason;
}

function promote({ spec, status }: CredentialRollout, full: boolean): VerbDecision {
  const steps = status?.steps ?? [];
  if (steps.length === 0) return refuse('it has not started: there is no step to end');
  const wanted = full ? steps.length : Math.min(steps.length, (status?.currentStep ?? 0) + 1);
  if ((spec.promotedStep ?? 0) >= wanted) return nothing('it is promoted already');
  return write({ promotedStep: wanted });
}

type Approve = Extract<Verb, { readonly kind: 'approve' }>;

function approve(rollout: CredentialRollout, verb: Approve): VerbDecision {
  const { steps = [], currentStep = 0 } = rollout.status ?? {};
  const names = steps.map(({ name }) => name);
  const step = verb.step ?? names[currentStep];
  if (step === undefined) return refuse('it has not started: name the step with --step');
  if (names.length > 0 && !names.includes(step)) {
    return refuse(`it has no step '${step}', only ${names.join(', ')}`);
  }
  return approveStep(rollout.spec, step, verb);
}

function approveStep(
  { approvals = [] }: CredentialRolloutSpec,
  step: string,
  { user, comment }: Approve,
): VerbDecision {
  if (approvals.some((approval) => approval.step === step && approval.user === user)) {
    return nothing(`${user} has approved step ${step}`);
  }
  const approval = { step, user, ...(comment === undefined ? {} : { comment }) };
  return write({ approvals: [...approvals, approval] });
}

function write(...specs: readonly Partial<CredentialRolloutSpec>[]): VerbDecision {
  return { kind: 'write', specs };
}

function nothing(why: string): VerbDecision {
  return { kind: 'nothing', why };
}

function refuse(why: string): VerbDecision {
  return { kind: 'refuse', why };
}
