/**
 * What the Query service is asked about the past, and answers: who held what when, and is it gone. Empty texts and
 * zeros do not filter.
 * @module
 */
import type { VersionInterval } from '#src/rollout/host-state.ts';

/** At most `limit` rows (0: 1,000) in the order in which they were recorded, those after the id `after`. */
export type Page = { readonly after: number; readonly limit: number };

export type HoldersRequest = Page & {
  readonly namespace: string;
  readonly credential: string;
  readonly version: number;
  /** 0: now. */
  readonly atMs: number;
};

/** Of a host, of a HostCredential, or of both. */
export type HistoryRequest = Page & {
  readonly host: string;
  readonly namespace: string;
  readonly credential: string;
  readonly version: number;
  /** What was held at any moment from then… */
  readonly sinceMs: number;
  /** … to then. */
  readonly untilMs: number;
};

export type IntervalRow = VersionInterval & {
  readonly id: number;
  /** Of what is held now: the invocations that have loaded it, as the host proved. */
  readonly loadedBy: readonly LoadedBy[];
};

export type LoadedBy = { readonly unit: string; readonly invocationId: string };

/** `host`: '' for all that were ever sent it. */
export type GoneRequest = {
  readonly namespace: string;
  readonly credential: string;
  readonly version: number;
  readonly host: string;
};

/**
 * Gone: proven. Removed: its files are, but a unit may have it loaded. Replaced: the host runs another version and may
 * keep this one, sealed, to go back to. Held: it runs. Unknown: it was sent, and no signed word says that it is gone.
 */
export const GONE_STATES = ['Gone', 'Removed', 'Replaced', 'Held', 'Unknown'] as const;
export type GoneState = (typeof GONE_STATES)[number];

export type GoneRow = {
  readonly host: string;
  readonly hostUid: string;
  readonly credentialUid: string;
  /** The version that was asked for, or another with the same content. */
  readonly version: number;
  readonly state: GoneState;
  readonly sinceMs: number;
  /** Sequence numbers of the audit events that say so… */
  readonly evidence: readonly number[];
  /** … and of those that the host signed. */
  readonly receipts: readonly number[];
};
