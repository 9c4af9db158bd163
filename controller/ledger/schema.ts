/**
 * Tables and indices of the ledger, as a list of migrations: each runs once, in order, and is never
 * edited after it was released. All SQL of the ledger is here and in statements.ts.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { biViews } from './views.ts';

/** In the types of SQLite, which postgres/postgres-text.ts has others for; two texts where that is not enough. */
export type Migration = string | { readonly sqlite: string; readonly postgres: string };

export const migrations: readonly Migration[] = [
  `
  CREATE TABLE identity (
    host_uid TEXT PRIMARY KEY,
    host TEXT NOT NULL,
    assurance TEXT NOT NULL,
    identity_hash TEXT NOT NULL,
    kx_pub BLOB NOT NULL,
    kx_epoch INTEGER NOT NULL,
    receipt_key BLOB NOT NULL,
    identity_epoch INTEGER NOT NULL,
    certificate_serial TEXT NOT NULL,
    certificate_not_after_ms INTEGER NOT NULL,
    last_push_seq INTEGER NOT NULL,
    last_report_seq INTEGER NOT NULL,
    enrolled_at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX identity_by_host ON identity (host);

  CREATE TABLE host_credential_state (
    credential_uid TEXT NOT NULL,
    host_uid TEXT NOT NULL,
    namespace TEXT NOT NULL,
    credential TEXT NOT NULL,
    host TEXT NOT NULL,
    target_version INTEGER NOT NULL,
    rollout_uid TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    state TEXT NOT NULL,
    running_version INTEGER NOT NULL,
    dispatched_at_ms INTEGER NOT NULL,
    push_seq INTEGER NOT NULL,
    since_ms INTEGER NOT NULL,
    code TEXT,
    message TEXT NOT NULL,
    units TEXT NOT NULL,
    items TEXT NOT NULL,
    PRIMARY KEY (credential_uid, host_uid)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX state_by_host_uid ON host_credential_state (host_uid);
  CREATE INDEX state_by_host ON host_credential_state (host);
  CREATE INDEX state_by_name ON host_credential_state (namespace, credential, host);

  CREATE TABLE host_version_interval (
    id INTEGER PRIMARY KEY,
    host_uid TEXT NOT NULL,
    credential_uid TEXT NOT NULL,
    host TEXT NOT NULL,
    namespace TEXT NOT NULL,
    credential TEXT NOT NULL,
    version INTEGER NOT NULL,
    from_ms INTEGER NOT NULL,
    to_ms INTEGER,
    end_reason TEXT
  ) STRICT;
  CREATE UNIQUE INDEX interval_open ON host_version_interval (credential_uid, host_uid) WHERE to_ms IS NULL;
  CREATE INDEX interval_by_host ON host_version_interval (host, from_ms);
  CREATE INDEX interval_by_name ON host_version_interval (namespace, credential, from_ms);

  CREATE TABLE rollout (
    rollout_uid TEXT PRIMARY KEY,
    rollout TEXT NOT NULL,
    credential_uid TEXT NOT NULL,
    namespace TEXT NOT NULL,
    credential TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    message TEXT NOT NULL,
    steps_done INTEGER NOT NULL,
    failed_hosts INTEGER NOT NULL,
    started_at_ms INTEGER,
    ended_at_ms INTEGER
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE rollout_plan (
    rollout_uid TEXT PRIMARY KEY,
    host_uids TEXT NOT NULL,
    policy TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    time_ms INTEGER NOT NULL,
    type TEXT NOT NULL,
    actor TEXT NOT NULL,
    namespace TEXT,
    credential TEXT,
    version INTEGER,
    host TEXT,
    json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX event_by_time ON event (time_ms);
  CREATE INDEX event_by_credential ON event (namespace, credential, seq);
  CREATE INDEX event_by_host ON event (host, seq);
  `,
  `
  CREATE TABLE host_block (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    host_uid TEXT NOT NULL,
    host TEXT NOT NULL,
    identity_hash TEXT NOT NULL,
    denied_serial TEXT NOT NULL,
    message TEXT NOT NULL,
    actor TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    host_seq INTEGER NOT NULL,
    trust_epoch INTEGER NOT NULL,
    lifted_at_ms INTEGER,
    lifted_by TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX block_by_host_uid ON host_block (host_uid);
  CREATE INDEX block_by_identity ON host_block (identity_hash);
  `,
  `
  ALTER TABLE identity ADD COLUMN ak_pub BLOB;
  CREATE INDEX identity_by_hash ON identity (identity_hash);
  `,
  `
  ALTER TABLE rollout ADD COLUMN movable_since_ms INTEGER;
  ALTER TABLE rollout ADD COLUMN stalled_generation INTEGER;
  `,
  `
  CREATE TABLE host_attestation (
    host_uid TEXT PRIMARY KEY,
    time_ms INTEGER NOT NULL,
    boot_id TEXT NOT NULL,
    pcr_values TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE INDEX block_open ON host_block (host_uid) WHERE lifted_at_ms IS NULL;
  `,
  `
  ALTER TABLE host_credential_state ADD COLUMN removes INTEGER;
  ALTER TABLE host_credential_state ADD COLUMN left_at_ms INTEGER;
  `,
  // Hashes of the full subtrees of 256, 65,536 … events; those below are made of the events themselves.
  `
  ALTER TABLE event ADD COLUMN receipt_body BLOB;
  CREATE TABLE tree_node (
    level INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (level, idx)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE receipt_key (
    host_uid TEXT NOT NULL,
    identity_epoch INTEGER NOT NULL,
    receipt_key BLOB NOT NULL,
    PRIMARY KEY (host_uid, identity_epoch)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO receipt_key SELECT host_uid, identity_epoch, receipt_key FROM identity;
  `,
  // What was said of one version, without a walk over all that was said of its HostCredential.
  `
  CREATE INDEX event_by_version ON event (namespace, credential, version, seq) WHERE version IS NOT NULL;
  `,
  biViews,
  // Retention: what must stay, what went and which archive has it, and how far each sink has taken events.
  `
  CREATE TABLE audit_hold (
    id TEXT PRIMARY KEY,
    namespace TEXT,
    credential TEXT,
    host TEXT,
    reason TEXT NOT NULL,
    actor TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    lifted_at_ms INTEGER,
    lifted_by TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE audit_pruned (
    first_seq INTEGER PRIMARY KEY,
    last_seq INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    segment TEXT NOT NULL
  ) STRICT;
  CREATE TABLE audit_sink (
    name TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    behind_since_ms INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX interval_by_end ON host_version_interval (to_ms) WHERE to_ms IS NOT NULL;
  `,
  // Each question about intervals by one index, in the order of its pages.
  `
  DROP INDEX interval_by_host;
  DROP INDEX interval_by_name;
  CREATE INDEX interval_by_host ON host_version_interval (host, namespace, credential, id);
  CREATE INDEX interval_by_name ON host_version_interval (namespace, credential, id);
  CREATE INDEX interval_by_version ON host_version_interval (namespace, credential, version, id);
  CREATE INDEX interval_by_time ON host_version_interval (namespace, credential, from_ms, to_ms);
  CREATE INDEX interval_held ON host_version_interval (namespace, credential, id) WHERE to_ms IS NULL;
  `,
  `
  ALTER TABLE host_credential_state ADD COLUMN seal_request INTEGER;
  `,
  // Absent: the time when the Reseal was made.
  `
  ALTER TABLE rollout ADD COLUMN seal_request INTEGER;
  `,
];

/**
 * Those that a database lacks that has run `done` of them.
 * @throws {CredfleetError} STORE_FAILED when it has run more than there are.
 */
export function migrationsAfter(
  done: number,
): readonly { readonly version: number; readonly migration: Migration }[] {
  if (done > migrations.length) {
    throw new CredfleetError(
      'STORE_FAILED',
      `the ledger has schema ${done}, this credfleet knows ${migrations.length}: run the newer one`,
    );
  }
  return migrations.map((migration, index) => ({ version: index + 1, migration })).slice(done);
}

export function sqliteText(migration: Migration): string {
  return typeof migration === 'string' ? migration : migration.sqlite;
}
