/**
 * The ledger on any database below it: a change is never in two transactions, so that a state and its event are
 * both there after a crash, or neither.
 * @module
 */
import type { AuditEvent } from '#src/audit/event.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { type Database, OutcomeUnknown, type Row, type SqlValue } from './database.ts';
import { EventLog } from './event-log.ts';
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
import * as sql from './statements.ts';

/** Told of each transaction: how long it took, and whether it was kept. */
export type OnCommit = (ms: number, isKept: boolean) => void;

/** The numbers of a host only grow. */
const seqValues = ({ hostUid, seq }: { readonly hostUid: string; readonly seq: number }) => [
  seq,
  hostUid,
  seq,
];

/** @throws {CredfleetError} STORE_FAILED when its events are not whole; the database is closed then. */
export function ledgerOn(database: Database, onCommit: OnCommit = () => undefined): Ledger {
  try {
    return new SqlLedger(database, onCommit);
  } catch (reason) {
    database.close();
    throw reason;
  }
}

class SqlLedger implements Ledger {
  readonly #database: Database;
  readonly #listeners = new Set<() => void>();
  readonly #writeListeners = new Set<(change: LedgerWrite) => void>();
  readonly #group: GroupCommit;
  readonly #log: EventLog;
  readonly #onCommit: OnCommit;
  /** Of the transaction of which nobody knows yet whether it was kept. */
  #unknown: readonly LedgerWrite[] = [];

  constructor(database: Database, onCommit: OnCommit) {
    this.#database = database;
    this.#onCommit = onCommit;
    this.#log = new EventLog(database);
    database.onReturn((isKept) => this.#returned(isKept));
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
    const startMs = performance.now();
    const written: LedgerWrite[] = [];
    let undo = () => {};
    try {
      this.#database.transaction(() => {
        const before = this.#log.mark();
        undo = () => this.#log.backTo(before);
        for (const decide of units) {
          const change = decide();
          this.#apply(change);
          written.push(change);
        }
      });
    } catch (reason) {
      this.#onCommit(performance.now() - startMs, false);
      undo();
      if (reason instanceof OutcomeUnknown) this.#unknown = written;
      throw CredfleetError.from(reason, 'STORE_FAILED', 'writing the ledger');
    }
    this.#onCommit(performance.now() - startMs, true);
    this.#tell(written);
  }

  #tell(written: readonly LedgerWrite[]): void {
    for (const listener of this.#writeListeners) for (const change of written) listener(change);
    const hasEvents = written.some(({ events }) => events !== undefined && events.length > 0);
    if (hasEvents) for (const listener of this.#listeners) listener();
  }

  #returned(isKept: boolean): void {
    const unknown = this.#unknown;
    this.#unknown = [];
    this.#log.readAgain();
    if (isKept) this.#tell(unknown);
  }

  #apply(change: LedgerWrite): void {
    const { writes } = sql;
    this.#each(writes.identity, change.identities, rows.identityValues);
    this.#each(writes.receiptKey, change.identities, rows.receiptKeyValues);
    this.#each(writes.pushSeq, change.pushSeqs, seqValues);
    this.#each(writes.reportSeq, change.reportSeqs, seqValues);
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
    const closing = [atMs, atMs, endReason, hostUid, credentialUid];
    this.#database.run(sql.writes.closeInterval, closing);
    if (open === undefined) return;
    this.#database.run(sql.writes.openInterval, rows.openIntervalValues(open));
  }

  #each<T>(text: string, list: readonly T[] | undefined, values: (item: T) => SqlValue[]) {
    for (const item of list ?? []) this.#database.run(text, values(item));
  }

  #one<T>(text: string, value: string, from: (row: Row) => T): T | undefined {
    const [row] = this.#database.all(text, [value]);
    return row === undefined ? undefined : from(row);
  }

  #all<T>(select: sql.Select, from: (row: Row) => T): T[] {
    return this.#database.all(select.sql, select.values).map((row) => from(row));
  }
}
