/**
 * Group commit: what is committed in one turn of the event loop shares one transaction, and with it one
 * fsync. One unit that cannot be written must not take the others with it.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { OutcomeUnknown } from './database.ts';
import type { Decided, LedgerWrite } from './ledger.ts';

export type Decide = () => LedgerWrite;

export type GroupCommitOptions = {
  /** Calls it once, at the end of this turn of the event loop. */
  readonly schedule: (flush: () => void) => void;
  /**
   * All of them in one durable transaction, each after the one before; throws when nothing of it is kept, and
   * OutcomeUnknown when nobody knows.
   */
  readonly write: (units: readonly Decide[]) => void;
};

type Unit = {
  readonly decide: Decide;
  readonly resolve: () => void;
  readonly reject: (reason: CredfleetError) => void;
};

/** So that one transaction of a reconnecting fleet does not hold up everything else. */
export const UNITS_MAX = 256;

export class GroupCommit {
  readonly #options: GroupCommitOptions;
  #waiting: Unit[] = [];
  #isClosed = false;

  constructor(options: GroupCommitOptions) {
    this.#options = options;
  }

  /** Resolves when it is durable, with what was decided. */
  async add<T>(decide: () => Decided<T>): Promise<T> {
    if (this.#isClosed) throw new CredfleetError('STORE_FAILED', 'the ledger is closed');
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    let decided: Decided<T>;
    this.#waiting.push({
      decide: () => (decided = decide()).write,
      resolve: () => resolve(decided.result),
      reject,
    });
    if (this.#waiting.length === 1) this.#options.schedule(() => this.#flush());
    return await promise;
  }

  /** Writes what waits and takes no more. */
  close(): void {
    this.#isClosed = true;
    while (this.#waiting.length > 0) this.#writeNext();
  }

  #flush(): void {
    if (this.#waiting.length === 0) return;
    this.#writeNext();
    if (this.#waiting.length > 0) this.#options.schedule(() => this.#flush());
  }

  #writeNext(): void {
    const units = this.#waiting.splice(0, UNITS_MAX);
    if (this.#settle(units)) return;
    // Nothing of it is kept: each on its own, so that only what is at fault fails.
    for (const unit of units) this.#settle([unit]);
  }

  /** False when nothing is kept of several: they were not told yet. */
  #settle(units: readonly Unit[]): boolean {
    try {
      this.#options.write(units.map(({ decide }) => decide));
    } catch (reason) {
      const error = CredfleetError.from(reason, 'STORE_FAILED', 'writing the ledger');
      // What may be there already must not be decided again.
      const isOver = units.length === 1 || error instanceof OutcomeUnknown;
      if (isOver) for (const { reject } of units) reject(error);
      return isOver;
    }
    for (const { resolve } of units) resolve();
    return true;
  }
}
