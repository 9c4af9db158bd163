/**
 * The SQL of the ledger, one text for SQLite and PostgreSQL: writes as fixed statements, reads as one SELECT per
 * table whose conditions follow from the filter. Values are always bound, never written into the text.
 * @module
 */
import type { SqlValue } from './database.ts';
import type { BlockFilter } from './host-block.ts';
import type { EventFilter, IntervalFilter, StateFilter } from './ledger.ts';

export type Select = { readonly sql: string; readonly values: readonly SqlValue[] };

export const EVENTS_DEFAULT_LIMIT = 1_000;
export const EVENTS_MAX_LIMIT = 10_000;

export const STATE_COLUMNS = [
  'credential_uid',
  'host_uid',
  'namespace',
  'credential',
  'host',
  'target_version',
  'rollout_uid',
  'attempt',
  'state',
  'running_version',
  'dispatched_at_ms',
  'push_seq',
  'since_ms',
  'code',
  'message',
  'units',
  'items',
  'removes',
  'left_at_ms',
  'seal_request',
];

export const IDENTITY_COLUMNS = [
  'host_uid',
  'host',
  'assurance',
  'identity_hash',
  'kx_pub',
  'kx_epoch',
  'receipt_key',
  'identity_epoch',
  'certificate_serial',
  'certificate_not_after_ms',
  'last_push_seq',
  'last_report_seq',
  'enrolled_at_ms',
  'ak_pub',
];

export const ROLLOUT_COLUMNS = [
  'rollout_uid',
  'rollout',
  'credential_uid',
  'namespace',
  'credential',
  'version',
  'state',
  'reason',
  'message',
  'steps_done',
  'failed_hosts',
  'started_at_ms',
  'ended_at_ms',
  'movable_since_ms',
  'stalled_generation',
  'seal_request',
];

const BLOCK_COLUMNS = [
  'id',
  'kind',
  'host_uid',
  'host',
  'identity_hash',
  'denied_serial',
  'message',
  'actor',
  'since_ms',
  'host_seq',
  'trust_epoch',
  'lifted_at_ms',
  'lifted_by',
];

