/**
 * Where the ledger's benchmark writes: our ledger, and the same rows by the bare driver with the same durability, in
 * SQLite and in PostgreSQL.
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import type { Ledger } from '#controller/ledger/ledger.ts';
import { openPostgresLedger } from '#controller/ledger/postgres/postgres-ledger.node.ts';
import { parsePostgresUrl } from '#controller/ledger/postgres/postgres-url.ts';
import { openSqliteLedger } from '#controller/ledger/sqlite-ledger.node.ts';
import type { NewAuditEvent } from '#src/audit/event.ts';
import type { PostgresServer } from '#test/postgres/postgres-server.ts';

/** Resolves when the group is durable. */
export type Bare = {
  write(group: readonly NewAuditEvent[]): Promise<void>;
  close(): Promise<void>;
};

/** Empty, and gone with `remove`. */
export type Place = {
  readonly ledger: () => Ledger;
  readonly bare: () => Promise<Bare>;
  readonly remove: () => void;
};

export type Kind = { readonly kind: string; readonly place: () => Place };

/** As the ledger opens its file. */
const PRAGMAS = `PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL`;
/** The columns and indices that queries need, without what makes events evidence. */
const TABLE = `CREATE TABLE bare_event (seq BIGINT PRIMARY KEY, time_ms BIGINT NOT NULL, type TEXT NOT NULL,
  actor TEXT NOT NULL, namespace TEXT, credential TEXT, version BIGINT, host TEXT, json TEXT NOT NULL);
  CREATE INDEX bare_event_by_time ON bare_event (time_ms);
  CREATE INDEX bare_event_by_credential ON bare_event (namespace, credential, seq);
  CREATE INDEX bare_event_by_version ON bare_event (namespace, credential, version, seq);
  CREATE INDEX bare_event_by_host ON bare_event (host, seq);`;

function valuesOf(event: NewAuditEvent, seq: number): (string | number | null)[] {
  const { subject, timeMs, type, actor } = event;
  const { namespace = null, hostCredential = null, version = null, host = null } = subject;
  const json = JSON.stringify({ ...event, seq });
  return [seq, timeMs, type, actor.id, namespace, hostCredential, version, host, json];
}

export const sqlite: Kind = {
  kind: 'SQLite',
  place: () => {
    const directory = mkdtempSync(join(tmpdir(), 'credfleet-bench-'));
    return {
      ledger: () => openSqliteLedger(join(directory, 'ledger.db')),
      bare: async () => bareSqlite(join(directory, 'bare.db')),
      remove: () => rmSync(directory, { recursive: true }),
    };
  },
};

function bareSqlite(path: string): Bare {
  const database = new DatabaseSync(path);
  database.exec(`${PRAGMAS}; ${TABLE}`);
  const insert = database.prepare('INSERT INTO bare_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  let seq = 0;
  return {
    write: async (group) => {
      database.exec('BEGIN IMMEDIATE');
      for (const event of group) insert.run(...valuesOf(event, (seq += 1)));
      database.exec('COMMIT');
      await new Promise(setImmediate);
    },
    close: async () => database.close(),
  };
}

export function postgresOn(server: PostgresServer): Kind {
  let made = 0;
  const place = (): Place => {
    made += 1;
    const name = `bench_${made}`;
    server.createDatabase(name);
    const where = parsePostgresUrl(server.url(name));
    const onEnd = (reason: Error): void => {
      throw reason;
    };
    return {
      ledger: () => openPostgresLedger({ place: where, onEnd }),
      bare: async () => barePostgres(where),
      remove: () => server.sql(`DROP DATABASE ${name} WITH (FORCE)`),
    };
  };
  return { kind: 'PostgreSQL', place };
}

/** With the driver's own pipeline: no round trip per row. */
async function barePostgres(where: ReturnType<typeof parsePostgresUrl>): Promise<Bare> {
  const client = new Client({ ...where, ssl: false, pipeline: true });
  await client.connect();
  await client.query(TABLE);
  const text = 'INSERT INTO bare_event VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)';
  let seq = 0;
  return {
    write: async (group) => {
      // In the order in which they are sent.
      const sent: Promise<unknown>[] = [client.query('BEGIN')];
      for (const event of group) {
        sent.push(client.query({ name: 'insert', text, values: valuesOf(event, (seq += 1)) }));
      }
      await Promise.all([...sent, client.query('COMMIT')]);
    },
    close: async () => client.end(),
  };
}
