/**
 * Rows of the ledger's tables ⇄ our types, in the order of the columns in statements.ts.
 * @module
 */
import type { Assurance } from '#src/api/host.ts';
import { parseTime } from '#src/api/time.ts';
import type { RolloutState } from '#src/api/rollout.ts';
import type { AuditEvent, NewAuditEvent } from '#src/audit/event.ts';
import { isErrorCode } from '#src/errors/credfleet-error.ts';
import type { HostCredentialState, HostState, VersionInterval } from '#src/rollout/host-state.ts';
import { DEFAULT_POLICY } from '#src/rollout/policy.ts';
import type { FrozenPlan, RolloutRecord } from '#src/rollout/rollout-record.ts';
import type { Row, SqlValue } from './database.ts';
import type { ReceiptKey, StoredEvent } from './evidence.ts';
import type { BlockKind, HostBlock } from './host-block.ts';
import type { HostAttestation, HostIdentity, StoredInterval } from './ledger.ts';

export function identityValues(identity: HostIdentity): SqlValue[] {
  return [
    identity.hostUid,
    identity.hostName,
    identity.assurance,
    identity.identityHash,
    identity.kxPub,
    identity.kxEpoch,
    identity.receiptKey,
    identity.identityEpoch,
    identity.certificateSerial,
    identity.certificateNotAfterMs,
    identity.lastPushSeq,
    identity.lastReportSeq,
    identity.enrolledAtMs,
    identity.akPub ?? null,
  ];
}

export function identityFromRow(row: Row): HostIdentity {
  return {
    hostUid: text(row, 'host_uid'),
    hostName: text(row, 'host'),
    assurance: text(row, 'assurance') as Assurance,
    identityHash: text(row, 'identity_hash'),
    ...(row['ak_pub'] === null ? {} : { akPub: bytes(row, 'ak_pub') }),
    kxPub: bytes(row, 'kx_pub'),
    kxEpoch: number(row, 'kx_epoch'),
    receiptKey: bytes(row, 'receipt_key'),
    identityEpoch: number(row, 'identity_epoch'),
    certificateSerial: text(row, 'certificate_serial'),
    certificateNotAfterMs: number(row, 'certificate_not_after_ms'),
    lastPushSeq: number(row, 'last_push_seq'),
    lastReportSeq: number(row, 'last_report_seq'),
    enrolledAtMs: number(row, 'enrolled_at_ms'),
  };
}

export function stateValues(state: HostCredentialState): SqlValue[] {
  return [
    state.credentialUid,
    state.hostUid,
    state.namespace,
    state.credential,
    state.host,
    state.targetVersion,
    state.rolloutUid,
    state.attempt,
    state.state,
    state.runningVersion,
    state.dispatchedAtMs,
    state.pushSeq,
    state.sinceMs,
    state.code ?? null,
    state.message,
    JSON.stringify(state.units),
    JSON.stringify(state.items),
    state.removes === true ? 1 : null,
    state.leftAtMs ?? null,
    state.sealRequest ?? null,
  ];
}

export function stateFromRow(row: Row): HostCredentialState {
  const code = row['code'];
  return {
    credentialUid: text(row, 'credential_uid'),
    hostUid: text(row, 'host_uid'),
    namespace: text(row, 'namespace'),
    credential: text(row, 'credential'),
    host: text(row, 'host'),
    targetVersion: number(row, 'target_version'),
    rolloutUid: text(row, 'rollout_uid'),
    attempt: number(row, 'attempt'),
    state: text(row, 'state') as HostState,
    runningVersion: number(row, 'running_version'),
    dispatchedAtMs: number(row, 'dispatched_at_ms'),
    pushSeq: number(row, 'push_seq'),
    sinceMs: number(row, 'since_ms'),
    ...(typeof code === 'string' && isErrorCode(code) ? { code } : {}),
    message: text(row, 'message'),
    units: JSON.parse(text(row, 'units')) as HostCredentialState['units'],
    items: JSON.parse(text(row, 'items')) as HostCredentialState['items'],
    ...(row['removes'] === 1 ? { removes: true } : {}),
    ...optional(row, 'leftAtMs', 'left_at_ms'),
    ...optional(row, 'sealRequest', 'seal_request'),
  };
}

export function rolloutValues(record: RolloutRecord): SqlValue[] {
  return [
    record.rolloutUid,
    record.rollout,
    record.credentialUid,
    record.namespace,
    record.credential,
    record.version,
    record.state,
    record.reason,
    record.message,
    record.stepsDone,
    record.failedHosts,
    record.startedAtMs ?? null,
    record.endedAtMs ?? null,
    record.movableSinceMs ?? null,
    record.stalledGeneration ?? null,
    record.sealRequest ?? null,
  ];
}

export function rolloutFromRow(row: Row): RolloutRecord {
  return {
    rolloutUid: text(row, 'rollout_uid'),
    rollout: text(row, 'rollout'),
    credentialUid: text(row, 'credential_uid'),
    namespace: text(row, 'namespace'),
    credential: text(row, 'credential'),
    version: number(row, 'version'),
    state: text(row, 'state') as RolloutState,
    reason: text(row, 'reason'),
    message: text(row, 'message'),
    stepsDone: number(row, 'steps_done'),
    failedHosts: number(row, 'failed_hosts'),
    ...optional(row, 'startedAtMs', 'started_at_ms'),
    ...optional(row, 'endedAtMs', 'ended_at_ms'),
    ...optional(row, 'movableSinceMs', 'movable_since_ms'),
    ...optional(row, 'stalledGeneration', 'stalled_generation'),
    ...optional(row, 'sealRequest', 'seal_request'),
  };
}

