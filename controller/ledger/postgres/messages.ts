/**
 * What the thread of the controller and the thread of the connection tell each other.
 * @module
 */
import type { MessagePort } from 'node:worker_threads';
import type { ErrorCode } from '#src/errors/credfleet-error.ts';
import type { SqlValue } from '../database.ts';
import type { PostgresPlace } from './postgres-url.ts';

/** With `$1`, `$2` … */
export type Statement = { readonly text: string; readonly values: readonly SqlValue[] };

export type Request =
  /** Connects for the first time, takes the ledger and brings its schema up to date. */
  | { readonly kind: 'open' }
  /** All in one go, on the connection of this generation; answers the rows of the last. */
  | {
      readonly kind: 'run';
      readonly generation: number;
      readonly statements: readonly Statement[];
    }
  /** The answer took too long: whatever is under way on this connection ends with it. */
  | { readonly kind: 'drop' }
  | { readonly kind: 'close' };

export type Answer =
  | { readonly kind: 'rows'; readonly columns: readonly Column[]; readonly rows: readonly Fields[] }
  | { readonly kind: 'opened'; readonly owner: Owner }
  | { readonly kind: 'closed' }
  /** The server said no; the transaction is rolled back, the connection is as it was. */
  | { readonly kind: 'refused'; readonly message: string; readonly isFenced: boolean }
  /** There is no connection, or not the one that was meant; nothing of the request was sent. */
  | { readonly kind: 'away'; readonly code: ErrorCode; readonly message: string }
  /** The connection ended under the request: nobody knows what of it was done. */
  | { readonly kind: 'lost'; readonly message: string };

export type Column = { readonly name: string; readonly type: number };
/** As text, in the format of PostgreSQL. */
export type Fields = readonly (string | null)[];

/** Whose ledger it is, and how many transactions it has. */
export type Owner = { readonly epoch: number; readonly commits: number };

/** What the thread of the connection starts with. */
export type WorkerSettings = {
  readonly place: PostgresPlace;
  readonly passwordFile?: string;
  /** Two numbers that both threads see: see {@link SIGNAL} and {@link GENERATION}. */
  readonly shared: Int32Array<SharedArrayBuffer>;
  readonly port: MessagePort;
};

/** Each question with a number, each answer with that of its question. */
export type Asked = { readonly id: number; readonly request: Request };
export type Answered = { readonly id: number; readonly answer: Answer };

/** 1 when there is an answer. */
export const SIGNAL = 0;
/** Counts the times that the ledger was taken, first or again; 0 before. */
export const GENERATION = 1;