export const writes = {
  identity: upsert('identity', ['host_uid'], IDENTITY_COLUMNS),
  state: upsert('host_credential_state', ['credential_uid', 'host_uid'], STATE_COLUMNS),
  rollout: upsert('rollout', ['rollout_uid'], ROLLOUT_COLUMNS),
  plan: upsert('rollout_plan', ['rollout_uid'], ['rollout_uid', 'host_uids', 'policy']),
  block: upsert('host_block', ['id'], BLOCK_COLUMNS),
  attestation: upsert(
    'host_attestation',
    ['host_uid'],
    ['host_uid', 'time_ms', 'boot_id', 'pcr_values'],
  ),
  pushSeq: 'UPDATE identity SET last_push_seq = ? WHERE host_uid = ? AND last_push_seq < ?',
  reportSeq: 'UPDATE identity SET last_report_seq = ? WHERE host_uid = ? AND last_report_seq < ?',
  closeInterval: `UPDATE host_version_interval
    SET to_ms = CASE WHEN from_ms > ? THEN from_ms ELSE ? END, end_reason = ?
    WHERE host_uid = ? AND credential_uid = ? AND to_ms IS NULL`,
  openInterval: `INSERT INTO host_version_interval
    (host_uid, credential_uid, host, namespace, credential, version, from_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?)`,
  event: `INSERT INTO event
    (seq, time_ms, type, actor, namespace, credential, version, host, json, receipt_body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  treeNode: 'INSERT INTO tree_node (level, idx, hash) VALUES (?, ?, ?)',
  receiptKey: `INSERT INTO receipt_key (host_uid, identity_epoch, receipt_key) VALUES (?, ?, ?)
    ON CONFLICT (host_uid, identity_epoch) DO NOTHING`,
} as const;

export const reads = {
  identity: 'SELECT * FROM identity WHERE host_uid = ?',
  identityByName: 'SELECT * FROM identity WHERE host = ? ORDER BY enrolled_at_ms DESC LIMIT 1',
  identities: 'SELECT * FROM identity ORDER BY host',
  identitiesByHash: 'SELECT * FROM identity WHERE identity_hash = ? ORDER BY enrolled_at_ms',
  rollout: 'SELECT * FROM rollout WHERE rollout_uid = ?',
  plan: 'SELECT * FROM rollout_plan WHERE rollout_uid = ?',
  attestation: 'SELECT * FROM host_attestation WHERE host_uid = ?',
  receiptKeys: 'SELECT * FROM receipt_key ORDER BY host_uid, identity_epoch',
  firstEventSeq: 'SELECT coalesce(min(seq), 1) AS seq FROM event',
  lastEvent: 'SELECT seq, json FROM event ORDER BY seq DESC LIMIT 1',
  storedEvents: 'SELECT seq, json, receipt_body FROM event WHERE seq > ? ORDER BY seq LIMIT ?',
  eventTexts:
    'SELECT seq, json, NULL AS receipt_body FROM event WHERE seq > ? ORDER BY seq LIMIT ?',
  treeNodes: 'SELECT hash FROM tree_node WHERE level = ? AND idx >= ? AND idx < ? ORDER BY idx',
  treeNodeCount: 'SELECT coalesce(max(idx) + 1, 0) AS count FROM tree_node WHERE level = ?',
} as const;

export function selectStates(filter: StateFilter): Select {
  const where = stateConditions(filter);
  return select(
    `SELECT * FROM host_credential_state`,
    where,
    'ORDER BY namespace, credential, host, host_uid',
  );
}

export function selectIntervals(filter: IntervalFilter): Select {
  const where = stateConditions(filter);
  where.add('version = ?', filter.version);
  if (filter.atMs !== undefined) {
    where.add('from_ms <= ?', filter.atMs);
    where.add('(to_ms IS NULL OR to_ms > ?)', filter.atMs);
  }
  if (filter.isOpen === true) where.require('to_ms IS NULL');
  where.add('(to_ms IS NULL OR to_ms > ?)', filter.sinceMs);
  where.add('from_ms <= ?', filter.untilMs);
  // With a plus no index gives the order: then the one of times finds them, in which few are of one moment.
  const id = filter.atMs !== undefined && filter.version === undefined ? '+id' : 'id';
  where.add(`${id} > ?`, filter.afterId);
  const order = filter.afterId === undefined ? 'from_ms, id' : id;
  const all = select('SELECT * FROM host_version_interval', where, `ORDER BY ${order}`);
  return limited(all, filter.limit);
}

export function selectBlocks(filter: BlockFilter): Select {
  const where = new Conditions();
  where.add('host_uid = ?', filter.hostUid);
  where.add('identity_hash = ?', filter.identityHash);
  if (filter.isOpen === true) where.require('lifted_at_ms IS NULL');
  if (filter.isOpen === false) where.require('lifted_at_ms IS NOT NULL');
  return select('SELECT * FROM host_block', where, 'ORDER BY since_ms, id');
}

/** Without afterSeq the newest, otherwise those that follow it; the caller puts the oldest first. */
export function selectEvents(filter: EventFilter): Select {
  const where = new Conditions();
  where.add('namespace = ?', filter.namespace);
  where.add('credential = ?', filter.credential);
  where.add('host = ?', filter.host);
  where.add('version = ?', filter.version);
  where.add('actor = ?', filter.actor);
  // Not LIKE: the prefix is data, not a pattern.
  where.add('substr(type, 1, length(?)) = ?', filter.type, filter.type);
  where.add('time_ms >= ?', filter.sinceMs);
  where.add('time_ms <= ?', filter.untilMs);
  where.add('seq > ?', filter.afterSeq);
  where.add('seq <= ?', filter.untilSeq);
  const limit = Math.min(filter.limit ?? EVENTS_DEFAULT_LIMIT, EVENTS_MAX_LIMIT);
  const order = filter.afterSeq === undefined ? 'DESC' : 'ASC';
  return limited(select('SELECT json FROM event', where, `ORDER BY seq ${order}`), limit);
}

class Conditions {
  readonly texts: string[] = [];
  readonly values: SqlValue[] = [];

  require(text: string): void {
    this.texts.push(text);
  }

  /** Adds nothing when there is no value to compare with. */
  add(text: string, ...values: readonly (SqlValue | undefined)[]): void {
    const bound = values.filter((value) => value !== undefined);
    if (bound.length < values.length) return;
    this.texts.push(text);
    this.values.push(...bound);
  }
}

function stateConditions(filter: StateFilter): Conditions {
  const where = new Conditions();
  where.add('namespace = ?', filter.namespace);
  where.add('credential = ?', filter.credential);
  where.add('credential_uid = ?', filter.credentialUid);
  where.add('host = ?', filter.host);
  where.add('host_uid = ?', filter.hostUid);
  return where;
}

function select(from: string, where: Conditions, tail: string): Select {
  const conditions = where.texts.length === 0 ? '' : `WHERE ${where.texts.join(' AND ')}`;
  return { sql: `${from} ${conditions} ${tail}`, values: where.values };
}

function limited({ sql, values }: Select, limit: number | undefined): Select {
  return limit === undefined
    ? { sql, values }
    : { sql: `${sql} LIMIT ?`, values: [...values, limit] };
}

/** An update in place: an index is written only when its column changes. */
function upsert(table: string, key: readonly string[], columns: readonly string[]): string {
  const marks = columns.map(() => '?').join(', ');
  const rest = columns.filter((column) => !key.includes(column));
  const sets = rest.map((column) => `${column} = excluded.${column}`).join(', ');
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})
    ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${sets}`;
}
