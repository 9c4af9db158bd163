/**
 * What a HostCredential waits for, as conditions: why its rollout does not move, and whether a credential expires while
 * nobody may bring a new one.
 * @module
 */
import type { PlannedRollout } from '#controller/reconcile/decide.ts';
import { endOf, EXPIRING_MS } from '#controller/reconcile/expiry.ts';
import type { Situation } from '#controller/reconcile/gather.ts';
import { formatTime } from '#src/api/time.ts';
import { isTerminal } from '#src/rollout/plan.ts';
import { no, yes, type Said } from './condition-text.ts';

/** What keeps a rollout that nobody stopped from moving. */
const CLOSED: ReadonlySet<string> = new Set(['OutsideWindow', 'Frozen']);
/** Of the pauses; the others are "Paused". */
const PAUSES: ReadonlySet<string> = new Set(['AwaitingApproval', 'ProgressDeadlineExceeded']);
const ALERT = 'PausedWithExpiringCredential';

export function progressingCondition(current: PlannedRollout | undefined): Said {
  if (current === undefined) return no('Progressing', 'Idle', 'there is no rollout');
  const { state, reason, message } = current.plan;
  if (isTerminal(state)) return no('Progressing', 'Idle', message);
  if (state === 'Planned' || CLOSED.has(reason)) return no('Progressing', reason, message);
  if (state === 'Progressing') return yes('Progressing', 'RolloutRunning', message);
  return no('Progressing', PAUSES.has(reason) ? reason : 'Paused', message);
}

/** Nothing is said of versions that do not say when they end. */
export function expiryConditions(
  { stable, nowMs }: Situation,
  current: PlannedRollout | undefined,
): readonly Said[] {
  const endMs = stable === undefined ? undefined : endOf(stable.version);
  if (stable === undefined || endMs === undefined) return [];
  const what = `version ${stable.version.spec.number} ends at ${formatTime(endMs)}`;
  if (nowMs < endMs - EXPIRING_MS) return [no('Expiring', 'Valid', what), no(ALERT, 'Valid')];
  const expiring = yes('Expiring', nowMs < endMs ? 'NotAfterNear' : 'Expired', what);
  return [expiring, pausedCondition(what, current)];
}

function pausedCondition(what: string, current: PlannedRollout | undefined): Said {
  if (current === undefined) return no(ALERT, 'NoRollout', what);
  const { state, reason, message } = current.plan;
  if (state !== 'Paused' && !CLOSED.has(reason)) return no(ALERT, 'NotPaused', what);
  return yes(ALERT, reason, `${what}, and its successor waits: ${message}`);
}
