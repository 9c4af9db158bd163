/**
 * The latest changes, bounded in number and bytes: what a watch can resume from.
 * @module
 */
import type { StoreChange } from './object-store.ts';

export type WindowLimits = { readonly changes: number; readonly bytes: number };

export const WATCH_WINDOW: WindowLimits = { changes: 10_000, bytes: 64 * 1024 * 1024 };

export class WatchWindow {
  readonly #limits: WindowLimits;
  #entries: { readonly change: StoreChange; readonly bytes: number }[] = [];
  #bytes = 0;
  /** Changes up to this revision are forgotten. */
  #forgotten: number;

  constructor(revision: number, limits: WindowLimits = WATCH_WINDOW) {
    this.#forgotten = revision;
    this.#limits = limits;
  }

  add(change: StoreChange, bytes: number): void {
    this.#entries.push({ change, bytes });
    this.#bytes += bytes;
    if (this.#entries.length > this.#limits.changes || this.#bytes > this.#limits.bytes) {
      this.#forgetOldest();
    }
  }

  /** Undefined when some of the changes after `revision` are forgotten. */
  since(revision: number): readonly StoreChange[] | undefined {
    if (revision < this.#forgotten) return undefined;
    const from = firstAfter(this.#entries, revision);
    return this.#entries.slice(from).map(({ change }) => change);
  }

  /** A tenth at once, so that this happens seldom. */
  #forgetOldest(): void {
    let count = Math.max(1, Math.ceil(this.#limits.changes / 10));
    let bytes = sum(this.#entries.slice(0, count));
    while (this.#bytes - bytes > this.#limits.bytes && count < this.#entries.length) {
      bytes += this.#entries[count]?.bytes ?? 0;
      count += 1;
    }
    this.#forgotten = this.#entries[count - 1]?.change.revision ?? this.#forgotten;
    this.#entries = this.#entries.slice(count);
    this.#bytes = sum(this.#entries);
  }
}

function sum(entries: readonly { readonly bytes: number }[]): number {
  return entries.reduce((total, { bytes }) => total + bytes, 0);
}

function firstAfter(
  entries: readonly { readonly change: StoreChange }[],
  revision: number,
): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.change.revision ?? 0) > revision) high = middle;
    else low = middle + 1;
  }
  return low;
}
