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

export type QueueOptions = {
  readonly clock: Clock;
  readonly random: Random;
  readonly work: Work;
  /** Told once per failure; `againInMs` is undefined when only a change brings the key back. */
  readonly onFailure: (key: string, error: CredfleetError, againInMs: number | undefined) => void;
  /** Keys worked on at once; default 8. */
  readonly concurrency?: number;
};

const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 300_000;
const DEFAULT_CONCURRENCY = 8;

type Timer = { readonly atMs: number; readonly cancel: AbortController };

export class WorkQueue {
  readonly #options: QueueOptions;
  readonly #ready = new Set<string>();
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
    else this.#ready.add(key);
    queueMicrotask(() => this.#pump());
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
    for (const key of this.#ready) {
      if (this.#working.size >= concurrency) return;
      this.#ready.delete(key);
      this.#working.set(key, this.#workOn(key));
    }
  }

  async #workOn(key: string): Promise<void> {
    try {
      const { againAtMs, restMs = 0 } = await this.#options.work(key);
      this.#failures.delete(key);
      this.#rest(key, restMs);
      if (againAtMs !== undefined) this.addAt(key, againAtMs);
    } catch (reason) {
      this.#fail(key, CredfleetError.from(reason, 'STORE_FAILED', `reconciling ${key}`));
    } finally {
      this.#working.delete(key);
      if (this.#addedMeanwhile.delete(key)) this.add(key);
      this.#pump();
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
