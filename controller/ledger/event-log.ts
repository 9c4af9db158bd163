/**
 * Appends events to the ledger: each in canonical JSON, with the hash of the one before, as the next leaf of
 * the tree. All within the caller's transaction.
 * @module
 */
import type { Checkpoint } from '#src/audit/checkpoint/checkpoint.ts';
import { encodeEvent } from '#src/audit/encode-event.ts';
import { eventHash, hex, NO_EVENT_HASH } from '#src/audit/event-hash.ts';
import type { NewAuditEvent } from '#src/audit/event.ts';
import { appendLeaf, type Frontier, rootOf } from '#src/audit/tree/frontier.ts';
import type { Database } from './database.ts';
import type { Evidence, ReceiptKey, StoredEvent } from './evidence.ts';
import * as rows from './rows.ts';
import * as sql from './statements.ts';
import { TreeStore } from './tree-store.ts';

/** How far the log is: a value, so that a transaction that fails leaves nothing. */
type Mark = { readonly size: number; readonly last: Uint8Array; readonly frontier: Frontier };

export class EventLog implements Evidence {
  readonly #database: Database;
  readonly #tree: TreeStore;
  #mark: Mark;

  /**
   * Completes the tree of a ledger that has none yet.
   * @throws {CredfleetError} STORE_FAILED when events are missing at the end.
   */
  constructor(database: Database) {
    this.#database = database;
    this.#tree = new TreeStore({
      leaves: (from, count) => this.#leaves(from, count),
      nodes: (level, from, count) =>
        database
          .all(sql.reads.treeNodes, [level, from, from + count])
          .map((row) => row['hash'] as Uint8Array),
      count: (level) => database.all(sql.reads.treeNodeCount, [level])[0]?.['count'] as number,
      put: ({ level, index, hash }) => database.run(sql.writes.treeNode, [level, index, hash]),
    });
    this.#mark = database.transaction(() => this.#stored());
  }

  get size(): number {
    return this.#mark.size;
  }

  mark(): Mark {
    return this.#mark;
  }

  /** The transaction since then was rolled back. */
  backTo(mark: Mark): void {
    this.#mark = mark;
  }

  /** What is stored may be another than what is remembered. */
  readAgain(): void {
    this.#mark = this.#database.transaction(() => this.#stored());
  }

  append(events: readonly NewAuditEvent[]): void {
    for (const event of events) this.#append(event);
  }

  head(): Checkpoint {
    return { size: this.#mark.size, root: rootOf(this.#mark.frontier) };
  }

  firstSeq(): number {
    return this.#database.all(sql.reads.firstEventSeq, [])[0]?.['seq'] as number;
  }

  events(afterSeq: number, limit: number): readonly StoredEvent[] {
    const found = this.#database.all(sql.reads.storedEvents, [afterSeq, limit]);
    return found.map((row) => rows.storedEventFromRow(row));
  }

  texts(afterSeq: number, limit: number): readonly StoredEvent[] {
    const found = this.#database.all(sql.reads.eventTexts, [afterSeq, limit]);
    return found.map((row) => rows.storedEventFromRow(row));
  }

  receiptKeys(): readonly ReceiptKey[] {
    const found = this.#database.all(sql.reads.receiptKeys, []);
    return found.map((row) => rows.receiptKeyFromRow(row));
  }

  node(level: number, index: number): Uint8Array {
    return this.#tree.node(level, index);
  }

  frontier(size: number): Frontier {
    return this.#tree.frontier(size);
  }

  #stored(): Mark {
    const [last] = this.#database.all(sql.reads.lastEvent, []);
    const size = (last?.['seq'] ?? 0) as number;
    this.#tree.complete(size);
    return {
      size,
      last: last === undefined ? NO_EVENT_HASH : eventHash(last['json'] as string),
      frontier: this.#tree.frontier(size),
    };
  }

  #append({ receiptBody, ...event }: NewAuditEvent): void {
    const { size, last, frontier } = this.#mark;
    const seq = size + 1;
    const encoded = encodeEvent({ ...event, seq, prev: hex(last) });
    const hash = eventHash(encoded);
    const kept = receiptBody === undefined ? {} : { receiptBody };
    this.#database.run(sql.writes.event, rows.eventValues({ ...event, ...kept, seq }, encoded));
    const appended = appendLeaf(frontier, hash);
    this.#tree.keep(appended.nodes);
    this.#mark = { size: seq, last: hash, frontier: appended.frontier };
  }

  #leaves(from: number, count: number): readonly Uint8Array[] {
    return this.events(from, count)
      .filter(({ seq }) => seq <= from + count)
      .map(({ json }) => eventHash(json));
  }
}
