/**
 * Watches whether this host's TPM may be used: it reads the state of its dictionary-attack lockout, which needs no key,
 * and keeps everybody from the keys that it counts failures for while it is locked out.
 * @module
 */
import { Wakeup } from '#agent/apply/wakeup.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { TpmSeen } from '#src/intent/report.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Random } from '#src/random/random.ts';
import {
  CLEAR_LOCKOUT,
  type DaState,
  lockoutSeen,
  lockoutText,
  type TpmLockout,
} from '#src/tpm/lockout.ts';

export type TpmWatchParts = {
  /** Asks the TPM; undefined: this host has none. @throws {CredfleetError} TPM_… */
  readonly read: (() => Promise<DaState>) | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Pick<Logger, 'info' | 'warn'>;
};

/** @throws {CredfleetError} TPM_LOCKED_OUT. A TPM that does not answer is for whoever uses it to tell. */
export type RefuseLockedOut = () => Promise<void>;

const LOOK_MS = 600_000;
/** Locked out or away: what waits for it goes on soon after. */
const LOOK_AGAIN_MS = 30_000;
const JITTER = 0.2;
/** What was seen within it is not asked for again: one push seals and tests many files. */
const FRESH_MS = 1_000;

export class TpmWatch {
  readonly #parts: TpmWatchParts;
  readonly #listeners = new Set<() => void>();
  readonly #news = new Wakeup();
  #seen: TpmSeen | undefined;
  #seenMs = -Infinity;
  #isLooking = false;
  /** And nobody was told that it is over. */
  #wasLockedOut = false;

  constructor(parts: TpmWatchParts) {
    this.#parts = parts;
  }

  /** As it was at the last look; undefined: there was none. */
  get seen(): TpmSeen | undefined {
    return this.#seen;
  }

  /** Called when a look found something else than the one before. Returns a function that ends it. */
  follow(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** True once after each lockout that was seen, when it is over. */
  takeLockoutOver(): boolean {
    const isOver = this.#wasLockedOut && isFree(this.#seen);
    if (isOver) this.#wasLockedOut = false;
    return isOver;
  }

  readonly refuseLockedOut: RefuseLockedOut = async () => {
    const isRecent = this.#parts.clock.nowMs() - this.#seenMs < FRESH_MS;
    // One that was away may be back.
    if (!isRecent || this.#seen?.kind === 'unavailable') await this.look();
    const lockout = lockedOut(this.#seen);
    if (lockout !== undefined) throw new CredfleetError('TPM_LOCKED_OUT', refusalText(lockout));
  };

  /** Never rejects. */
  async look(): Promise<void> {
    const { read, clock } = this.#parts;
    if (read === undefined) return;
    const before = this.#seen;
    this.#isLooking = true;
    this.#seen = await this.#ask(read);
    this.#isLooking = false;
    this.#seenMs = clock.nowMs();
    if (lockedOut(this.#seen) !== undefined) this.#wasLockedOut = true;
    if (JSON.stringify(before) === JSON.stringify(this.#seen)) return;
    this.#log(before, this.#seen);
    this.#news.wake();
    for (const listener of this.#listeners) listener();
  }

  /** Somebody found that it does not answer. */
  readonly noticeAway = (): void => {
    if (!this.#isLooking && this.#seen?.kind !== 'unavailable') void this.look();
  };

  /** Ends when the TPM is not, or no more, locked out, or with the signal. */
  async waitWhileLockedOut(signal: AbortSignal): Promise<void> {
    await this.look();
    while (lockedOut(this.#seen) !== undefined && !signal.aborted) await this.#lookLater(signal);
  }

  /** Ends with the signal only. */
  async run(signal: AbortSignal): Promise<void> {
    if (this.#parts.read === undefined) return;
    while (!signal.aborted) await this.#lookLater(signal);
  }

  async #lookLater(signal: AbortSignal): Promise<void> {
    const { clock, random } = this.#parts;
    const ms = (isFree(this.#seen) ? LOOK_MS : LOOK_AGAIN_MS) * (1 + random.fraction() * JITTER);
    const over = new AbortController();
    const stop = AbortSignal.any([signal, over.signal]);
    let isTime = false;
    const inTime = clock.sleep(ms, stop).then(
      () => (isTime = true),
      () => undefined,
    );
    // Who wants to use it may find it otherwise meanwhile: then the pause begins anew, and may be a shorter one.
    await this.#news.wait(inTime);
    over.abort(new Error('the pause is over'));
    if (isTime) await this.look();
  }

  async #ask(read: () => Promise<DaState>): Promise<TpmSeen> {
    try {
      const now = await read();
      const before = this.#seen?.kind === 'answers' ? this.#seen.lockout : undefined;
      return { kind: 'answers', lockout: lockoutSeen(before, now, this.#parts.clock.nowMs()) };
    } catch (reason) {
      const { code, message } = CredfleetError.from(reason, 'TPM_UNAVAILABLE', 'asking the TPM');
      return { kind: 'unavailable', code, message };
    }
  }

  #log(before: TpmSeen | undefined, now: TpmSeen): void {
    const { log } = this.#parts;
    const lockout = lockedOut(now);
    if (now.kind === 'unavailable') log.warn({ code: now.code }, now.message);
    else if (lockout !== undefined) log.warn({ code: 'TPM_LOCKED_OUT' }, refusalText(lockout));
    else if (before?.kind === 'unavailable') log.info({}, 'the TPM answers again');
    else if (lockedOut(before) !== undefined) log.info({}, 'the TPM is locked out no more');
  }
}

function isFree(seen: TpmSeen | undefined): boolean {
  return seen?.kind === 'answers' && !seen.lockout.isLockedOut;
}

function lockedOut(seen: TpmSeen | undefined): TpmLockout | undefined {
  return seen?.kind === 'answers' && seen.lockout.isLockedOut ? seen.lockout : undefined;
}

function refusalText(lockout: TpmLockout): string {
  return `the TPM is in dictionary-attack lockout and is not used: ${lockoutText(lockout)}; sooner, as its owner: ${CLEAR_LOCKOUT}`;
}
