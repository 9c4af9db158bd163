/**
 * Folds what a host says into its row: a signed report, or the refusal of a push. Returns everything
 * that belongs into one ledger write.
 * @module
 */
import type { AuditSubject, NewAuditEvent } from '#src/audit/event.ts';
import type { ErrorCode } from '#src/errors/credfleet-error.ts';
import type { CredentialReport, HostReport } from '#src/intent/report.ts';
import type { HostCredentialState, VersionInterval } from './host-state.ts';
import { type Receipt, goneEvents, reportEvent, subjectOf } from './report-event.ts';

export type IntervalChange = {
  readonly hostUid: string;
  readonly credentialUid: string;
  readonly atMs: number;
  readonly endReason: 'replaced' | 'rolledBack' | 'removed' | 'revoked';
  readonly open?: VersionInterval;
};

export type Progress = {
  readonly states: readonly HostCredentialState[];
  readonly intervals: readonly IntervalChange[];
  readonly events: readonly NewAuditEvent[];
};

export type ReportInput = {
  /** Undefined: this credential was never sent to the host, as far as we know. */
  readonly row: HostCredentialState | undefined;
  readonly report: HostReport;
  readonly host: string;
  readonly receipt: Receipt;
  readonly nowMs: number;
};

/** A report about something that was never sent is kept as an event and changes no row. */
export function foldReport(input: ReportInput): Progress {
  const { row, report } = input;
  const events = [reportEvent(input), ...goneEvents(input)];
  if (row === undefined) return { states: [], intervals: [], events };

  const next = isCurrent(row, report.credential)
    ? told(row, report.credential, input.nowMs)
    : { ...row, runningVersion: runningAfter(row, report.credential) };
  // The host's clock says when it happened; a clock that runs ahead must not write the future.
  const atMs = Math.min(report.timeMs, input.nowMs);
  const gone = new Set(report.credential.gone);
  return { states: [next], intervals: runningChange(row, next, { atMs, gone }), events };
}

/** Late words about an older version or attempt do not say how the present one goes, unless they prove it. */
function isCurrent(row: HostCredentialState, report: CredentialReport): boolean {
  if (report.version !== row.targetVersion) return false;
  // What is under way, or failed here, tells its own story.
  if (report.occasion !== undefined && report.rolloutUid === '') {
    return row.state === 'Healthy' || row.state === 'Staged';
  }
  return report.rolloutUid === row.rolloutUid || report.phase === 'Healthy';
}

function told(
  row: HostCredentialState,
  report: CredentialReport,
  nowMs: number,
): HostCredentialState {
  const { code: _old, sealRequest: _before, ...rest } = row;
  return {
    ...rest,
    ...(report.sealRequest === undefined ? {} : { sealRequest: report.sealRequest }),
    state: report.phase,
    runningVersion: runningAfter(row, report),
    sinceMs: nowMs,
    ...(report.code === undefined ? {} : { code: report.code }),
    message: report.message,
    units: report.units,
    items: report.items,
  };
}

/** While a host is at work it holds what it held; what it holds afterwards it says itself. */
function runningAfter(row: HostCredentialState, report: CredentialReport): number {
  switch (report.phase) {
    case 'Sealed':
    case 'Activating':
    case 'Soaking':
      return row.runningVersion;
    case 'Healthy':
    case 'Staged':
      return report.version;
    case 'Removed':
      return 0;
    case 'Failed':
    case 'RolledBack':
      return report.runningVersion;
  }
}

export function runningChange(
  row: HostCredentialState,
  next: HostCredentialState,
  { atMs, gone }: { readonly atMs: number; readonly gone?: ReadonlySet<number> },
): readonly IntervalChange[] {
  if (row.runningVersion === next.runningVersion) return [];
  const { hostUid, host, credentialUid, namespace, credential } = next;
  const version = next.runningVersion;
  const open = { hostUid, host, credentialUid, namespace, credential, version, fromMs: atMs };
  const isRevoked = gone?.has(row.runningVersion) === true;
  const endReason = isRevoked ? 'revoked' : endReasonOf(row.runningVersion, version);
  return [{ hostUid, credentialUid, atMs, endReason, ...(version === 0 ? {} : { open }) }];
}

function endReasonOf(before: number, after: number): IntervalChange['endReason'] {
  if (after === 0) return 'removed';
  return after < before ? 'rolledBack' : 'replaced';
}

export type RefusalInput = {
  /** The rows that the refused push carried. */
  readonly rows: readonly HostCredentialState[];
  readonly code: ErrorCode;
  readonly message: string;
  readonly nowMs: number;
};

/** A refused push changed nothing on the host: it keeps what it had, and the version has failed there. */
export function foldRefusal({ rows, code, message, nowMs }: RefusalInput): Progress {
  return {
    states: rows.map((row) => ({ ...row, state: 'Failed', code, message, sinceMs: nowMs })),
    intervals: [],
    events: rows.map((row) => ({
      timeMs: nowMs,
      type: 'host.version.refused',
      outcome: 'failure',
      actor: { kind: 'host', id: row.host },
      subject: subjectOfRow(row),
      detail: { code, message, pushSeq: row.pushSeq },
    })),
  };
}

export function subjectOfRow(row: HostCredentialState): AuditSubject {
  return subjectOf({
    namespace: row.namespace,
    name: row.credential,
    uid: row.credentialUid,
    version: row.targetVersion,
    rolloutUid: row.rolloutUid,
    host: row.host,
    hostUid: row.hostUid,
  });
}
