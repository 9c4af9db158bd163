/**
 * Where a ledger lies, for tests that hold for every kind of database: one SQLite file, or a database of the
 * PostgreSQL server of this run.
 * @module
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Database } from '#controller/ledger/database.ts';
import type { Ledger } from '#controller/ledger/ledger.ts';
import { openPostgresDatabase } from '#controller/ledger/postgres/postgres-database.node.ts';
import { openPostgresLedger } from '#controller/ledger/postgres/postgres-ledger.node.ts';
import { parsePostgresUrl } from '#controller/ledger/postgres/postgres-url.ts';
import { openSqliteDatabase } from '#controller/ledger/sqlite-database.node.ts';
import { openSqliteLedger } from '#controller/ledger/sqlite-ledger.node.ts';
import { PostgresServer } from './postgres-server.ts';

export interface LedgerHome extends Disposable {
  open(): Ledger;
  /** As who has the rights and knows the tables has it; nobody else may have it open. */
  database(): Database;
  /** The beginning of a script of its own process: `ledger`, opened. */
  readonly script: string;
  /** Keeps a copy, while nobody has it open. */
  copy(): void;
  putBack(): void;
}

export const ledgerKinds: readonly { readonly kind: string; readonly home: () => LedgerHome }[] = [
  { kind: 'SQLite', home: () => new SqliteHome() },
  { kind: 'PostgreSQL', home: () => new PostgresHome(new PostgresServer(inject('postgres'))) },
];

const CONTROLLER = join(process.cwd(), 'controller/ledger');

export class SqliteHome implements LedgerHome {
  readonly #directory = mkdtempSync(join(tmpdir(), 'credfleet-ledger-'));
  readonly path = join(this.#directory, 'ledger.db');
  readonly script = `import { openSqliteLedger } from '${CONTROLLER}/sqlite-ledger.node.ts';
    const ledger = openSqliteLedger('${this.path}');\n`;

  open(): Ledger {
    return openSqliteLedger(this.path);
  }

  database(): Database {
    return openSqliteDatabase(this.path);
  }

  copy(): void {
    copyFileSync(this.path, `${this.path}.copy`);
  }

  putBack(): void {
    copyFileSync(`${this.path}.copy`, this.path);
  }

  [Symbol.dispose](): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

/** Databases of this test file that are empty again. */
const free: string[] = [];
let made = 0;
const STILL_HELD_MS = 10_000;

export class PostgresHome implements LedgerHome {
  readonly server: PostgresServer;
  readonly url: string;
  readonly name: string;

  constructor(server: PostgresServer) {
    this.server = server;
    this.name = free.pop() ?? this.#created();
    this.url = server.url(this.name);
  }

  get script(): string {
    return `import { openPostgresLedger } from '${CONTROLLER}/postgres/postgres-ledger.node.ts';
      import { parsePostgresUrl } from '${CONTROLLER}/postgres/postgres-url.ts';
      const place = parsePostgresUrl('${this.url}');
      const ledger = openPostgresLedger({ place, onEnd: (reason) => { throw reason; } });\n`;
  }

  open(): Ledger {
    return onceFree(() => openPostgresLedger(this.options()));
  }

  database(): Database {
    return onceFree(() => openPostgresDatabase(this.options()));
  }

  options(): Parameters<typeof openPostgresLedger>[0] {
    const onEnd = (reason: Error): void => {
      throw reason;
    };
    return { place: parsePostgresUrl(this.url), onEnd };
  }

  copy(): void {
    this.server.sql(`CREATE DATABASE ${this.name}_copy TEMPLATE ${this.name}`);
  }

  putBack(): void {
    this.server.sql(`DROP DATABASE ${this.name}`);
    this.server.sql(`ALTER DATABASE ${this.name}_copy RENAME TO ${this.name}`);
    this.server.sql(`ALTER DATABASE ${this.name} OWNER TO credfleet`);
  }

  [Symbol.dispose](): void {
    this.server.sql('SET client_min_messages = error; DROP SCHEMA credfleet CASCADE', this.name);
    free.push(this.name);
  }

  #created(): string {
    made += 1;
    const name = `ledger_${process.pid}_${made}`;
    this.server.createDatabase(name);
    return name;
  }
}

/** A process that was killed holds it until the server has noticed. */
function onceFree<T>(open: () => T): T {
  const endMs = performance.now() + STILL_HELD_MS;
  for (;;) {
    try {
      return open();
    } catch (reason) {
      const isHeld = reason instanceof Error && /another controller has/u.test(reason.message);
      if (!isHeld || performance.now() > endMs) throw reason;
    }
  }
}
