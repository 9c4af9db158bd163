/**
 * Whether anybody waits for what a host reports. What nobody waits for may be written a moment later, with what other
 * hosts report until then. Pure.
 * @module
 */
import type { ReportPhase } from '#src/intent/report.ts';

const AT_WORK: ReadonlySet<ReportPhase> = new Set(['Sealed', 'Activating', 'Soaking']);

export type ReportWait = {
  readonly phase: ReportPhase;
  /** Hosts that are at work on the same credential and did not report their end; not this one when it does. */
  readonly othersAtWork: number;
};

/** The last of the hosts that are at work is waited for, and so is everything but success. */
export function isWaitedFor({ phase, othersAtWork }: ReportWait): boolean {
  if (AT_WORK.has(phase)) return false;
  return phase !== 'Healthy' || othersAtWork === 0;
}
