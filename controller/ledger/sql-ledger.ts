/**
 * The ledger on any database below it: a change is never in two transactions, so that a state and its event are
 * both there after a crash, or neither.
 * @module
 */
import type { AuditEvent } from '#src/audit/event.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import type { RolloutRecord } from '#src/rollout/rollout-record.ts';
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
import * as retained from './retention-rows.ts';
import type { PrunedRange, RetentionState } from './retention-state.ts';
import { RowMemory } from './row-memory.ts';
import * as rows from './rows.ts';
import * as sql from './statements.ts';

/** Told of each transaction: how long it took, and whether it was kept. */
export type OnCommit = (ms: number, isKept: boolean) => void;

/** Those of 10,000 hosts. */
const REMEMBERED_ROWS = 10_000;

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
  /** By hostUid. */
  readonly #identities = new RowMemory(REMEMBERED_ROWS);
  /** By stateKey. */
  readonly #states = new RowMemory(REMEMBERED_ROWS);
  /** By UID; each pass asks for all of its HostCredential's. */
  readonly #rollouts = new RowMemory(REMEMBERED_ROWS);
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
    const read = { memory: this.#identities, sql: sql.reads.identity };
    return this.#remembered(read, hostUid, rows.identityFromRow);
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

  states(filter: StateFilter): readonly HostCredentialState[] {
    const key = stateKeyOf(filter);
    const known = key === undefined ? undefined : this.#states.get(key);
    if (known !== undefined) return [rows.stateFromRow(known)];
    const select = sql.selectStates(filter);
    const found = this.#database.all(select.sql, select.values);
    if (key !== undefined && found[0] !== undefined) this.#states.set(key, found[0]);
    return found.map((row) => rows.stateFromRow(row));
  }

  rollout(rolloutUid: string) {
    const read = { memory: this.#rollouts, sql: sql.reads.rollout };
    return this.#remembered(read, rolloutUid, rows.rolloutFromRow);
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

  get retention(): RetentionState {
    const { retentionReads: reads } = retained;
    const all = (text: string) => ({ sql: text, values: [] });
    return {
      holds: () => this.#all(all(reads.holds), retained.holdFromRow),
      pruned: () => this.#all(all(reads.pruned), retained.prunedFromRow),
      sinks: () => this.#all(all(reads.sinks), retained.sinkFromRow),
      latestTimeMs: (afterSeq, lastSeq) => {
        const [row] = this.#database.all(reads.latestTime, [afterSeq, lastSeq]);
        return (row?.['time_ms'] ?? 0) as number;
      },
    };
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
      this.#forget();
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
    this.#forget();
    this.#log.readAgain();
    const unknown = this.#unknown;
    this.#unknown = [];
    if (isKept) this.#tell(unknown);
  }

  #forget(): void {
    this.#identities.clear();
    this.#states.clear();
    this.#rollouts.clear();
  }

  #apply(change: LedgerWrite): void {
    const { writes } = sql;
    each(change.identities, (identity) => this.#applyIdentity(identity));
    this.#each(writes.receiptKey, change.identities, rows.receiptKeyValues);
    each(change.pushSeqs, (seq) => this.#applySeq('push', seq));
    each(change.reportSeqs, (seq) => this.#applySeq('report', seq));
    each(change.states, (state) => this.#applyState(state));
    each(change.rollouts, (record) => this.#applyRollout(record));
    this.#each(writes.plan, change.plans, rows.planValues);
    each(change.intervals, (interval) => this.#applyInterval(interval));
    this.#each(writes.block, change.blocks, rows.blockValues);
    this.#each(writes.attestation, change.attestations, rows.attestationValues);
    this.#each(retained.retentionWrites.hold, change.holds, retained.holdValues);
    this.#each(retained.retentionWrites.sink, change.sinks, retained.sinkValues);
    for (const range of change.pruned ?? []) this.#prune(range);
    this.#log.append(change.events ?? []);
  }

  #prune(range: PrunedRange): void {
    const { deleteEvents, deleteIntervals, pruned } = retained.retentionWrites;
    this.#database.run(deleteEvents, [range.firstSeq, range.lastSeq]);
    this.#database.run(deleteIntervals, [range.untilMs, range.untilMs + 1]);
    this.#database.run(pruned, retained.prunedValues(range));
  }

  #applyIdentity(identity: HostIdentity): void {
    const values = rows.identityValues(identity);
    this.#database.run(sql.writes.identity, values);
    this.#identities.set(identity.hostUid, rows.writtenRow(sql.IDENTITY_COLUMNS, values));
  }

  #applySeq(of: 'push' | 'report', { hostUid, seq }: HostSeq): void {
    this.#database.run(sql.writes[`${of}Seq`], [seq, hostUid, seq]);
    this.#identities.raise(hostUid, `last_${of}_seq`, seq);
  }

  #applyState(state: HostCredentialState): void {
    const values = rows.stateValues(state);
    this.#database.run(sql.writes.state, values);
    this.#states.set(stateKey(state), rows.writtenRow(sql.STATE_COLUMNS, values));
  }

  #applyRollout(record: RolloutRecord): void {
    const values = rows.rolloutValues(record);
    this.#database.run(sql.writes.rollout, values);
    this.#rollouts.set(record.rolloutUid, rows.writtenRow(sql.ROLLOUT_COLUMNS, values));
  }

  #applyInterval(interval: NonNullable<LedgerWrite['intervals']>[number]): void {
    const { atMs, endReason, hostUid, credentialUid, open } = interval;
    const closing = [atMs, atMs, endReason, hostUid, credentialUid];
    this.#database.run(sql.writes.closeInterval, closing);
    if (open === undefined) return;
    this.#database.run(sql.writes.openInterval, rows.openIntervalValues(open));
  }

  #each<T>(text: string, list: readonly T[] | undefined, values: (item: T) => SqlValue[]) {
    each(list, (item) => this.#database.run(text, values(item)));
  }

  /** Of one row that is asked for by its key. */
  #remembered<T>(
    { memory, sql: text }: { readonly memory: RowMemory; readonly sql: string },
    key: string,
    from: (row: Row) => T,
  ): T | undefined {
    const known = memory.get(key);
    const row = known ?? this.#database.all(text, [key])[0];
    if (row === undefined) return undefined;
    if (known === undefined) memory.set(key, row);
    return from(row);
  }

  #one<T>(text: string, value: string, from: (row: Row) => T): T | undefined {
    const [row] = this.#database.all(text, [value]);
    return row === undefined ? undefined : from(row);
  }

  #all<T>(select: sql.Select, from: (row: Row) => T): T[] {
    return this.#database.all(select.sql, select.values).map((row) => from(row));
  }
}

function each<T>(list: readonly T[] | undefined, work: (item: T) => void): void {
  for (const item of list ?? []) work(item);
}

type HostSeq = NonNullable<LedgerWrite['pushSeqs']>[number];
type StateKey = { readonly credentialUid: string; readonly hostUid: string };

function stateKey({ credentialUid, hostUid }: StateKey): string {
  return `${credentialUid} ${hostUid}`;
}

/** When the filter asks for this one row, and for nothing besides. */
function stateKeyOf({ credentialUid, hostUid, ...others }: StateFilter): string | undefined {
  if (credentialUid === undefined || hostUid === undefined) return undefined;
  return Object.keys(others).length === 0 ? stateKey({ credentialUid, hostUid }) : undefined;
}
