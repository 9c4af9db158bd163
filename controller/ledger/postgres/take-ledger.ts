/**
 * What a connection does before the ledger is used on it: refuses a server that would not keep what it acknowledges,
 * makes sure that no other controller has the ledger, and brings the schema up to date.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { migrationsAfter } from '../schema.ts';
import type { Owner } from './messages.ts';
import { postgresText } from './postgres-text.ts';

/** One text, which may be several statements when it has no values. */
export type Query = (
  text: string,
  values?: readonly string[],
) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** So that nothing of ours is found by another name than its own. */
const SCHEMA = 'credfleet';
/** "credflee" as a number: held by a session for as long as the ledger is its own. */
const LOCK = '7165901438989395301';
const MIN_VERSION = 130_000;
/** A statement that takes longer fails; the controller stands still as long. */
export const STATEMENT_TIMEOUT_MS = 10_000;

/** Of a controller that vanished the server hears after 25 s, and lets go of its lock. */
const SETTINGS = `
  SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;
  SET tcp_user_timeout = 25000; SET idle_in_transaction_session_timeout = 60000;
  SET lock_timeout = 10000; SET client_min_messages = warning; SET search_path = ${SCHEMA}`;

/** One row, and beside it the version of the schema. */
const OWNER_TABLE = `
  CREATE SCHEMA IF NOT EXISTS ${SCHEMA};
  CREATE TABLE IF NOT EXISTS owner (
    one BOOLEAN PRIMARY KEY DEFAULT true CHECK (one),
    schema_version BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    commits BIGINT NOT NULL
  );
  INSERT INTO owner (schema_version, epoch, commits) VALUES (0, 0, 0) ON CONFLICT DO NOTHING`;

/** Fails on NOT NULL when the ledger was taken by another since: $1 is the new count, $2 who we are. */
export const FENCE = 'UPDATE owner SET commits = CASE WHEN epoch = $2 THEN $1::bigint END';

export const OWNER = 'SELECT epoch, commits FROM owner';

/** For the first time: whoever had it before has it no more. */
export async function takeLedger(query: Query): Promise<Owner> {
  await prepareSession(query);
  await query(OWNER_TABLE);
  await migrate(query);
  const [owner] = await query('UPDATE owner SET epoch = epoch + 1 RETURNING epoch, commits');
  await query(`SET statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
  return { epoch: Number(owner?.['epoch']), commits: Number(owner?.['commits']) };
}

/** After the connection was lost. Whether it is the same ledger still, the thread of the controller looks itself. */
export async function takeLedgerAgain(query: Query): Promise<void> {
  await prepareSession(query);
  await query(`SET statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
}

async function prepareSession(query: Query): Promise<void> {
  await query(SETTINGS);
  await refuseServer(query);
  const [lock] = await query(`SELECT pg_try_advisory_lock(${LOCK}) AS is_ours`);
  if (lock?.['is_ours'] !== true) throw await owned(query);
}

async function refuseServer(query: Query): Promise<void> {
  const [server] = await query(`SELECT current_setting('server_version_num')::int AS version,
    current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync,
    current_setting('synchronous_commit') AS commit, pg_is_in_recovery() AS is_standby`);
  const problem = problemOf(server ?? {});
  if (problem !== undefined) throw new CredfleetError('STORE_FAILED', `the server ${problem}`);
  if (server?.['commit'] === 'off') await query('SET synchronous_commit = on');
}

function problemOf(server: Readonly<Record<string, unknown>>): string | undefined {
  if (server['is_standby'] === true) return 'is a standby: name the primary in --ledger';
  if (Number(server['version']) < MIN_VERSION) return 'is older than PostgreSQL 13';
  if (server['encoding'] !== 'UTF8') return 'has a database that is not in UTF8: make another';
  if (server['fsync'] !== 'on') return 'runs with fsync=off: it loses what it acknowledged';
  return undefined;
}

async function owned(query: Query): Promise<CredfleetError> {
  const [holder] = await query(`SELECT coalesce(host(client_addr), 'this machine') AS address,
      to_char(backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since
    FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND pg_locks.granted
      AND (classid::bigint << 32) + objid::bigint = ${LOCK} AND objsubid = 1`);
  const who =
    holder === undefined
      ? ''
      : ` (connected from ${String(holder['address'])} since ${String(holder['since'])})`;
  return new CredfleetError(
    'STORE_FAILED',
    `another controller has the ledger${who}: stop it, or give this one a database of its own`,
  );
}

async function migrate(query: Query): Promise<void> {
  const [row] = await query('SELECT schema_version FROM owner');
  for (const { version, migration } of migrationsAfter(Number(row?.['schema_version']))) {
    await query(
      `BEGIN; ${postgresText(migration)}; UPDATE owner SET schema_version = ${version}; COMMIT`,
    );
  }
}
