/**
 * What of the audit log is kept, as the Retention service tells it. Pure.
 * @module
 */
import type { Ledger } from '#controller/ledger/ledger.ts';
import type { LegalHold } from '#controller/ledger/retention-state.ts';
import type { HoldRow, RetentionStatus, SinkRow } from '#src/wire/retention-messages.ts';

export type RetentionNow = {
  readonly ledger: Pick<Ledger, 'evidence' | 'retention'>;
  readonly firstSeq: number;
  readonly retentionMs: number;
  readonly archive: string;
  readonly problem: string | undefined;
  readonly sinks: readonly SinkRow[];
};

export function retentionStatus(now: RetentionNow): RetentionStatus {
  const { ledger, firstSeq, retentionMs, archive, problem = '', sinks } = now;
  return {
    firstSeq,
    lastSeq: ledger.evidence.head().size,
    retentionMs: Number.isFinite(retentionMs) ? retentionMs : 0,
    archive,
    problem,
    holds: ledger.retention.holds().map(holdRow),
    pruned: ledger.retention.pruned(),
    sinks,
  };
}

export function holdRow(hold: LegalHold): HoldRow {
  const { namespace = '', credential = '', host = '', lifted, ...rest } = hold;
  const liftedAtMs = lifted?.atMs ?? 0;
  return { ...rest, namespace, credential, host, liftedAtMs, liftedBy: lifted?.by ?? '' };
}
