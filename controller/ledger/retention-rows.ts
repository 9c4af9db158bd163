/**
 * The SQL of retention, and its rows ⇄ our types.
 * @module
 */
import type { LegalHold, PrunedRange, SinkPosition } from './retention-state.ts';
import type { Row, SqlValue } from './database.ts';

const HOLD_COLUMNS = 'id, namespace, credential, host, reason, actor, since_ms';

export const retentionWrites = {
  hold: `INSERT INTO audit_hold (${HOLD_COLUMNS}, lifted_at_ms, lifted_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET lifted_at_ms = excluded.lifted_at_ms, lifted_by = excluded.lifted_by`,
  sink: `INSERT INTO audit_sink (name, seq, behind_since_ms) VALUES (?, ?, ?)
    ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, behind_since_ms = excluded.behind_since_ms`,
  pruned: 'INSERT INTO audit_pruned (first_seq, last_seq, until_ms, segment) VALUES (?, ?, ?, ?)',
  deleteEvents: 'DELETE FROM event WHERE seq >= ? AND seq <= ?',
  // Those that ended within what was pruned, and before everything that is left.
  deleteIntervals: `DELETE FROM host_version_interval
    WHERE to_ms <= ? AND to_ms < coalesce((SELECT min(time_ms) FROM event), ?)
    AND NOT EXISTS (SELECT 1 FROM audit_hold WHERE audit_hold.lifted_at_ms IS NULL
      AND (audit_hold.host IS NULL OR audit_hold.host = host_version_interval.host)
      AND (audit_hold.credential IS NULL OR (audit_hold.namespace = host_version_interval.namespace
        AND audit_hold.credential = host_version_interval.credential)))`,
} as const;

export const retentionReads = {
  holds: 'SELECT * FROM audit_hold ORDER BY since_ms, id',
  pruned: 'SELECT * FROM audit_pruned ORDER BY first_seq',
  sinks: 'SELECT * FROM audit_sink ORDER BY name',
  // Not by the index of times: the range of numbers is the small one.
  latestTime: 'SELECT max(+time_ms) AS time_ms FROM event WHERE seq > ? AND seq <= ?',
} as const;

export function holdValues(hold: LegalHold): SqlValue[] {
  const { id, namespace = null, credential = null, host = null, reason, actor, sinceMs } = hold;
  const lifted = [hold.lifted?.atMs ?? null, hold.lifted?.by ?? null];
  return [id, namespace, credential, host, reason, actor, sinceMs, ...lifted];
}

export function holdFromRow(row: Row): LegalHold {
  const liftedAtMs = row['lifted_at_ms'] as number | null;
  return {
    id: row['id'] as string,
    ...named(row, 'namespace'),
    ...named(row, 'credential'),
    ...named(row, 'host'),
    reason: row['reason'] as string,
    actor: row['actor'] as string,
    sinceMs: row['since_ms'] as number,
    ...(liftedAtMs === null
      ? {}
      : { lifted: { atMs: liftedAtMs, by: row['lifted_by'] as string } }),
  };
}

export function prunedValues({ firstSeq, lastSeq, untilMs, segment }: PrunedRange): SqlValue[] {
  return [firstSeq, lastSeq, untilMs, segment];
}

export function prunedFromRow(row: Row): PrunedRange {
  return {
    firstSeq: row['first_seq'] as number,
    lastSeq: row['last_seq'] as number,
    untilMs: row['until_ms'] as number,
    segment: row['segment'] as string,
  };
}

export function sinkValues({ name, seq, behindSinceMs }: SinkPosition): SqlValue[] {
  return [name, seq, behindSinceMs ?? null];
}

export function sinkFromRow(row: Row): SinkPosition {
  const behindSinceMs = row['behind_since_ms'] as number | null;
  return {
    name: row['name'] as string,
    seq: row['seq'] as number,
    ...(behindSinceMs === null ? {} : { behindSinceMs }),
  };
}

function named<Name extends string>(row: Row, name: Name): { readonly [key in Name]?: string } {
  const value = row[name] as string | null;
  return value === null ? {} : ({ [name]: value } as { readonly [key in Name]?: string });
}
