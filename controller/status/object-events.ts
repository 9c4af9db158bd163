/**
 * Which Kubernetes Events a change of status is worth: one per change of a condition that people watch.
 * @module
 */
import type { CoreEvent, KindName } from '#src/api/core.ts';
import { findCondition } from '#src/api/conditions.ts';
import type { ApiObject, Condition, Stored } from '#src/api/meta.ts';
import { formatTime } from '#src/api/time.ts';

/** Condition → status that is good news. What is not listed is no news. */
const WATCHED: Partial<Record<KindName, Readonly<Record<string, string>>>> = {
  HostCredential: {
    SourceResolved: 'True',
    TargetsAllowed: 'True',
    Ready: 'True',
    PausedWithExpiringCredential: 'False',
  },
  CredentialRollout: { Paused: 'False', Succeeded: 'True' },
  PCRSignature: { Valid: 'True', Installed: 'True' },
  Host: {
    Connected: 'True',
    Attested: 'True',
    CredentialsInSync: 'True',
    TPMLockedOut: 'False',
    TPMUnavailable: 'False',
  },
};

export type StatusChange = {
  readonly kind: KindName;
  readonly object: Stored<ApiObject>;
  readonly before: readonly Condition[] | undefined;
  readonly after: readonly Condition[];
};

/** First news is told when it is bad, or when it is an end. */
export function eventsOf(change: StatusChange): readonly Condition[] {
  const watched = WATCHED[change.kind] ?? {};
  return change.after.filter((condition) => {
    const good = watched[condition.type];
    if (good === undefined || condition.status === 'Unknown') return false;
    const old = findCondition(change.before, condition.type);
    if (old?.status === condition.status)
      return isWorse(condition, good) && old.reason !== condition.reason;
    return old !== undefined || isWorse(condition, good) || good === condition.status;
  });
}

function isWorse(condition: Condition, good: string): boolean {
  // A rollout that has not succeeded yet is no warning.
  return condition.status !== good && condition.type !== 'Succeeded';
}

export function isWarning(kind: KindName, condition: Condition): boolean {
  return WATCHED[kind]?.[condition.type] !== condition.status;
}

export type EventInput = StatusChange & {
  readonly condition: Condition;
  readonly nowMs: number;
  /** Makes the name unique. */
  readonly suffix: string;
};

export function coreEvent({ kind, object, condition, nowMs, suffix }: EventInput): CoreEvent {
  const { name, namespace, uid } = object.metadata;
  const time = formatTime(nowMs);
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${name}.${suffix}`, namespace: namespace ?? 'default' },
    involvedObject: {
      apiVersion: object.apiVersion,
      kind,
      name,
      uid,
      ...(namespace === undefined ? {} : { namespace }),
    },
    reason: condition.reason,
    message: condition.message === '' ? condition.type : condition.message,
    type: isWarning(kind, condition) ? 'Warning' : 'Normal',
    count: 1,
    firstTimestamp: time,
    lastTimestamp: time,
    source: { component: 'credfleet-controller' },
  };
}
