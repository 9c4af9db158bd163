/**
 * What a HostCredential waits for, as conditions: why its rollout does not move, and whether a credential expires while
 * nobody may bring a new one.
 * @module
 */
import type { PlannedRollout } from '#controller/reconcile/decide.ts';
import { endOf, EXPIRING_MS, overdueSeals } from '#controller/reconcile/expiry.ts';
import type { Situation } from '#controller/reconcile/gather.ts';
import { formatTime } from '#src/api/time.ts';
import { isTerminal } from '#src/rollout/plan.ts';
import { no, yes, type Said } from './condition-text.ts';

/** What keeps a rollout that nobody stopped from moving. */
const CLOSED: ReadonlySet<string> = new Set(['OutsideWindow', 'Frozen']);
/** Of the pauses; the others are "Paused". */
const PAUSES: ReadonlySet<string> = new Set(['AwaitingApproval', 'ProgressDeadlineExceeded']);
const HOSTS_SHOWN = 3;
const ALERT = 'PausedWithExpiringCredential';

export function progressingCondition(current: PlannedRollout | undefined): Said {
  if (current === undefined) return no('Progressing', 'Idle', 'there is no rollout');
  const { state, reason, message } = current.plan;
  if (isTerminal(state)) return no('Progressing', 'Idle', message);
  if (state === 'Planned' || CLOSED.has(reason)) return no('Progressing', reason, message);
  if (state === 'Progressing') return yes('Progressing', 'RolloutRunning', message);
  return no('Progressing', PAUSES.has(reason) ? reason : 'Paused', message);
}

/** Nothing is said of what does not say when it ends. */
export function expiryConditions(
  situation: Situation,
  current: PlannedRollout | undefined,
): readonly Said[] {
  const { stable, nowMs } = situation;
  const endMs = stable === undefined ? undefined : endOf(stable.version);
  const sealed = sealCondition(situation);
  if (stable === undefined || endMs === undefined) return sealed;
  const what = `version ${stable.version.spec.number} ends at ${formatTime(endMs)}`;
  if (nowMs < endMs - EXPIRING_MS) {
    const isSealOverdue = sealed.some(({ status }) => status === 'True');
    return [...(isSealOverdue ? sealed : [no('Expiring', 'Valid', what)]), no(ALERT, 'Valid')];
  }
  const expiring = yes('Expiring', nowMs < endMs ? 'NotAfterNear' : 'Expired', what);
  return [expiring, pausedCondition(what, current)];
}

/** Nothing of credentials without a time to live. */
function sealCondition(situation: Situation): readonly Said[] {
  if (situation.credential.spec.sealing?.ttlSeconds === undefined) return [];
  const overdue = overdueSeals(situation);
  if (overdue === undefined) return [no('Expiring', 'Valid', 'hosts renew their seals')];
  const { hosts, endMs } = overdue;
  const who = `${hosts.length} hosts (${hosts.slice(0, HOSTS_SHOWN).join(', ')})`;
  const what = `sealed files of ${who} are not renewed; the first end at ${formatTime(endMs)}`;
  return [yes('Expiring', 'SealNotAfterNear', what)];
}

function pausedCondition(what: string, current: PlannedRollout | undefined): Said {
  if (current === undefined) return no(ALERT, 'NoRollout', what);
  const { state, reason, message } = current.plan;
  if (state !== 'Paused' && !CLOSED.has(reason)) return no(ALERT, 'NotPaused', what);
  return yes(ALERT, reason, `${what}, and its successor waits: ${message}`);
}
