/**
 * Statements to PostgreSQL and rows from it, as the ledger has them, by way of the thread of the connection.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Row, SqlValue } from '../database.ts';
import type { Answer, Column, Fields, Owner, Statement, WorkerSettings } from './messages.ts';
import { SyncWorker } from './sync-worker.node.ts';
import { STATEMENT_TIMEOUT_MS } from './take-ledger.ts';

/** A migration of a large ledger takes its time. */
const OPEN_TIMEOUT_MS = 600_000;
/** The server gives up before. */
const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 5_000;
const CLOSE_TIMEOUT_MS = 2_000;

const INT8 = 20;
const BYTEA = 17;

/** The connection ended under what was sent: nobody knows what of it was done. */
export class Lost extends CredfleetError {}
/** Another controller has taken the ledger. */
export class Fenced extends CredfleetError {}

export type SessionOptions = Pick<WorkerSettings, 'place' | 'passwordFile'>;

export class PostgresSession {
  readonly #worker: SyncWorker;
  #isClosed = false;

  constructor(options: SessionOptions) {
    this.#worker = new SyncWorker(options);
  }

  /** Another number than before: the connection was lost, and the ledger taken again on a new one. */
  get generation(): number {
    return this.#worker.generation;
  }

  /** @throws {CredfleetError} STORE_FAILED, CONFIG_INVALID; it is closed then. */
  open(): Owner {
    const answer = this.#worker.ask({ kind: 'open' }, OPEN_TIMEOUT_MS);
    if (answer?.kind === 'opened') return answer.owner;
    this.close();
    throw errorOf(answer);
  }

  /**
   * All in one go; after the first that fails nothing more is done, and the transaction is rolled back.
   * @param generation of the connection that it is meant for.
   * @returns the rows of the last.
   */
  send(statements: readonly Statement[], generation: number): readonly Row[] {
    const answer = this.#worker.ask({ kind: 'run', generation, statements }, ANSWER_TIMEOUT_MS);
    if (answer?.kind !== 'rows') throw errorOf(answer);
    return answer.rows.map((row) => decoded(answer.columns, row));
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#worker.ask({ kind: 'close' }, CLOSE_TIMEOUT_MS);
    this.#worker.close();
  }
}

function decoded(columns: readonly Column[], fields: Fields): Row {
  const row: Record<string, SqlValue> = {};
  for (const [index, { name, type }] of columns.entries()) {
    row[name] = valueOf(fields[index] ?? null, type);
  }
  return row;
}

function valueOf(field: string | null, type: number): SqlValue {
  if (field === null) return null;
  if (type === INT8) return Number(field);
  // A copy of its own: a Buffer shares its memory with others.
  if (type === BYTEA) return new Uint8Array(Buffer.from(field.slice(2), 'hex'));
  return field;
}

function errorOf(answer: Answer | undefined): CredfleetError {
  switch (answer?.kind) {
    case undefined:
      return new Lost('STORE_FAILED', 'PostgreSQL gave no answer in time');
    case 'lost':
      return new Lost('STORE_FAILED', answer.message);
    case 'away':
      return new CredfleetError(answer.code, answer.message);
    case 'refused':
      return new (answer.isFenced ? Fenced : CredfleetError)('STORE_FAILED', answer.message);
    case 'rows':
    case 'opened':
    case 'closed':
      return new CredfleetError('STORE_FAILED', `the thread of the connection said ${answer.kind}`);
  }
}
