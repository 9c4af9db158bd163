/**
 * A PostgreSQL database of the ledger. What a transaction writes goes out with its next read or its COMMIT, in one
 * go; each transaction counts itself in the table owner, so that it is known after a lost connection whether it was
 * kept, and fails when another controller has taken the ledger.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { type Database, OutcomeUnknown, type Row, type SqlValue } from '../database.ts';
import type { Owner, Statement } from './messages.ts';
import { Fenced, Lost, PostgresSession, type SessionOptions } from './postgres-session.node.ts';
import { numbered } from './postgres-text.ts';
import { FENCE, OWNER } from './take-ledger.ts';

/** So that one write of many events does not hold all of them twice. */
const QUEUE_MAX = 1_000;

const BEGIN: Statement = { text: 'BEGIN', values: [] };
/** BEGIN and the fence. */
const PREAMBLE = 2;

const TAKEN = 'another controller has taken the ledger: of the two only one may run, this one ends';
const CUT =
  'the PostgreSQL server has lost what it had acknowledged (a standby without it, or a backup): start the controller again to go on with what is there';

export type PostgresOptions = SessionOptions & {
  /** Told once, when the ledger is not ours any more: this process must end. */
  readonly onEnd: (reason: CredfleetError) => void;
};

/** @throws {CredfleetError} STORE_FAILED, CONFIG_INVALID */
export function openPostgresDatabase({ onEnd, ...options }: PostgresOptions): Database {
  const session = new PostgresSession(options);
  return new PostgresDatabase(session, session.open(), onEnd);
}

class PostgresDatabase implements Database {
  readonly #session: PostgresSession;
  readonly #texts = new Map<string, string>();
  readonly #epoch: number;
  readonly #onEnd: PostgresOptions['onEnd'];
  #listener: (isKept: boolean) => void = () => undefined;
  /** The connection since which what is remembered of the database is true. */
  #generation: number;
  #commits: number;
  /** Whether the last transaction was kept, until the listener was told. */
  #outcome: 'known' | 'unknown' | 'kept' = 'known';
  #end: CredfleetError | undefined;
  #transaction: 'none' | 'queued' | 'begun' | 'over' = 'none';
  #queue: Statement[] = [];

  constructor(session: PostgresSession, owner: Owner, onEnd: PostgresOptions['onEnd']) {
    this.#session = session;
    this.#generation = session.generation;
    this.#epoch = owner.epoch;
    this.#commits = owner.commits;
    this.#onEnd = onEnd;
  }

  onReturn(listener: (isKept: boolean) => void): void {
    this.#listener = listener;
  }

  run(text: string, values: readonly SqlValue[]): void {
    this.#queue.push({ text: this.#numbered(text), values });
    if (this.#queue.length >= QUEUE_MAX) this.#send();
  }

  all(text: string, values: readonly SqlValue[]): readonly Row[] {
    if (this.#transaction === 'none') this.#refresh();
    this.#queue.push({ text: this.#numbered(text), values });
    return this.#send();
  }

  transaction<T>(work: () => T): T {
    this.#refresh();
    this.#queue = [BEGIN, { text: FENCE, values: [this.#commits + 1, this.#epoch] }];
    this.#transaction = 'queued';
    try {
      const result = work();
      this.#commit();
      return result;
    } catch (reason) {
      this.#rollBack();
      throw reason;
    } finally {
      this.#queue = [];
      this.#transaction = 'none';
    }
  }

  close(): void {
    this.#end ??= new CredfleetError('STORE_FAILED', 'the ledger is closed');
    this.#session.close();
  }

  #commit(): void {
    // Nothing was asked, and nothing is to be written.
    if (this.#transaction === 'queued' && this.#queue.length === PREAMBLE) return;
    this.#queue.push({ text: 'COMMIT', values: [] });
    try {
      this.#send();
    } catch (reason) {
      if (!(reason instanceof Lost)) throw reason;
      this.#outcome = 'unknown';
      throw new OutcomeUnknown(reason.code, reason.message);
    }
    this.#commits += 1;
  }

  /** What was thrown on the way; after an error of its own the server has done it. */
  #rollBack(): void {
    if (this.#transaction !== 'begun') return;
    this.#queue = [{ text: 'ROLLBACK', values: [] }];
    try {
      this.#send();
    } catch (reason) {
      // Without a connection the server does it; the error that is told is what was thrown before.
      if (!(reason instanceof CredfleetError)) throw reason;
    }
  }

  #send(): readonly Row[] {
    if (this.#end !== undefined) throw this.#end;
    if (this.#transaction === 'over') {
      throw new CredfleetError('STORE_FAILED', 'the transaction is over');
    }
    const statements = this.#queue;
    this.#queue = [];
    if (this.#transaction === 'queued') this.#transaction = 'begun';
    try {
      return this.#session.send(statements, this.#generation);
    } catch (reason) {
      if (this.#transaction === 'begun') this.#transaction = 'over';
      throw reason instanceof Fenced ? this.#ended(TAKEN) : reason;
    }
  }

  /** Before anything is read or decided: what is remembered must be of this connection. */
  #refresh(): void {
    if (this.#end !== undefined) throw this.#end;
    const { generation } = this.#session;
    if (generation === this.#generation) return;
    const former = this.#generation;
    this.#generation = generation;
    try {
      this.#compare();
      this.#listener(this.#outcome === 'kept');
      this.#outcome = 'known';
    } catch (reason) {
      this.#generation = former;
      throw reason;
    }
  }

  #compare(): void {
    this.#queue = [{ text: OWNER, values: [] }];
    const [owner] = this.#send();
    if (owner?.['epoch'] !== this.#epoch) throw this.#ended(TAKEN);
    if (this.#outcome === 'unknown') {
      const isKept = owner['commits'] === this.#commits + 1;
      this.#outcome = isKept ? 'kept' : 'known';
      if (isKept) this.#commits += 1;
    }
    if (owner['commits'] !== this.#commits) throw this.#ended(CUT);
  }

  #ended(why: string): CredfleetError {
    this.#end = new CredfleetError('STORE_FAILED', why);
    this.#onEnd(this.#end);
    return this.#end;
  }

  #numbered(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    const made = numbered(text);
    this.#texts.set(text, made);
    return made;
  }
}
