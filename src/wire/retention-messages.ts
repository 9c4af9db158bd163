/**
 * What the Retention service asks and answers, in our own words.
 * @module
 */

/** Of why something is held, or no longer. */
export const REASON_MAX_CHARS = 1024;

/** Empty texts name nothing; nothing named is everything. */
export type AddHoldRequest = {
  readonly namespace: string;
  readonly credential: string;
  readonly host: string;
  readonly reason: string;
};

export type LiftHoldRequest = { readonly id: string; readonly reason: string };

export type PruneRequest = { readonly dryRun: boolean };

export type HoldRow = AddHoldRequest & {
  readonly id: string;
  readonly actor: string;
  readonly sinceMs: number;
  /** 0: in force. */
  readonly liftedAtMs: number;
  readonly liftedBy: string;
};

export type PrunedRow = {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly untilMs: number;
  readonly segment: string;
};

export type SinkRow = {
  readonly name: string;
  readonly seq: number;
  /** 0: it is not behind. */
  readonly behindSinceMs: number;
  readonly problem: string;
};

export type RetentionStatus = {
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** 0: for ever. */
  readonly retentionMs: number;
  readonly archive: string;
  readonly problem: string;
  readonly holds: readonly HoldRow[];
  readonly pruned: readonly PrunedRow[];
  readonly sinks: readonly SinkRow[];
};

export const RETENTION_STEPS = ['Archived', 'Pruned', 'WouldPrune', 'Kept'] as const;

export type RetentionStep = {
  readonly kind: (typeof RETENTION_STEPS)[number];
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** The file in the archive; '' for none. */
  readonly segment: string;
  /** Of what is kept: the reason. */
  readonly why: string;
};
