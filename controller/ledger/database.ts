/**
 * The port below the ledger: SQL text and bound values on a database that this process alone writes. The SQL is one
 * text for every kind of database.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';

export type SqlValue = string | number | Uint8Array | null;

/** Integers are numbers, bytes are Uint8Array, in both halves. */
export type Row = Readonly<Record<string, unknown>>;

export interface Database {
  /** Within a transaction; may be sent later, with what follows it: then that throws what is wrong with this. */
  run(text: string, values: readonly SqlValue[]): void;
  all(text: string, values: readonly SqlValue[]): readonly Row[];
  /** Durable when it returns. When it throws nothing of it is kept, except after OutcomeUnknown. */
  transaction<T>(work: () => T): T;
  /**
   * The connection was lost and is back: what was remembered of the database must be read anew. `isKept` says whether
   * the transaction that ended with OutcomeUnknown is there after all.
   */
  onReturn(listener: (isKept: boolean) => void): void;
  close(): void;
}

/** The connection was lost while a transaction was being committed; the next `onReturn` says whether it was. */
export class OutcomeUnknown extends CredfleetError {}
