/**
 * One SQLite file of the ledger: write-ahead log, fsync at each commit, owned by this process.
 * @module
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { ensurePrivateFile } from '#src/files/private-file.node.ts';
import type { Database, Row, SqlValue } from './database.ts';
import { migrationsAfter, sqliteText } from './schema.ts';

/** @throws when it cannot be opened, or was written by a newer credfleet. */
export function openSqliteDatabase(path: string): Database {
  ensurePrivateFile(path);
  const database = new DatabaseSync(path);
  try {
    prepare(database);
    return new SqliteDatabase(database);
  } catch (reason) {
    database.close();
    throw reason;
  }
}

function prepare(database: DatabaseSync): void {
  // One process owns it: no other may write, and reading needs no system call for locks.
  database.exec(`PRAGMA busy_timeout = 5000; PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL`);
  const row = database.prepare('PRAGMA user_version').get() as { user_version: number };
  for (const { version, migration } of migrationsAfter(row.user_version)) {
    const text = sqliteText(migration);
    database.exec(`BEGIN IMMEDIATE; ${text}; PRAGMA user_version = ${version}; COMMIT`);
  }
}

class SqliteDatabase implements Database {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  run(text: string, values: readonly SqlValue[]): void {
    this.#statement(text).run(...values);
  }

  all(text: string, values: readonly SqlValue[]): readonly Row[] {
    return this.#statement(text).all(...values);
  }

  transaction<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (reason) {
      // SQLite ends the transaction by itself on some errors (full disk).
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw reason;
    }
  }

  /** A file is never away. */
  onReturn(): void {}

  close(): void {
    this.#database.close();
  }

  #statement(text: string): StatementSync {
    const known = this.#statements.get(text);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(text);
    this.#statements.set(text, statement);
    return statement;
  }
}
