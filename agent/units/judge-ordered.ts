/**
 * Decides about a unit that is ordered after (`After=`) one that was restarted: what was well before must not
 * have failed of it.
 * @module
 */
import { isFailed, SETTLE_MS, stillMoves, unhealthyText, type UnitVerdict } from './judge.ts';
import type { UnitState } from './systemd.ts';

/** Well when the change began. */
export type OrderedUnit = { readonly name: string; readonly invocationBefore: string };

export type OrderedEvidence = {
  readonly ordered: OrderedUnit;
  readonly state: UnitState;
  /** How long it has been seen at rest: no job, and neither starting nor stopping. */
  readonly restedMs: number;
  readonly leftMs: number;
};

const LOOK_MS = 20;

/** Still on its way at the deadline is not failed: a slow start is its own business. */
export function judgeOrdered(evidence: OrderedEvidence): UnitVerdict {
  const { ordered, state, restedMs, leftMs } = evidence;
  if (isFailed(state)) {
    const message = unhealthyText(state, 'it is ordered after what was restarted, and failed');
    return { kind: 'failed', code: 'ORDERED_UNIT_FAILED', message };
  }
  if (leftMs <= 0) return { kind: 'well' };
  if (stillMoves(state)) return { kind: 'wait', waitMs: LOOK_MS };
  // Restarted along: like every process that starts up it gets the time to fail.
  const restarted = state.invocationId !== ordered.invocationBefore;
  const startsUp = restarted && state.activeState === 'active' && restedMs < SETTLE_MS;
  return startsUp ? { kind: 'wait', waitMs: SETTLE_MS - restedMs } : { kind: 'well' };
}
