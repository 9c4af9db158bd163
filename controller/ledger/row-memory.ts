/**
 * Rows of one table that were read or written lately, as the database has them: it is written by this process alone.
 * So that a burst of reports is one round trip per group to a database over a network, not one per report.
 * @module
 */
import type { Row } from './database.ts';

export class RowMemory {
  readonly #max: number;
  /** The one that was not used for longest is the first. */
  readonly #rows = new Map<string, Row>();

  constructor(max: number) {
    this.#max = max;
  }

  get(key: string): Row | undefined {
    const row = this.#rows.get(key);
    if (row !== undefined) this.set(key, row);
    return row;
  }

  set(key: string, row: Row): void {
    this.#rows.delete(key);
    this.#rows.set(key, row);
    if (this.#rows.size <= this.#max) return;
    const [oldest] = this.#rows.keys();
    if (oldest !== undefined) this.#rows.delete(oldest);
  }

  /** As `UPDATE … WHERE column < value` does it. */
  raise(key: string, column: string, value: number): void {
    const row = this.#rows.get(key);
    if (row !== undefined && (row[column] as number) < value) {
      this.#rows.set(key, { ...row, [column]: value });
    }
  }

  clear(): void {
    this.#rows.clear();
  }
}
