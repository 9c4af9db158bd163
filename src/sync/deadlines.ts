/**
 * Ends of waiting: one timer for everything that is under way, which ends soon after the last answer, so that a process
 * with nothing to wait for sleeps.
 * @module
 */
import type { Clock } from '#src/clock/clock.ts';

/** Something may wait this much longer than it was said. */
const LOOK_MS = 1_000;

type Waiting = { readonly untilMs: number; readonly onLate: () => void };

export class Deadlines implements Disposable {
  readonly #clock: Clock;
  readonly #waiting = new Set<Waiting>();
  readonly #over = new AbortController();
  #isWatched = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls `onLate` once unless the function that it returns was called within `limitMs`. */
  begin(limitMs: number, onLate: () => void): () => void {
    const waiting = { untilMs: this.#clock.nowMs() + limitMs, onLate };
    this.#waiting.add(waiting);
    if (!this.#isWatched) void this.#watch();
    return () => this.#waiting.delete(waiting);
  }

  /** Nothing is late any more. */
  [Symbol.dispose](): void {
    this.#over.abort();
  }

  async #watch(): Promise<void> {
    const { signal } = this.#over;
    this.#isWatched = true;
    while (this.#waiting.size > 0 && !signal.aborted) {
      await this.#clock.sleep(LOOK_MS, signal).catch(() => undefined);
      if (!signal.aborted) this.#look();
    }
    this.#isWatched = false;
  }

  #look(): void {
    const nowMs = this.#clock.nowMs();
    for (const waiting of this.#waiting) {
      if (nowMs < waiting.untilMs) continue;
      this.#waiting.delete(waiting);
      waiting.onLate();
    }
  }
}
