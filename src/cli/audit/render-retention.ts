/**
 * What of the audit log is kept, as a person reads it, and as a program does.
 * @module
 */
import { formatTime } from '#src/api/time.ts';
import type { HoldRow, RetentionStatus, RetentionStep } from '#src/wire/retention-messages.ts';
import { formatTable } from '../table.ts';

const DAY_MS = 86_400_000;

/** `-o json` prints these: a stable shape, fields are only added. */
export function holdView({ sinceMs, liftedAtMs, liftedBy, ...row }: HoldRow): object {
  const lifted = liftedAtMs === 0 ? null : { at: formatTime(liftedAtMs), by: liftedBy };
  return { ...row, since: formatTime(sinceMs), lifted };
}

export function retentionView({ holds, pruned, sinks, ...status }: RetentionStatus): object {
  return {
    ...status,
    holds: holds.map(holdView),
    pruned: pruned.map(({ untilMs, ...range }) => ({ ...range, until: formatTime(untilMs) })),
    sinks: sinks.map(({ behindSinceMs, ...sink }) => ({
      ...sink,
      lagEvents: lagOf(status.lastSeq, sink.seq),
      behindSince: behindSinceMs === 0 ? null : formatTime(behindSinceMs),
    })),
  };
}

export function renderHolds(holds: readonly HoldRow[]): string {
  const rows = holds.map(({ id, reason, actor, sinceMs, liftedAtMs, liftedBy, ...about }) => [
    id,
    whatIsHeld(about),
    actor,
    formatTime(sinceMs),
    liftedAtMs === 0 ? '' : `${formatTime(liftedAtMs)} by ${liftedBy}`,
    reason,
  ]);
  return formatTable(['HOLD', 'ABOUT', 'BY', 'SINCE', 'LIFTED', 'REASON'], rows);
}

export function renderRetention(status: RetentionStatus): string {
  const { firstSeq, lastSeq, retentionMs, archive, problem, holds, pruned, sinks } = status;
  const kept = retentionMs === 0 ? 'for ever' : `for ${Math.floor(retentionMs / DAY_MS)} days`;
  const open = holds.filter(({ liftedAtMs }) => liftedAtMs === 0);
  const last = pruned.at(-1);
  const sinkRows = sinks.map(({ name, seq, behindSinceMs, problem: why }) => [
    name,
    String(seq),
    String(lagOf(lastSeq, seq)),
    behindSinceMs === 0 ? '' : formatTime(behindSinceMs),
    why,
  ]);
  return [
    `Events ${firstSeq} to ${lastSeq} are in the ledger, kept ${kept}; archive: ${archive}`,
    ...(last === undefined
      ? []
      : [`Up to ${last.lastSeq} (${formatTime(last.untilMs)}) pruned, last into ${last.segment}`]),
    ...(problem === '' ? [] : [`The last pass failed: ${problem}`]),
    ...(open.length === 0 ? [] : [renderHolds(open)]),
    ...(sinks.length === 0
      ? []
      : [formatTable(['SINK', 'TAKEN', 'LAG', 'BEHIND-SINCE', 'PROBLEM'], sinkRows)]),
  ].join('\n');
}

export function stepLine({ kind, firstSeq, lastSeq, segment, why }: RetentionStep): string {
  const range = `events ${firstSeq} to ${lastSeq}`;
  switch (kind) {
    case 'Archived':
      return `archived ${range} in ${segment}`;
    case 'Pruned':
      return `pruned ${range}; ${segment} has them`;
    case 'WouldPrune':
      return `would prune ${range}${why === '' ? '' : `, which ${why} will not get`}`;
    case 'Kept':
      return `kept ${range}: ${why}`;
  }
}

function whatIsHeld({
  namespace,
  credential,
  host,
}: Pick<HoldRow, 'namespace' | 'credential' | 'host'>): string {
  const named = [credential === '' ? '' : `${namespace}/${credential}`, host];
  return named.filter((name) => name !== '').join(' on ') || 'everything';
}

function lagOf(lastSeq: number, seq: number): number {
  return Math.max(0, lastSeq - seq);
}
