/**
 * The ledger in one SQLite file: write-ahead log, fsync at each commit, a change never in two transactions,
 * so that a state and its event are both there after a crash, or neither.
 * @module
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { AuditEvent } from '#src/audit/event.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { ensurePrivateFile } from '#src/files/private-file.node.ts';
import { EventLog } from './event-log.node.ts';
import type { Evidence } from './evidence.ts';
import { type Decide, GroupCommit } from './group-commit.ts';
import type { BlockFilter, HostBlock } from './host-block.ts';
import type {
  Decided,
  EventFilter,
  HostAttestation,
  HostIdentity,
  IntervalFilter,
  Ledger,
  LedgerWrite,
  StateFilter,
} from './ledger.ts';
import * as rows from './rows.ts';
import { migrations } from './schema.ts';
import * as sql from './statements.ts';

/** Told of each transaction: how long it took, and whether it was kept. */
type OnCommit = (ms: number, isKept: boolean) => void;

/** @throws {CredfleetError} STORE_FAILED when the file cannot be opened, or was written by a newer credfleet. */
export function openSqliteLedger(path: string, onCommit: OnCommit = () => undefined): Ledger {
  try {
    return openDatabase(path, onCommit);
  } catch (reason) {
    throw CredfleetError.from(reason, 'STORE_FAILED', `opening the ledger ${path}`);
  }
}

function openDatabase(path: string, onCommit: OnCommit): Ledger {
  ensurePrivateFile(path);
  const database = new DatabaseSync(path);
  try {
    prepare(database);
    return new SqliteLedger(database, onCommit);
  } catch (reason) {
    database.close();
    throw reason;
  }
}

function prepare(database: DatabaseSync): void {
  // One process owns it: no other may write, and reading needs no system call for locks.
  database.exec(`PRAGMA busy_timeout = 5000; PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL`);
  migrate(database);
}

function migrate(database: DatabaseSync): void {
  const row = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (row.user_version > migrations.length) {
    throw new CredfleetError(
      'STORE_FAILED',
      `the ledger has schema ${row.user_version}, this credfleet knows ${migrations.length}: run the newer one`,
    );
  }
  for (const [index, migration] of migrations.entries()) {
    if (index < row.user_version) continue;
    database.exec(`BEGIN IMMEDIATE; ${migration}; PRAGMA user_version = ${index + 1}; COMMIT`);
  }
}

class SqliteLedger implements Ledger {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #listeners = new Set<() => void>();
  readonly #writeListeners = new Set<(change: LedgerWrite) => void>();
  readonly #group: GroupCommit;
  readonly #log: EventLog;
  readonly #onCommit: OnCommit;

