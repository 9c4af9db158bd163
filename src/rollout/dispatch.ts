/**
 * The row and the event of sending a version to a host; written together, before anything is sent.
 * @module
 */
import type { NewAuditEvent } from '#src/audit/event.ts';
import type { HostCredentialState } from './host-state.ts';
import type { TargetHost } from './next-step.ts';

export type CredentialIdentity = {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
};

export type DispatchInput = {
  readonly credential: CredentialIdentity;
  readonly rollout: { readonly uid: string; readonly name: string; readonly attempt: number };
  readonly version: number;
  readonly host: Pick<TargetHost, 'hostUid' | 'host' | 'removes'>;
  readonly row: HostCredentialState | undefined;
  readonly nowMs: number;
  readonly why: 'Rollout' | 'CatchUp' | 'Departure';
};

export function dispatchedRow(input: DispatchInput): HostCredentialState {
  const { credential, rollout, host, row, nowMs } = input;
  return {
    hostUid: host.hostUid,
    host: host.host,
    credentialUid: credential.uid,
    namespace: credential.namespace,
    credential: credential.name,
    targetVersion: input.version,
    rolloutUid: rollout.uid,
    attempt: rollout.attempt,
    state: 'Dispatched',
    runningVersion: row?.runningVersion ?? 0,
    dispatchedAtMs: nowMs,
    pushSeq: 0,
    sinceMs: nowMs,
    message: '',
    units: [],
    items: [],
    ...(host.removes === true ? { removes: true } : {}),
    ...(host.removes === true && row?.leftAtMs !== undefined ? { leftAtMs: row.leftAtMs } : {}),
    ...(row?.sealRequest === undefined ? {} : { sealRequest: row.sealRequest }),
  };
}

/** The row of a host that never saw what was dispatched: as if nothing had been. */
export function withdrawnRow(row: HostCredentialState, nowMs: number): HostCredentialState {
  const { code: _old, removes: _removal, ...rest } = row;
  return {
    ...rest,
    targetVersion: row.runningVersion,
    state: row.runningVersion > 0 ? 'Healthy' : 'Removed',
    sinceMs: nowMs,
    message: `version ${row.targetVersion} was withdrawn before it arrived`,
  };
}

export function dispatchedEvent(input: DispatchInput): NewAuditEvent {
  const { credential, rollout, host, row } = input;
  return {
    timeMs: input.nowMs,
    type: 'host.version.dispatched',
    outcome: 'success',
    actor: { kind: 'controller', id: 'controller' },
    subject: {
      namespace: credential.namespace,
      hostCredential: credential.name,
      uid: credential.uid,
      version: input.version,
      rollout: rollout.name,
      host: host.host,
      hostUID: host.hostUid,
    },
    detail: {
      previousVersion: row?.runningVersion ?? 0,
      reason: input.why,
      ...(host.removes === true ? { operation: 'delete' } : {}),
    },
  };
}