function optional<Name extends string>(
  row: Row,
  name: Name,
  column: string,
): Partial<Record<Name, number>> {
  if (row[column] === null) return {};
  return { [name]: number(row, column) } as Partial<Record<Name, number>>;
}

export function planValues(plan: FrozenPlan): SqlValue[] {
  return [plan.rolloutUid, JSON.stringify(plan.hostUids), JSON.stringify(plan.policy)];
}

export function planFromRow(row: Row): FrozenPlan {
  return {
    rolloutUid: text(row, 'rollout_uid'),
    hostUids: JSON.parse(text(row, 'host_uids')) as string[],
    // An earlier release froze fewer settings.
    policy: { ...DEFAULT_POLICY, ...(JSON.parse(text(row, 'policy')) as FrozenPlan['policy']) },
  };
}

export function openIntervalValues(interval: VersionInterval): SqlValue[] {
  return [
    interval.hostUid,
    interval.credentialUid,
    interval.host,
    interval.namespace,
    interval.credential,
    interval.version,
    interval.fromMs,
  ];
}

export function intervalFromRow(row: Row): StoredInterval {
  const endReason = row['end_reason'];
  return {
    id: number(row, 'id'),
    hostUid: text(row, 'host_uid'),
    host: text(row, 'host'),
    credentialUid: text(row, 'credential_uid'),
    namespace: text(row, 'namespace'),
    credential: text(row, 'credential'),
    version: number(row, 'version'),
    fromMs: number(row, 'from_ms'),
    ...(row['to_ms'] === null ? {} : { toMs: number(row, 'to_ms') }),
    ...(endReason === null
      ? {}
      : { endReason: endReason as NonNullable<VersionInterval['endReason']> }),
  };
}

export function blockValues(block: HostBlock): SqlValue[] {
  return [
    block.id,
    block.kind,
    block.hostUid,
    block.hostName,
    block.identityHash,
    block.deniedSerial,
    block.message,
    block.actor,
    block.sinceMs,
    block.hostSeq,
    block.trustEpoch,
    block.lifted?.atMs ?? null,
    block.lifted?.by ?? null,
  ];
}

export function blockFromRow(row: Row): HostBlock {
  const isLifted = row['lifted_at_ms'] !== null;
  return {
    id: text(row, 'id'),
    kind: text(row, 'kind') as BlockKind,
    hostUid: text(row, 'host_uid'),
    hostName: text(row, 'host'),
    identityHash: text(row, 'identity_hash'),
    deniedSerial: text(row, 'denied_serial'),
    message: text(row, 'message'),
    actor: text(row, 'actor'),
    sinceMs: number(row, 'since_ms'),
    hostSeq: number(row, 'host_seq'),
    trustEpoch: number(row, 'trust_epoch'),
    ...(isLifted
      ? { lifted: { atMs: number(row, 'lifted_at_ms'), by: text(row, 'lifted_by') } }
      : {}),
  };
}

export function attestationValues(attestation: HostAttestation): SqlValue[] {
  const { hostUid, timeMs, bootId, values } = attestation;
  return [hostUid, timeMs, bootId, JSON.stringify([...values])];
}

export function attestationFromRow(row: Row): HostAttestation {
  return {
    hostUid: text(row, 'host_uid'),
    timeMs: number(row, 'time_ms'),
    bootId: text(row, 'boot_id'),
    values: new Map(JSON.parse(text(row, 'pcr_values')) as [number, string][]),
  };
}

/** @param encoded the event as canonical JSON. */
export function eventValues(
  event: NewAuditEvent & { readonly seq: number },
  encoded: string,
): SqlValue[] {
  const { subject } = event;
  return [
    event.seq,
    event.timeMs,
    event.type,
    event.actor.id,
    subject.namespace ?? null,
    subject.hostCredential ?? null,
    subject.version ?? null,
    subject.host ?? null,
    encoded,
    event.receiptBody ?? null,
  ];
}

/** The columns are only an index; the event is what its JSON says. */
export function eventFromRow(row: Row): AuditEvent {
  const { time, ...event } = JSON.parse(text(row, 'json')) as Omit<AuditEvent, 'timeMs'> & {
    readonly time: string;
  };
  return { ...event, timeMs: parseTime(time) ?? 0 };
}

export function storedEventFromRow(row: Row): StoredEvent {
  const body = row['receipt_body'];
  return {
    seq: number(row, 'seq'),
    json: text(row, 'json'),
    ...(body === null ? {} : { receiptBody: bytes(row, 'receipt_body') }),
  };
}

/** A host's key stays with its epoch, also when the host has another by now. */
export function receiptKeyValues(identity: ReceiptKey): SqlValue[] {
  return [identity.hostUid, identity.identityEpoch, identity.receiptKey];
}

export function receiptKeyFromRow(row: Row): ReceiptKey {
  return {
    hostUid: text(row, 'host_uid'),
    identityEpoch: number(row, 'identity_epoch'),
    receiptKey: bytes(row, 'receipt_key'),
  };
}

/** As it is read again after these values were written. */
export function writtenRow(columns: readonly string[], values: readonly SqlValue[]): Row {
  return Object.fromEntries(columns.map((column, index) => [column, values[index]]));
}

function text(row: Row, column: string): string {
  return row[column] as string;
}

function number(row: Row, column: string): number {
  return row[column] as number;
}

function bytes(row: Row, column: string): Uint8Array {
  return row[column] as Uint8Array;
}
