/**
 * A clock that stands still until a test advances it; sleepers wake in the order of their deadlines.
 * @module
 */
import type { Clock } from '#src/clock/clock.ts';

type Sleeper = { readonly wakeAtMs: number; readonly wake: () => void };

export class FakeClock implements Clock {
  #nowMs: number;
  #sleepers: Sleeper[] = [];
  #watchers: (() => void)[] = [];

  constructor(nowMs = 1_700_000_000_000) {
    this.#nowMs = nowMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.reject(abortReason(signal));
    if (ms <= 0) return Promise.resolve();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const sleeper = { wakeAtMs: this.#nowMs + ms, wake: resolve };
    this.#sleepers.push(sleeper);
    signal?.addEventListener('abort', () => {
      this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
      reject(abortReason(signal));
    });
    for (const watcher of this.#watchers.splice(0)) watcher();
    return promise;
  }

  /** How many are asleep. */
  get sleeping(): number {
    return this.#sleepers.length;
  }

  /** When the first of them wakes; Infinity when nobody sleeps. */
  get nextWakeMs(): number {
    return Math.min(...this.#sleepers.map((sleeper) => sleeper.wakeAtMs));
  }

  /** Resolves when somebody sleeps: never advance before. */
  nextSleep(): Promise<void> {
    if (this.#sleepers.length > 0) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#watchers.push(resolve);
    return promise;
  }

  /** Wakes everybody whose time has come. */
  advance(ms: number): void {
    this.#nowMs += ms;
    const due = this.#sleepers
      .filter((sleeper) => sleeper.wakeAtMs <= this.#nowMs)
      .toSorted((a, b) => a.wakeAtMs - b.wakeAtMs);
    this.#sleepers = this.#sleepers.filter((sleeper) => !due.includes(sleeper));
    for (const sleeper of due) sleeper.wake();
  }
}

function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('aborted');
}
