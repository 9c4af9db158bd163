/**
 * Transactions on one SQLite connection: one at a time, or several parts in one, of which a part that fails is undone by
 * itself.
 * @module
 */
import type { DatabaseSync } from 'node:sqlite';
import { CredfleetError } from '#src/errors/credfleet-error.ts';

export class Transactions {
  readonly #database: DatabaseSync;
  #isTogether = false;
  /** SQLite ends a transaction by itself on some errors (full disk): what came before in it is lost, too. */
  #isLost = false;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** @throws {CredfleetError} STORE_FAILED when nothing of it is kept. */
  run<T>(work: () => T): T {
    return kept(() => (this.#isTogether ? this.#part(work) : this.#whole(work)));
  }

  /**
   * What is run within `work` is durable when it returns, all of it but parts that failed.
   * @throws {CredfleetError} STORE_FAILED when nothing of it is kept.
   */
  together(work: () => void): void {
    this.#isTogether = true;
    try {
      kept(() => this.#commitAfter(work));
    } finally {
      this.#isTogether = false;
      this.#isLost = false;
    }
  }

  #whole<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    return this.#commitAfter(work);
  }

  #commitAfter<T>(work: () => T): T {
    const database = this.#database;
    try {
      const result = work();
      if (this.#isLost) throw new Error('the transaction was given up');
      if (database.isTransaction) database.exec('COMMIT');
      return result;
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }

  /** The first of them begins the transaction. */
  #part<T>(work: () => T): T {
    const database = this.#database;
    if (this.#isLost) throw new Error('the transaction was given up');
    if (!database.isTransaction) database.exec('BEGIN IMMEDIATE');
    database.exec('SAVEPOINT part');
    try {
      const result = work();
      database.exec('RELEASE part');
      return result;
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK TO part; RELEASE part');
      else this.#isLost = true;
      throw error;
    }
  }
}

function kept<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw CredfleetError.from(error, 'STORE_FAILED', 'writing to the object store');
  }
}
