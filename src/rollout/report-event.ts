/**
 * The audit event of one host report, with the receipt that makes it evidence.
 * @module
 */
import { hash } from 'node:crypto';
import { formatTimeMs } from '#src/api/time.ts';
import type { AuditEventType, AuditSubject, NewAuditEvent } from '#src/audit/event.ts';
import type { CredentialReport, HostReport, OwnOccasion } from '#src/intent/report.ts';

/** The report as it was signed. */
export type Receipt = {
  readonly keyId: string;
  readonly signature: Uint8Array;
  readonly body: Uint8Array;
};

export type ReportEventInput = {
  readonly report: HostReport;
  readonly host: string;
  readonly receipt: Receipt;
  readonly nowMs: number;
};

export function reportEvent({ report, host, receipt, nowMs }: ReportEventInput): NewAuditEvent {
  const { credential } = report;
  return {
    timeMs: nowMs,
    type: typeOf(credential),
    outcome: isBad(credential) ? 'failure' : 'success',
    actor: { kind: 'host', id: host },
    subject: subjectOf({ ...credential, host, hostUid: report.hostUid }),
    detail: { ...detailOf(credential), hostTime: formatTimeMs(report.timeMs) },
    receipt: {
      alg: 'Ed25519',
      keyID: receipt.keyId,
      sig: Buffer.from(receipt.signature).toString('base64'),
      hostCounter: report.seq,
      bootID: report.bootId,
      bodyDigest: hash('sha256', receipt.body),
    },
    receiptBody: receipt.body,
  };
}

/** One for each revoked version of which the host proves that nothing is left there: the same receipt says so. */
export function goneEvents(input: ReportEventInput): readonly NewAuditEvent[] {
  return (input.report.credential.gone ?? []).map((version) => goneEvent(input, version));
}

function goneEvent(input: ReportEventInput, version: number): NewAuditEvent {
  const { credential, timeMs } = input.report;
  const told = reportEvent(input);
  return {
    ...told,
    type: 'host.version.gone',
    outcome: 'success',
    subject: { ...told.subject, version },
    detail: { hostTime: formatTimeMs(timeMs), toldWithVersion: credential.version },
  };
}

type Named = {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly version: number;
  readonly rolloutUid: string;
  readonly host: string;
  readonly hostUid: string;
};

export function subjectOf(named: Named): AuditSubject {
  return {
    namespace: named.namespace,
    hostCredential: named.name,
    uid: named.uid,
    version: named.version,
    rollout: named.rolloutUid,
    host: named.host,
    hostUID: named.hostUid,
  };
}

function typeOf(report: CredentialReport): AuditEventType {
  const own = report.occasion === undefined ? undefined : ownType(report);
  return own ?? typeOfPhase(report);
}

function typeOfPhase(report: CredentialReport): AuditEventType {
  switch (report.phase) {
    case 'Sealed':
      return 'host.version.sealed';
    case 'Activating':
    case 'Soaking':
      return 'host.version.activated';
    case 'Healthy':
      return 'host.version.healthy';
    case 'Staged':
      return 'host.version.staged';
    case 'Failed':
      // Nothing was restarted: the host refused, it did not break.
      return report.units.length === 0 ? 'host.version.refused' : 'host.version.healthFailed';
    case 'RolledBack':
      return 'host.version.rolledBack';
    case 'Removed':
      return 'host.version.removed';
  }
}

const TROUBLES = {
  Drift: 'host.version.driftDetected',
  SealLost: 'host.version.sealLost',
  SealExpiry: 'host.version.sealExpiring',
} as const satisfies Record<OwnOccasion, AuditEventType>;

/** What the host says of what it held already. */
function ownType({
  occasion,
  phase,
  code,
  rolloutUid,
}: CredentialReport): AuditEventType | undefined {
  if (phase === 'Sealed') return 'host.version.resealed';
  if (rolloutUid !== '') return undefined;
  if (code === undefined) return 'host.version.repaired';
  return occasion === undefined || occasion === 'Requested' ? undefined : TROUBLES[occasion];
}

function isBad({ phase, code, occasion }: CredentialReport): boolean {
  if (occasion !== undefined && code !== undefined) return true;
  return phase === 'Failed' || phase === 'RolledBack';
}

/** Several items or units are listed in their order, separated by commas. */
function detailOf(report: CredentialReport): Record<string, string | number> {
  const detail: Record<string, string | number> = {
    phase: report.phase,
    runningVersion: report.runningVersion,
  };
  const set = (key: string, value: string) => {
    if (value !== '') detail[key] = value;
  };
  set('contentDigest', list(report.items.map((item) => item.digest)));
  set('sealedDigest', list(report.items.map((item) => item.sealedDigest)));
  set('sealKey', list([...new Set(report.items.map((item) => item.keyType))]));
  set('unit', list(report.units.map((unit) => unit.name)));
  set('invocationID', list(report.units.map((unit) => unit.invocationAfter)));
  set('loadedEqualsVersion', list(report.units.map((unit) => unit.loadedEqualsVersion)));
  set('reason', report.occasion ?? '');
  set('code', report.code ?? '');
  set('message', report.message);
  return detail;
}

function list(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(',');
}
