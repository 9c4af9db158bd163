/**
 * Where one host stands with one credential: the row of the matrix that the planner reads and the
 * ledger stores.
 * @module
 */
import type { ErrorCode } from '#src/errors/credfleet-error.ts';
import type { ItemReport, UnitReport } from '#src/intent/report.ts';

export type HostState =
  | 'Dispatched'
  | 'Sealed'
  | 'Activating'
  | 'Soaking'
  | 'Healthy'
  | 'Failed'
  | 'RolledBack'
  | 'Removed'
  /** It holds it for its next boot. */
  | 'Staged'
  /** It holds what nobody manages any more. */
  | 'Orphaned';

/** Pending and SkippedOffline are not stored: a host without a row for the version is pending. */
export type HostCredentialState = {
  readonly hostUid: string;
  readonly host: string;
  readonly credentialUid: string;
  readonly namespace: string;
  readonly credential: string;
  /** The version last dispatched to this host. */
  readonly targetVersion: number;
  readonly rolloutUid: string;
  readonly attempt: number;
  readonly state: HostState;
  /** What the host holds and has proved; 0 = nothing. */
  readonly runningVersion: number;
  readonly dispatchedAtMs: number;
  /** Host sequence of the push that carried it; 0 = not sent yet. */
  readonly pushSeq: number;
  readonly sinceMs: number;
  readonly code?: ErrorCode;
  readonly message: string;
  readonly units: readonly UnitReport[];
  readonly items: readonly ItemReport[];
  /** What was dispatched removes the credential. */
  readonly removes?: true;
  /** Since when it is no target any more. */
  readonly leftAtMs?: number;
  /** The request for which what it holds was sealed, as it says itself; absent: for none. */
  readonly sealRequest?: number;
};

/** Why a host holds a version no more. */
export const END_REASONS = ['replaced', 'rolledBack', 'removed', 'revoked'] as const;

export type VersionInterval = {
  readonly hostUid: string;
  readonly host: string;
  readonly credentialUid: string;
  readonly namespace: string;
  readonly credential: string;
  readonly version: number;
  readonly fromMs: number;
  readonly toMs?: number;
  readonly endReason?: (typeof END_REASONS)[number];
};
