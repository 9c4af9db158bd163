/**
 * The audit events between two records of a rollout: each change of state is told once, since the
 * record is written in the same transaction.
 * @module
 */
import type { AuditActor, AuditEventType, NewAuditEvent } from '#src/audit/event.ts';
import type { CredentialRolloutSpec, RolloutState, RolloutType } from '#src/api/rollout.ts';
import type { RolloutRecord } from './rollout-record.ts';

export type RolloutEventsInput = {
  readonly before: RolloutRecord | undefined;
  readonly after: RolloutRecord;
  /** In order. */
  readonly stepNames: readonly string[];
  /** Who approved which step, and why. */
  readonly approvals: NonNullable<CredentialRolloutSpec['approvals']>;
  /** Absent: the controller made it by itself. */
  readonly asked?: Asked;
  readonly nowMs: number;
};

/** A person made the rollout. */
export type Asked = { readonly by: string; readonly type: RolloutType; readonly why?: string };

const CONTROLLER: AuditActor = { kind: 'controller', id: 'controller' };

export function rolloutEvents(input: RolloutEventsInput): readonly NewAuditEvent[] {
  const { before, after } = input;
  const events: NewAuditEvent[] = [];
  if (before === undefined) events.push(event(input, 'rollout.planned', askedFor(input)));
  if (before?.startedAtMs === undefined && after.startedAtMs !== undefined) {
    events.push(event(input, 'rollout.started'));
  }
  events.push(...stepEvents(input));
  const type = stateEvent(before, after);
  if (type !== undefined) events.push(event(input, type));
  return events;
}

function askedFor({ asked }: RolloutEventsInput): Extra {
  if (asked === undefined) return {};
  const { by, type, why } = asked;
  return {
    actor: { kind: 'user', id: by },
    detail: { rolloutType: type, ...reasonGiven(why) },
  };
}

function reasonGiven(why: string | undefined): { readonly why?: string } {
  return why === undefined ? {} : { why };
}

function stepEvents(input: RolloutEventsInput): readonly NewAuditEvent[] {
  const { before, after, stepNames } = input;
  return stepNames.slice(before?.stepsDone ?? 0, after.stepsDone).flatMap((step) => {
    const completed = event(input, 'rollout.step.completed', { detail: { step } });
    return approvalEvents(input, step).concat(completed);
  });
}

/** Each person who agreed. */
function approvalEvents(input: RolloutEventsInput, step: string): readonly NewAuditEvent[] {
  return input.approvals
    .filter((approval) => approval.step === step)
    .map(({ user, comment }) => {
      const actor = { kind: 'user', id: user } as const;
      return event(input, 'rollout.approved', { actor, detail: { step, ...reasonGiven(comment) } });
    });
}

/** What reaching a state is called; reaching Progressing depends on where from. */
const REACHED: Readonly<Record<RolloutState, AuditEventType | undefined>> = {
  Planned: undefined,
  Progressing: undefined,
  Paused: 'rollout.paused',
  Succeeded: 'rollout.succeeded',
  Failed: 'rollout.failed',
  Aborted: 'rollout.aborted',
  Superseded: 'rollout.superseded',
};

/** Undefined: no new state that anybody must be told of. */
function stateEvent(
  before: RolloutRecord | undefined,
  after: RolloutRecord,
): AuditEventType | undefined {
  if (before?.state === after.state && before.reason === after.reason) return undefined;
  if (before?.state === 'Paused' && after.state === 'Progressing') return 'rollout.resumed';
  return REACHED[after.state];
}

type Extra = { readonly actor?: AuditActor; readonly detail?: NewAuditEvent['detail'] };

function event(
  { after, nowMs }: RolloutEventsInput,
  type: AuditEventType,
  extra: Extra = {},
): NewAuditEvent {
  const isBad = after.reason === 'FailureBudgetExceeded' || after.state === 'Failed';
  return {
    timeMs: nowMs,
    type,
    outcome: isBad && type !== 'rollout.step.completed' ? 'failure' : 'success',
    actor: extra.actor ?? CONTROLLER,
    subject: {
      namespace: after.namespace,
      hostCredential: after.credential,
      uid: after.credentialUid,
      version: after.version,
      rollout: after.rollout,
    },
    detail: { reason: after.reason, message: after.message, ...extra.detail },
  };
}
