/**
 * Compares what a host says it holds with what we believe, when it connects. The host is right about
 * itself: a row that claims more is corrected, and catch-up or the rollout delivers again.
 * @module
 */
import type { NewAuditEvent } from '#src/audit/event.ts';
import type { InventoryItem } from '#src/intent/report.ts';
import { withdrawnRow } from './dispatch.ts';
import { hasFailed, isInFlight } from './disruption.ts';
import type { HostCredentialState } from './host-state.ts';
import { runningChange, subjectOfRow, type Progress } from './progress.ts';

export type InventoryInput = {
  readonly rows: readonly HostCredentialState[];
  readonly inventory: readonly InventoryItem[];
  /** Highest push sequence that the host says it accepted. */
  readonly hostSeq: number;
  /** Its agent says for which request it sealed what it holds; absent: it does not. */
  readonly saysSeals?: boolean;
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
    intervals: corrections.flatMap(({ row, next }) =>
      runningChange(row, next, { atMs: input.nowMs }),
    ),
    events: corrections
      .filter(({ row, next }) => row.runningVersion !== next.runningVersion)
      .map(({ row, next }) => lossEvent(row, next, input.nowMs)),
  };
}

/** Undefined: nothing to correct. */
function correct(
  row: HostCredentialState,
  item: InventoryItem | undefined,
  input: InventoryInput,
): HostCredentialState | undefined {
  const { hostSeq, nowMs } = input;
  if (isInFlight(row)) return row.pushSeq > hostSeq ? sendAgain(row) : undefined;
  // It was given up as lost, and the host never saw the push: that version did not fail there.
  const neverSeen = row.pushSeq > hostSeq || row.pushSeq === 0;
  const isWithdrawn = row.code === 'LOST_CONTACT' && neverSeen;
  const believed = isWithdrawn ? withdrawnRow(row, nowMs) : row;
  const next = correctHeld(believed, item, input);
  return next ?? (isWithdrawn ? believed : undefined);
}

function correctHeld(
  believed: HostCredentialState,
  item: InventoryItem | undefined,
  { nowMs, saysSeals = false }: InventoryInput,
): HostCredentialState | undefined {
  const held = heldOf(item);
  // More than we believe is what its reports, still on their way, will tell.
  if (held > believed.runningVersion) return undefined;
  if (held < believed.runningVersion) {
    return held === 0 ? lostIt(believed, nowMs) : wentBack(withSeal(believed, item), held, nowMs);
  }
  return saysSeals && isSealedBefore(item, believed) ? withSeal(believed, item) : undefined;
}

/** What it has sealed since it says in reports that are still on their way. */
function isSealedBefore(item: InventoryItem | undefined, row: HostCredentialState): boolean {
  return (item?.sealRequest ?? 0) < (row.sealRequest ?? 0);
}

function withSeal(
  { sealRequest: _believed, ...row }: HostCredentialState,
  item: InventoryItem | undefined,
): HostCredentialState {
  return item?.sealRequest === undefined ? row : { ...row, sealRequest: item.sealRequest };
}

/** Of a credential that was removed the version is that of the removal. */
function heldOf(item: InventoryItem | undefined): number {
  return item === undefined || item.state === 'Removed' ? 0 : item.version;
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

/** It was restored from an older state: what is newer has to be sent again, unless it had failed there. */
function wentBack(row: HostCredentialState, held: number, nowMs: number): HostCredentialState {
  const next = { ...row, runningVersion: held };
  if (hasFailed(row)) return next;
  const message = `the host is back on this version; it had reported version ${row.runningVersion}`;
  return { ...next, state: 'Healthy', targetVersion: held, sinceMs: nowMs, message };
}

function lossEvent(
  row: HostCredentialState,
  next: HostCredentialState,
  nowMs: number,
): NewAuditEvent {
  return {
    timeMs: nowMs,
    type: next.runningVersion === 0 ? 'host.version.removed' : 'host.version.rolledBack',
    outcome: 'failure',
    actor: { kind: 'host', id: row.host },
    subject: { ...subjectOfRow(row), version: row.runningVersion },
    detail: {
      reason: next.runningVersion === 0 ? 'NotInInventory' : 'OlderInInventory',
      runningVersion: next.runningVersion,
      message: next.message,
    },
  };
}