  constructor(database: DatabaseSync, onCommit: OnCommit) {
    this.#database = database;
    this.#onCommit = onCommit;
    this.#log = this.#transaction(() => new EventLog((text) => this.#statement(text)));
    this.#group = new GroupCommit({
      schedule: (flush) => setImmediate(flush),
      write: (units) => this.#write(units),
    });
  }

  write(change: LedgerWrite): void {
    this.#write([() => change]);
  }

  async commit<T>(decide: () => Decided<T>): Promise<T> {
    return await this.#group.add(decide);
  }

  identity(hostUid: string): HostIdentity | undefined {
    return this.#one(sql.reads.identity, hostUid, rows.identityFromRow);
  }

  identityByName(hostName: string): HostIdentity | undefined {
    return this.#one(sql.reads.identityByName, hostName, rows.identityFromRow);
  }

  identities(): readonly HostIdentity[] {
    return this.#all({ sql: sql.reads.identities, values: [] }, rows.identityFromRow);
  }

  identitiesByHash(identityHash: string): readonly HostIdentity[] {
    const select = { sql: sql.reads.identitiesByHash, values: [identityHash] };
    return this.#all(select, rows.identityFromRow);
  }

  states(filter: StateFilter) {
    return this.#all(sql.selectStates(filter), rows.stateFromRow);
  }

  rollout(rolloutUid: string) {
    return this.#one(sql.reads.rollout, rolloutUid, rows.rolloutFromRow);
  }

  plan(rolloutUid: string) {
    return this.#one(sql.reads.plan, rolloutUid, rows.planFromRow);
  }

  intervals(filter: IntervalFilter) {
    return this.#all(sql.selectIntervals(filter), rows.intervalFromRow);
  }

  blocks(filter: BlockFilter): readonly HostBlock[] {
    return this.#all(sql.selectBlocks(filter), rows.blockFromRow);
  }

  isDenied(identityHash: string): boolean {
    return this.blocks({ identityHash, isOpen: true }).some(({ kind }) => kind === 'Revoked');
  }

  attestation(hostUid: string): HostAttestation | undefined {
    return this.#one(sql.reads.attestation, hostUid, rows.attestationFromRow);
  }

  events(filter: EventFilter): readonly AuditEvent[] {
    const found = this.#all(sql.selectEvents(filter), rows.eventFromRow);
    return filter.afterSeq === undefined ? found.toReversed() : found;
  }

  get evidence(): Evidence {
    return this.#log;
  }

  onEvents(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onWrite(listener: (change: LedgerWrite) => void): () => void {
    this.#writeListeners.add(listener);
    return () => this.#writeListeners.delete(listener);
  }

  close(): void {
    this.#group.close();
    this.#database.close();
  }

  #write(units: readonly Decide[]): void {
    const before = this.#log.mark();
    const startMs = performance.now();
    const written: LedgerWrite[] = [];
    try {
      this.#transaction(() => {
        for (const decide of units) {
          const change = decide();
          this.#apply(change);
          written.push(change);
        }
      });
    } catch (reason) {
      this.#onCommit(performance.now() - startMs, false);
      this.#log.backTo(before);
      throw CredfleetError.from(reason, 'STORE_FAILED', 'writing the ledger');
    }
    this.#onCommit(performance.now() - startMs, true);
    for (const listener of this.#writeListeners) for (const change of written) listener(change);
    if (this.#log.size > before.size) for (const listener of this.#listeners) listener();
  }

  #apply(change: LedgerWrite): void {
    const { writes } = sql;
    this.#each(writes.identity, change.identities, rows.identityValues);
    this.#each(writes.receiptKey, change.identities, rows.receiptKeyValues);
    this.#each(writes.pushSeq, change.pushSeqs, ({ hostUid, seq }) => [seq, hostUid]);
    this.#each(writes.reportSeq, change.reportSeqs, ({ hostUid, seq }) => [seq, hostUid]);
    this.#each(writes.state, change.states, rows.stateValues);
    this.#each(writes.rollout, change.rollouts, rows.rolloutValues);
    this.#each(writes.plan, change.plans, rows.planValues);
    for (const interval of change.intervals ?? []) this.#applyInterval(interval);
    this.#each(writes.block, change.blocks, rows.blockValues);
    this.#each(writes.attestation, change.attestations, rows.attestationValues);
    this.#log.append(change.events ?? []);
  }

  #applyInterval(interval: NonNullable<LedgerWrite['intervals']>[number]): void {
    const { atMs, endReason, hostUid, credentialUid, open } = interval;
    this.#statement(sql.writes.closeInterval).run(atMs, endReason, hostUid, credentialUid);
    if (open === undefined) return;
    this.#statement(sql.writes.openInterval).run(...rows.openIntervalValues(open));
  }

  #each<T>(text: string, list: readonly T[] | undefined, values: (item: T) => sql.SqlValue[]) {
    for (const item of list ?? []) this.#statement(text).run(...values(item));
  }

  #one<T>(text: string, value: string, from: (row: rows.Row) => T): T | undefined {
    const row = this.#statement(text).get(value);
    return row === undefined ? undefined : from(row);
  }

  #all<T>(select: sql.Select, from: (row: rows.Row) => T): T[] {
    return this.#statement(select.sql)
      .all(...select.values)
      .map((row) => from(row));
  }

  #transaction<T>(work: () => T): T {
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

  #statement(text: string): StatementSync {
    const known = this.#statements.get(text);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(text);
    this.#statements.set(text, statement);
    return statement;
  }
}
