/**
 * Hosts that hold a credential and are no targets of it any more: a label that was mistyped must not wipe a fleet, so
 * they keep it for a time; then it is removed or, where it shall stay, nobody's any more. Pure.
 * @module
 */
import type { NewAuditEvent } from '#src/audit/event.ts';
import { Budgets, type BudgetInput } from './budget.ts';
import { withdrawnRow } from './dispatch.ts';
import { hasFailed, isInFlight } from './disruption.ts';
import type { HostCredentialState } from './host-state.ts';
import type { TargetHost } from './next-step.ts';
import { subjectOfRow } from './progress.ts';

export type DeparturesInput = {
  readonly rows: ReadonlyMap<string, HostCredentialState>;
  /** UIDs of the hosts that are targets now. */
  readonly here: ReadonlySet<string>;
  /** Hosts with a row that are no targets, whether they can be reached or not. */
  readonly left: readonly TargetHost[];
  /** Those that are. */
  readonly targets: readonly TargetHost[];
  readonly policy: BudgetInput['policy'];
  readonly disrupted: ReadonlySet<string>;
  /** Retain: files stay. */
  readonly deletionPolicy: 'Retain' | 'Remove';
  readonly graceMs: number;
  /** Outside of windows nothing is removed. */
  readonly isOpen: boolean;
  readonly nowMs: number;
};

export type Departures = {
  readonly states: readonly HostCredentialState[];
  readonly events: readonly NewAuditEvent[];
  /** To be told to remove it now. */
  readonly remove: readonly TargetHost[];
  /** Hosts that still have it for a time. */
  readonly waiting: readonly TargetHost[];
  /** When the first of them loses it. */
  readonly nextMs?: number;
};

export function planDepartures(input: DeparturesInput): Departures {
  const { rows, here, left, graceMs, nowMs } = input;
  const back = [...rows.values()].filter((row) => here.has(row.hostUid) && hasLeft(row));
  const held = left.flatMap((host) => {
    const row = rows.get(host.hostUid);
    return row === undefined || !mayHold(row) ? [] : [{ host, row }];
  });
  const fresh = held.filter(({ row }) => row.leftAtMs === undefined);
  const waiting = held.filter(({ row }) => (row.leftAtMs ?? nowMs) + graceMs > nowMs);
  const due = held.filter(
    ({ row }) => !isInFlight(row) && (row.leftAtMs ?? nowMs) + graceMs <= nowMs,
  );
  const orphans = input.deletionPolicy === 'Retain' ? due.filter(({ row }) => isNews(row)) : [];
  const times = waiting.map(({ row }) => (row.leftAtMs ?? nowMs) + graceMs);
  return {
    states: [
      ...back.map((row) => returned(row, nowMs)),
      ...fresh
        .filter(({ host }) => orphans.every((orphan) => orphan.host !== host))
        .map(({ row }) => leaving(row, nowMs)),
      ...orphans.map(({ row }) => orphanedRow(row, nowMs)),
    ],
    events: orphans.map(({ row }) => orphanedEvent(row, nowMs)),
    remove: input.deletionPolicy === 'Remove' ? removableNow(due, input) : [],
    waiting: waiting.map(({ host }) => host),
    ...(times.length === 0 ? {} : { nextMs: Math.min(...times) }),
  };
}

type Held = { readonly host: TargetHost; readonly row: HostCredentialState };

/** One after the other, as the budgets allow: losing it restarts nothing, but the next start will tell. */
function removableNow(due: readonly Held[], input: DeparturesInput): readonly TargetHost[] {
  if (!input.isOpen || due.length === 0) return [];
  const { policy, rows, left } = input;
  const losing = left.filter(({ hostUid }) => {
    const row = rows.get(hostUid);
    return row !== undefined && isInFlight(row);
  });
  const disrupted = new Set([...input.disrupted, ...losing.map(({ hostUid }) => hostUid)]);
  const budgets = new Budgets({ policy, hosts: [...input.targets, ...left], disrupted });
  return (
    due
      .filter(({ host }) => host.connected && !host.paused && host.frozen === undefined)
      // One that could not be removed waits for a person: the reason does not go away by itself.
      .filter(({ row }) => !(row.removes === true && hasFailed(row)))
      .filter(({ host }) => budgets.take(host))
      .map(({ host }) => host)
  );
}

/** A host that holds nothing, and never tried to, has nothing to lose. */
function mayHold(row: HostCredentialState): boolean {
  return row.state !== 'Removed' && (row.runningVersion > 0 || isInFlight(row));
}

function hasLeft(row: HostCredentialState): boolean {
  return row.leftAtMs !== undefined || row.state === 'Orphaned';
}

function isNews(row: HostCredentialState): boolean {
  return row.state !== 'Orphaned';
}

function leaving(row: HostCredentialState, nowMs: number): HostCredentialState {
  return { ...row, leftAtMs: nowMs };
}

/** It came back in time: as if it had never left. What is on its way to it already runs its course. */
function returned(row: HostCredentialState, nowMs: number): HostCredentialState {
  const { leftAtMs: _left, ...stayed } = row;
  if (row.state === 'Orphaned') return { ...withdrawnRow(stayed, nowMs), message: 'managed again' };
  const isUnsent = row.removes === true && row.state === 'Dispatched' && row.pushSeq === 0;
  return isUnsent ? withdrawnRow(stayed, nowMs) : stayed;
}

export function orphanedRow(row: HostCredentialState, nowMs: number): HostCredentialState {
  const message = 'nobody manages it any more; it stays where it is';
  const leftAtMs = row.leftAtMs ?? nowMs;
  return { ...row, state: 'Orphaned', sinceMs: nowMs, leftAtMs, message };
}

export function orphanedEvent(row: HostCredentialState, nowMs: number): NewAuditEvent {
  return {
    timeMs: nowMs,
    type: 'host.version.orphaned',
    outcome: 'success',
    actor: { kind: 'controller', id: 'controller' },
    subject: { ...subjectOfRow(row), version: row.runningVersion },
    detail: { reason: 'Retain' },
  };
}
