/**
 * What the ledger remembers about its own audit log: legal holds, what was pruned and which archive has it, and how
 * far each sink has taken events.
 * @module
 */

/** Events about what it names are not pruned; one that names nothing holds them all. */
export type LegalHold = {
  readonly id: string;
  readonly namespace?: string;
  readonly credential?: string;
  readonly host?: string;
  readonly reason: string;
  /** Who decided. */
  readonly actor: string;
  readonly sinceMs: number;
  readonly lifted?: { readonly atMs: number; readonly by: string };
};

/** Whole blocks that are in an archive, and here no more. */
export type PrunedRange = {
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** The latest time in it. */
  readonly untilMs: number;
  /** The archive segment that has it. */
  readonly segment: string;
};

export type SinkPosition = {
  readonly name: string;
  /** It has taken the events up to this one. */
  readonly seq: number;
  /** Since then it is too far behind, and an event says so. */
  readonly behindSinceMs?: number;
};

export interface RetentionState {
  /** The oldest first; lifted ones too. */
  holds(): readonly LegalHold[];
  /** The oldest first. */
  pruned(): readonly PrunedRange[];
  sinks(): readonly SinkPosition[];
  /** The latest time in events `afterSeq` + 1 to `lastSeq`; clocks go back, so it need not be that of the last. */
  latestTimeMs(afterSeq: number, lastSeq: number): number;
}
