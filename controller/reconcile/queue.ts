/**
 * Keys in, work out: a key is worked on by one worker at a time, keys added meanwhile collapse into one
 * more run, failures come back after the wait that their error code demands.
 * @module
 */
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Random } from '#src/random/random.ts';

export type WorkResult = {
  /** When to come back although nothing changed. */
  readonly againAtMs?: number;
  /** How long the key stays away although something changed: what came meanwhile is one run. */
  readonly restMs?: number;
};
export type Work = (key: string) => Promise<WorkResult>;

/** As controller-runtime calls them. */
export type Outcome = 'success' | 'requeue_after' | 'error';

/** Is told what metrics need to know. */
export interface QueueMeter {
  /** A key waits for a worker, that did not. */
  added(): void;
  /** A worker has it. */
  began(waitedMs: number): void;
  ended(key: string, outcome: Outcome, tookMs: number): void;
}

export type QueueOptions = {
  readonly clock: Clock;
  readonly random: Random;
  readonly work: Work;
  /** Told once per failure; `againInMs` is undefined when only a change brings the key back. */
  readonly onFailure: (key: string, error: CredfleetError, againInMs: number | undefined) => void;
  readonly meter?: QueueMeter;
  /** Keys worked on at once; default 8. */
  readonly concurrency?: number;
};

const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 300_000;
const DEFAULT_CONCURRENCY = 8;

type Timer = { readonly atMs: number; readonly cancel: AbortController };

export class WorkQueue {
  readonly #options: QueueOptions;
  /** Key → since when it waits, by performance.now(). */
  readonly #ready = new Map<string, number>();
  readonly #working = new Map<string, Promise<void>>();
  readonly #addedMeanwhile = new Set<string>();
  readonly #timers = new Map<string, Timer>();
  readonly #failures = new Map<string, number>();
  /** Key → until when it rests. */
  readonly #resting = new Map<string, number>();
  #signal: AbortSignal | undefined;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  add(key: string): void {
    const restsUntilMs = this.#resting.get(key) ?? 0;
    if (this.#working.has(key)) this.#addedMeanwhile.add(key);
    else if (restsUntilMs > this.#options.clock.nowMs()) this.addAt(key, restsUntilMs);
    else this.#makeReady(key);
    queueMicrotask(() => this.#pump());
  }

  #makeReady(key: string): void {
    if (this.#ready.has(key)) return;
    this.#ready.set(key, performance.now());
    this.#options.meter?.added();
  }

  /** Nothing happens when the key is due earlier already. */
  addAt(key: string, atMs: number): void {
    const old = this.#timers.get(key);
    if (old !== undefined && old.atMs <= atMs) return;
    old?.cancel.abort();
    const cancel = new AbortController();
    this.#timers.set(key, { atMs, cancel });
    void this.#addLater(key, atMs, cancel.signal);
  }

  addAfter(key: string, ms: number): void {
    this.addAt(key, this.#options.clock.nowMs() + ms);
  }

  /** Works until the signal aborts, then lets what is under way finish. */
  async run(signal: AbortSignal): Promise<void> {
    this.#signal = signal;
    const { promise, resolve } = Promise.withResolvers<void>();
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (signal.aborted) resolve();
    this.#pump();
    await promise;
    for (const { cancel } of this.#timers.values()) cancel.abort();
    this.#timers.clear();
    await Promise.all(this.#working.values());
  }

  #pump(): void {
    const { concurrency = DEFAULT_CONCURRENCY } = this.#options;
    if (this.#signal === undefined || this.#signal.aborted) return;
    for (const [key, sinceMs] of this.#ready) {
      if (this.#working.size >= concurrency) return;
      this.#ready.delete(key);
      this.#options.meter?.began(performance.now() - sinceMs);
      this.#working.set(key, this.#workOn(key));
    }
  }

  async #workOn(key: string): Promise<void> {
    const startMs = performance.now();
    try {
      const outcome = await this.#outcomeOf(key);
      this.#options.meter?.ended(key, outcome, performance.now() - startMs);
    } finally {
      this.#working.delete(key);
      if (this.#addedMeanwhile.delete(key)) this.add(key);
      this.#pump();
    }
  }

  async #outcomeOf(key: string): Promise<Outcome> {
    try {
      const { againAtMs, restMs = 0 } = await this.#options.work(key);
      this.#failures.delete(key);
      this.#rest(key, restMs);
      if (againAtMs === undefined) return 'success';
      this.addAt(key, againAtMs);
      return 'requeue_after';
    } catch (reason) {
      this.#fail(key, CredfleetError.from(reason, 'STORE_FAILED', `reconciling ${key}`));
      return 'error';
    }
  }

  #rest(key: string, restMs: number): void {
    if (restMs > 0) this.#resting.set(key, this.#options.clock.nowMs() + restMs);
    else this.#resting.delete(key);
  }

  #fail(key: string, error: CredfleetError): void {
    const againInMs = this.#backoffMs(key, error);
    this.#options.onFailure(key, error, againInMs);
    if (againInMs !== undefined) this.addAfter(key, againInMs);
  }

  #backoffMs(key: string, error: CredfleetError): number | undefined {
    if (error.retry === 'never') return undefined;
    if (error.retry !== 'backoff') return error.retry;
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    const most = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** failures);
    // Half fixed, half jitter: never immediately, never all together.
    return (most / 2) * (1 + this.#options.random.fraction());
  }

  async #addLater(key: string, atMs: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    try {
      await clock.sleep(Math.max(0, atMs - clock.nowMs()), signal);
    } catch {
      // Replaced by an earlier time, or the queue ends.
      return;
    }
    this.#timers.delete(key);
    this.add(key);
  }
}
