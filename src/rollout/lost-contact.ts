/**
 * Hosts that fell silent after something was sent: they stay disrupted until the deadline, then the
 * version has failed there.
 * @module
 */
import type { NewAuditEvent } from '#src/audit/event.ts';
import { isInFlight } from './disruption.ts';
import type { HostCredentialState } from './host-state.ts';
import { subjectOfRow } from './progress.ts';

export type LostContactInput = {
  readonly rows: readonly HostCredentialState[];
  readonly isConnected: (hostUid: string) => boolean;
  /** health.deadlineSeconds: the host's own limit for an apply. */
  readonly deadlineMs: number;
  /** health.minHealthySeconds and coalesceSeconds: silence that is not suspicious. */
  readonly quietMs: number;
  readonly nowMs: number;
};

export type LostContact = {
  readonly states: readonly HostCredentialState[];
  readonly events: readonly NewAuditEvent[];
  /** When the next one would be lost. */
  readonly nextMs?: number;
};

/** A connected host enforces the deadline itself, so it is given twice the time to say so. */
export function findLostContact(input: LostContactInput): LostContact {
  const { nowMs } = input;
  const waiting = input.rows
    .filter((row) => isInFlight(row))
    .map((row) => ({ row, lostAtMs: lostAtMs(row, input) }));
  const lost = waiting.filter(({ lostAtMs }) => lostAtMs <= nowMs).map(({ row }) => row);
  const later = waiting.map(({ lostAtMs }) => lostAtMs).filter((ms) => ms > nowMs);
  return {
    states: lost.map((row) => lostRow(row, nowMs)),
    events: lost.map((row) => lostEvent(row, nowMs)),
    ...(later.length === 0 ? {} : { nextMs: Math.min(...later) }),
  };
}

function lostAtMs(row: HostCredentialState, input: LostContactInput): number {
  const factor = input.isConnected(row.hostUid) ? 2 : 1;
  return row.sinceMs + factor * input.deadlineMs + input.quietMs;
}

function lostRow(row: HostCredentialState, nowMs: number): HostCredentialState {
  return { ...row, state: 'Failed', code: 'LOST_CONTACT', message: message(row), sinceMs: nowMs };
}

function message(row: HostCredentialState): string {
  return row.pushSeq === 0
    ? 'went offline before the push could be sent'
    : `no word since ${row.state}: check the host and its agent`;
}

function lostEvent(row: HostCredentialState, nowMs: number): NewAuditEvent {
  return {
    timeMs: nowMs,
    type: 'host.version.healthFailed',
    outcome: 'failure',
    actor: { kind: 'controller', id: 'controller' },
    subject: subjectOfRow(row),
    detail: { code: 'LOST_CONTACT', message: message(row), phase: row.state },
  };
}
