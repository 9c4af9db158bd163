/**
 * Compares what a host says it holds with what we believe, when it connects. The host is right about
 * itself: a row that claims more is corrected, and catch-up or the rollout delivers again.
 * @module
 */
import type { NewAuditEvent } from '#src/audit/event.ts';
import type { InventoryItem } from '#src/intent/report.ts';
import { withdrawnRow } from './dispatch.ts';
import { isInFlight } from './disruption.ts';
import type { HostCredentialState } from './host-state.ts';
import { runningChange, subjectOfRow, type Progress } from './progress.ts';

export type InventoryInput = {
  readonly rows: readonly HostCredentialState[];
  readonly inventory: readonly InventoryItem[];
  /** Highest push sequence that the host says it accepted. */
  readonly hostSeq: number;
  readonly nowMs: number;
};

export function compareInventory(input: InventoryInput): Progress {
  const held = new Map(input.inventory.map((item) => [item.uid, item]));
  const corrections = input.rows.flatMap((row) => {
    const next = correct(row, held.get(row.credentialUid), input);
    return next === undefined ? [] : [{ row, next }];
  });
  return {
    states: corrections.map(({ next }) => next),
    intervals: corrections.flatMap(({ row, next }) => runningChange(row, next, input.nowMs)),
    events: corrections
      .filter(({ row, next }) => row.runningVersion !== next.runningVersion)
      .map(({ row, next }) => lossEvent(row, next, input.nowMs)),
  };
}

/** Undefined: nothing to correct. */
function correct(
  row: HostCredentialState,
  item: InventoryItem | undefined,
  { hostSeq, nowMs }: InventoryInput,
): HostCredentialState | undefined {
  if (isInFlight(row)) return row.pushSeq > hostSeq ? sendAgain(row) : undefined;
  // It was given up as lost, and the host never saw the push: that version did not fail there.
  const neverSeen = row.pushSeq > hostSeq || row.pushSeq === 0;
  if (row.code === 'LOST_CONTACT' && neverSeen) return withdrawnRow(row, nowMs);
  if (item === undefined && row.runningVersion > 0) return lostIt(row, nowMs);
  return undefined;
}

/** Undefined when it is waiting to be sent already. */
function sendAgain(row: HostCredentialState): HostCredentialState | undefined {
  if (row.state === 'Dispatched') return undefined;
  return { ...row, state: 'Dispatched', pushSeq: 0 };
}

function lostIt(row: HostCredentialState, nowMs: number): HostCredentialState {
  const { code: _old, ...rest } = row;
  return {
    ...rest,
    state: 'Removed',
    runningVersion: 0,
    sinceMs: nowMs,
    message: `the host no longer holds version ${row.runningVersion}`,
  };
}

function lossEvent(
  row: HostCredentialState,
  next: HostCredentialState,
  nowMs: number,
): NewAuditEvent {
  return {
    timeMs: nowMs,
    type: 'host.version.removed',
    outcome: 'failure',
    actor: { kind: 'host', id: row.host },
    subject: { ...subjectOfRow(row), version: row.runningVersion },
    detail: { reason: 'NotInInventory', message: next.message },
  };
}
