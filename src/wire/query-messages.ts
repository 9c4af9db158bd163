/**
 * What the Query service asks and answers, in our own words. Empty texts and zeros do not filter.
 * @module
 */
import type { AuditEvent } from '#src/audit/event.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';

export type StatesRequest = {
  readonly namespace: string;
  readonly credential: string;
  readonly host: string;
};

export type StateRow = Omit<HostCredentialState, 'dispatchedAtMs' | 'pushSeq' | 'attempt'>;

export type ExposureRequest = { readonly host: string };

/** InUse: rotate it. Gone: there is no such HostCredential any more. */
export const EXPOSURE_STATES = ['InUse', 'Replaced', 'Gone'] as const;

/** A version that a machine held or was sent. */
export type ExposureRow = {
  readonly host: string;
  readonly namespace: string;
  readonly credential: string;
  readonly version: number;
  readonly sinceMs: number;
  /** Absent: still there as far as is known. */
  readonly untilMs?: number;
  /** Proven; otherwise it was sent, and the machine may have read it. */
  readonly wasHeld: boolean;
  readonly state: (typeof EXPOSURE_STATES)[number];
};

export type EventsRequest = StatesRequest & {
  readonly version: number;
  readonly actor: string;
  /** Prefix. */
  readonly type: string;
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly afterSeq: number;
  readonly limit: number;
  readonly follow: boolean;
};

export type EventRow = AuditEvent;

export type ExplainRequest = {
  readonly host: string;
  readonly namespace: string;
  readonly credential: string;
};

export type ExplainReply = {
  /** One sentence. */
  readonly verdict: string;
  /** Root cause first. */
  readonly causes: readonly string[];
  /** Commands to run next. */
  readonly next: readonly string[];
  readonly state?: StateRow;
};
