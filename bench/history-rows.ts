/**
 * A history of versions on a fleet, written into a ledger's tables in bulk: every host held every version of every
 * HostCredential, one after the other, a version a week. Of the newest versions there is what the log says, too.
 * @module
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { canonicalJson } from '#src/audit/canonical-json.ts';
import { openSqliteLedger } from '#controller/ledger/sqlite-ledger.node.ts';

export type HistorySize = {
  readonly hosts: number;
  readonly credentials: number;
  readonly versions: number;
  /** Of so many versions, the newest, there are events. */
  readonly told: number;
};

export const NAMESPACE = 'payments';
export const START_MS = 1_700_000_000_000;
export const WEEK_MS = 604_800_000;
const HOST_STEP_MS = 1_000;

export const hostName = (host: number): string => `metal-${host}`;
export const credentialName = (credential: number): string => `secret-${credential}`;

/** Fills the file; `progress` is told how far it is, 0 to 1. */
export function fillHistory(
  path: string,
  size: HistorySize,
  progress: (done: number) => void,
): void {
  // Its tables, as they are.
  openSqliteLedger(path).close();
  const database = new DatabaseSync(path);
  // It may be lost: it is made anew.
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000');
  for (const table of ['host_version_interval', 'event']) {
    withoutIndices(database, table, () => {
      database.exec('BEGIN');
      if (table === 'event') fillEvents(database, size);
      else fillIntervals(database, size, progress);
      database.exec('COMMIT');
    });
  }
  // As a ledger that has run for a while has it.
  database.exec('PRAGMA journal_mode = WAL');
  database.close();
}

/** Made at the end, from sorted rows: a tenth of the time. */
function withoutIndices(database: DatabaseSync, table: string, work: () => void): void {
  const found = database
    .prepare(
      "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
    )
    .all(table);
  for (const { name } of found) database.exec(`DROP INDEX ${String(name)}`);
  work();
  for (const { sql } of found) database.exec(String(sql));
}

function fillIntervals(
  database: DatabaseSync,
  { hosts, credentials, versions }: HistorySize,
  progress: (done: number) => void,
): void {
  const insert = database.prepare(
    `INSERT INTO host_version_interval
      (host_uid, credential_uid, host, namespace, credential, version, from_ms, to_ms, end_reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (let version = 1; version <= versions; version += 1) {
    const isLast = version === versions;
    for (let credential = 0; credential < credentials; credential += 1) {
      for (let host = 0; host < hosts; host += 1) {
        const fromMs = heldFromMs(version, host);
        insert.run(
          `uid-${host}`,
          `credential-${credential}`,
          hostName(host),
          NAMESPACE,
          credentialName(credential),
          version,
          fromMs,
          isLast ? null : fromMs + WEEK_MS,
          isLast ? null : 'replaced',
        );
      }
    }
    progress(version / versions);
  }
}

function fillEvents(database: DatabaseSync, size: HistorySize): void {
  const { hosts, credentials, versions, told } = size;
  const insert = database.prepare(
    `INSERT INTO event (seq, time_ms, type, actor, namespace, credential, version, host, json)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const log = new Log(insert);
  for (let version = 1; version <= versions; version += 1) {
    for (let credential = 0; credential < credentials; credential += 1) {
      const about = { credential, version, timeMs: START_MS + version * WEEK_MS };
      log.add({ ...about, type: 'version.created' });
      if (version <= versions - told) continue;
      for (let host = 0; host < hosts; host += 1) {
        const timeMs = heldFromMs(version, host);
        log.add({ ...about, timeMs, host, type: 'host.version.healthy' });
      }
    }
  }
}

type Told = {
  readonly type: string;
  readonly credential: number;
  readonly version: number;
  readonly timeMs: number;
  readonly host?: number;
};

class Log {
  readonly #insert: StatementSync;
  #seq = 0;

  constructor(insert: StatementSync) {
    this.#insert = insert;
  }

  add({ type, credential, version, timeMs, host }: Told): void {
    this.#seq += 1;
    const name = host === undefined ? null : hostName(host);
    const about = host === undefined ? {} : { host: hostName(host), hostUID: `uid-${host}` };
    const json = canonicalJson({
      actor: { id: name ?? 'controller', kind: name === null ? 'controller' : 'host' },
      detail: { contentDigest: `digest-${version}`, phase: 'Healthy', runningVersion: version },
      outcome: 'success',
      seq: this.#seq,
      subject: {
        ...about,
        hostCredential: credentialName(credential),
        namespace: NAMESPACE,
        uid: `credential-${credential}`,
        version,
      },
      time: new Date(timeMs).toISOString(),
      type,
    });
    const named = [NAMESPACE, credentialName(credential), version, name];
    this.#insert.run(this.#seq, timeMs, type, name ?? 'controller', ...named, json);
  }
}

function heldFromMs(version: number, host: number): number {
  return START_MS + version * WEEK_MS + host * HOST_STEP_MS;
}
