/**
 * Views for reports and dashboards of others (docs/operations.md#for-bi): what happened, who held what, what runs
 * where. Names and columns only grow. No key, no digest, no content.
 * @module
 */
import type { Migration } from './schema.ts';

type Words = {
  /** A moment of the column, for people. */
  readonly time: (column: string) => string;
  readonly member: (name: string) => string;
};

const SQLITE: Words = {
  time: (column) => `strftime('%Y-%m-%dT%H:%M:%fZ', ${column} / 1000.0, 'unixepoch')`,
  member: (name) => `json_extract(json, '$.${name}')`,
};

const POSTGRES: Words = {
  time: (column) => `to_timestamp(${column} / 1000.0)`,
  member: (name) => `(json::json ->> '${name}')`,
};

/** Released as a migration: never edited; another view is another function. */
function firstViews({ time, member }: Words): string {
  return `
  CREATE VIEW bi_event AS SELECT seq, ${time('time_ms')} AS time, type, ${member('outcome')} AS outcome,
    actor, namespace, credential, version, host, json FROM event;
  CREATE VIEW bi_held_version AS SELECT namespace, credential, version, host, host_uid,
    ${time('from_ms')} AS held_from, ${time('to_ms')} AS held_until, end_reason FROM host_version_interval;
  CREATE VIEW bi_host_state AS SELECT namespace, credential, host, host_uid, state, running_version,
    target_version, ${time('since_ms')} AS since, code, message FROM host_credential_state;
  CREATE VIEW bi_host AS SELECT host, host_uid, assurance, ${time('enrolled_at_ms')} AS enrolled,
    ${time('certificate_not_after_ms')} AS certificate_not_after FROM identity;
  CREATE VIEW bi_rollout AS SELECT namespace, credential, rollout, version, state, reason, message,
    failed_hosts, ${time('started_at_ms')} AS started, ${time('ended_at_ms')} AS ended FROM rollout;`;
}

export const biViews: Migration = {
  sqlite: firstViews(SQLITE),
  postgres: firstViews(POSTGRES),
};
