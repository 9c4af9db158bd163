/**
 * Is a version gone from a machine, judged by what the machine signed. Errs on the side of no: what was sent and never
 * spoken of again may be there. Pure.
 * @module
 */
import type { AuditEvent } from '#src/audit/event.ts';
import type { VersionInterval } from '#src/rollout/host-state.ts';
import type { GoneState } from '#src/wire/history-messages.ts';

/** Of one machine and one HostCredential. */
export type GoneInput = {
  /** In order: what was said of these versions, and each removal. */
  readonly events: readonly AuditEvent[];
  /** When it held one of them. */
  readonly intervals: readonly VersionInterval[];
  /** The version that was asked for, and those with the same content. */
  readonly versions: ReadonlySet<number>;
};

export type Verdict = {
  readonly state: GoneState;
  readonly version: number;
  readonly sinceMs: number;
  /** The events that it follows from. */
  readonly because: readonly AuditEvent[];
};

/** Undefined: it never had any of them. */
export function judgeGone(input: GoneInput): Verdict | undefined {
  const { events, intervals } = input;
  const verdict = events.reduce(
    (known: Verdict | undefined, event) => afterEvent(known, event, input.versions),
    fromIntervals(intervals),
  );
  if (verdict === undefined) return undefined;
  if (intervals.some(({ toMs }) => toMs === undefined)) return { ...verdict, state: 'Held' };
  const endMs = Math.max(0, ...intervals.map(({ toMs = 0 }) => toMs));
  const isReplaced = verdict.state === 'Held' && endMs >= verdict.sinceMs;
  return isReplaced ? { ...verdict, state: 'Replaced', sinceMs: endMs } : verdict;
}

function afterEvent(
  known: Verdict | undefined,
  event: AuditEvent,
  versions: ReadonlySet<number>,
): Verdict | undefined {
  const state = stateAfter(event, known?.state, versions);
  if (state === undefined) return known;
  const { version = 0 } = event.subject;
  const about = versions.has(version) ? version : (known?.version ?? version);
  return { state, version: about, sinceMs: event.timeMs, because: [event] };
}

/** Without its events nothing is known but that it was there. */
function fromIntervals(intervals: readonly VersionInterval[]): Verdict | undefined {
  const last = intervals.at(-1);
  if (last === undefined) return undefined;
  return {
    state: 'Unknown',
    version: last.version,
    sinceMs: last.toMs ?? last.fromMs,
    because: [],
  };
}

/** Undefined: this event changes nothing. */
function stateAfter(
  event: AuditEvent,
  before: GoneState | undefined,
  versions: ReadonlySet<number>,
): GoneState | undefined {
  const isSigned = event.receipt !== undefined;
  const isOfThese = versions.has(event.subject.version ?? 0);
  if (event.type === 'host.version.removed') {
    if (before === 'Gone' || (before === undefined && !isOfThese)) return undefined;
    return isSigned ? 'Removed' : 'Unknown';
  }
  if (!isOfThese) return undefined;
  if (isSigned) return saidBy(event, before, versions);
  // What we sent, and what is told without a signature, proves nothing of what is there.
  return before === 'Held' ? undefined : 'Unknown';
}

function saidBy(
  { type, detail }: AuditEvent,
  before: GoneState | undefined,
  versions: ReadonlySet<number>,
): GoneState {
  if (type === 'host.version.gone') return 'Gone';
  if (type === 'host.version.refused') return before ?? 'Unknown';
  const hasFailed = type === 'host.version.healthFailed' || type === 'host.version.rolledBack';
  const isBack = hasFailed && !versions.has(Number(detail['runningVersion']));
  return isBack ? 'Replaced' : 'Held';
}

/** A machine that has booted since it removed the files runs no unit that has them loaded. */
export function afterReboot(verdict: Verdict, later: readonly AuditEvent[]): Verdict {
  const [removed] = verdict.because;
  if (verdict.state !== 'Removed' || removed?.receipt === undefined) return verdict;
  const { bootID: before } = removed.receipt;
  const boot = later.find(({ detail: { bootID } }) => bootID !== undefined && bootID !== before);
  if (boot === undefined) return verdict;
  return { ...verdict, state: 'Gone', sinceMs: boot.timeMs, because: [removed, boot] };
}
