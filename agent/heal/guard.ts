/**
 * Watches over what is installed: at the start, when a file of ours changes, and every ten minutes it looks for
 * drift, and tests the seals when something that they hang on has changed.
 * @module
 */
import type { ApplyContext } from '#agent/apply/context.ts';
import type { ApplyEngine } from '#agent/apply/ports.ts';
import { proveBooted } from '#agent/apply/prove-booted.ts';
import { Wakeup } from '#agent/apply/wakeup.ts';
import type { PcrSignatures } from '#agent/pcr/pcr-signatures.ts';
import { checkDrift, checkHolding } from '#agent/drift/check-drift.ts';
import { foldersOf, type LookParts } from '#agent/drift/find-drifts.ts';
import { type Exclusive, settledHolding } from '#agent/drift/tell.ts';
import type { WatchFolders } from '#agent/drift/watch-folders.node.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Random } from '#src/random/random.ts';
import { pcrsOfMask } from '#src/systemd/sealed-header.ts';
import { changesBetween, type Fingerprint, isOtherBoot, isSameHost } from './fingerprint.ts';
import type { KnownFingerprint, ReadFingerprint, Watched } from './fingerprint.node.ts';
import { startFailedForCredentials } from './open-again.ts';
import { type Renewals, renewSeals } from './renew-seals.ts';
import { loseSealed, type LostCredential } from './lose-sealed.ts';

export type GuardParts = {
  readonly context: Omit<ApplyContext, 'signal'>;
  readonly engine: Pick<ApplyEngine, 'exclusive'>;
  /** Of PCR states, for systemd to find. */
  readonly signatures: Pick<PcrSignatures, 'check' | 'folder'>;
  readonly drift: LookParts;
  readonly watchFolders: WatchFolders;
  readonly readFingerprint: ReadFingerprint;
  readonly known: KnownFingerprint;
  /** As TpmWatch's. */
  readonly takeLockoutOver: () => boolean;
  readonly random: Random;
  readonly log: Pick<Logger, 'info' | 'warn'>;
};

const SCAN_MS = 600_000;
const SCAN_JITTER_MS = 120_000;
/** Something was in the way: a unit that is being proven, a TPM that is busy. */
const AGAIN_MS = 30_000;
/** One change of a person or a program is several events; so is a push, which is left to prove its units first. */
export const SETTLE_MS = 300;
const SETTLE_LIMIT_MS = 5 * SETTLE_MS;
const NEVER = new AbortController().signal;

export class Guard {
  readonly #parts: GuardParts;
  readonly #changes = new Wakeup();
  readonly #exclusive: Exclusive = async (work) => this.#parts.engine.exclusive(work);
  #problem: string | undefined;
  #tpmAskedMs = -Infinity;
  /** When a seal has to be renewed, or is over. */
  #renewAtMs = Infinity;
  /** Told and not looked at yet. */
  #hasOtherSignatures = false;
  /** And what failed for it was not started yet. */
  #isLockoutOver = false;
  readonly #renewals: Renewals;

  constructor(parts: GuardParts) {
    this.#parts = parts;
    this.#renewals = { jitter: parts.random.fraction(), askedMs: new Map() };
  }

  /** Ends with the signal only. */
  async run(signal: AbortSignal): Promise<void> {
    const { context, random, watchFolders } = this.#parts;
    signal.addEventListener('abort', () => this.#changes.wake(), { once: true });
    using watching = watchFolders(() => this.#changes.wake());
    while (!signal.aborted) {
      // Before the look: what changes from here on wakes the next one.
      watching.set(this.#folders());
      const isDone = await this.#check(signal);
      const scanMs = isDone ? SCAN_MS + random.fraction() * SCAN_JITTER_MS : AGAIN_MS;
      const renewMs = Math.max(0, this.#renewAtMs - context.clock.nowMs());
      await this.#pause(Math.min(scanMs, renewMs), signal);
      await this.#settle(signal);
    }
  }

  /** A push is not to fail because of what somebody changed. Called while no other is accepted; never rejects. */
  async beforeAccept(uids: readonly string[]): Promise<void> {
    const { context, drift } = this.#parts;
    // What is begun is ended as after a crash.
    const ctx = { ...context, signal: NEVER };
    try {
      for (const uid of uids) {
        const holding = settledHolding(ctx, uid);
        if (holding !== undefined) await checkHolding(ctx, drift, holding);
      }
    } catch (reason) {
      this.#tellProblem(reason);
    }
  }

  /** A push came to its end: what it installed is watched from now on. */
  wake(): void {
    this.#changes.wake();
  }

  /** What waits for the signature of a PCR state may open now, or open no more. */
  signaturesChanged(): void {
    this.#hasOtherSignatures = true;
    this.wake();
  }

  /** Whatever changed: this host's own keys did not open. */
  async testSeals(changes: readonly string[]): Promise<readonly LostCredential[]> {
    return loseSealed({ ...this.#parts.context, signal: NEVER }, changes, this.#exclusive);
  }

  async #check(signal: AbortSignal): Promise<boolean> {
    const { context, drift, signatures } = this.#parts;
    try {
      await signatures.check();
      await proveBooted(context, this.#exclusive);
      const isDone = await checkDrift({ ...context, signal }, drift, this.#exclusive);
      await this.#testWhenChanged();
      await this.#startAfterLockout();
      this.#renewAtMs = await renewSeals(context, this.#renewals, this.#exclusive);
      this.#problem = undefined;
      return isDone;
    } catch (reason) {
      if (!signal.aborted) this.#tellProblem(reason);
      return false;
    }
  }

  /** Once, however long it lasts. */
  #tellProblem(reason: unknown): void {
    const { code, message } = CredfleetError.from(reason, 'COMMAND_FAILED', 'watching over');
    if (message === this.#problem) return;
    this.#problem = message;
    this.#parts.log.warn({ code }, `what is installed could not be looked at: ${message}`);
  }

  async #testWhenChanged(): Promise<void> {
    const { known, log } = this.#parts;
    const watched = this.#watched();
    if (watched === undefined) return;
    const before = known.read();
    const now = await this.#fingerprint(watched, before);
    const hasOtherSignatures = this.#hasOtherSignatures;
    if (before !== undefined && isSameHost(before, now) && !hasOtherSignatures) {
      // A PCR that nothing was bound to before is known from now on.
      if (JSON.stringify(before) !== JSON.stringify(now)) await known.write(now);
      return;
    }
    this.#hasOtherSignatures = false;
    const changes = before === undefined ? [] : changesBetween(before, now);
    if (changes.length > 0) log.warn({ changes }, 'the keys of this host changed; testing seals');
    try {
      await this.testSeals(changes);
      // At the boot the TPM may have been locked out or away.
      if (isOtherBoot(before, now)) await this.#startFailed();
    } catch (reason) {
      this.#hasOtherSignatures = hasOtherSignatures;
      throw reason;
    }
    await known.write(now);
  }

  async #startAfterLockout(): Promise<void> {
    if (this.#parts.takeLockoutOver()) this.#isLockoutOver = true;
    if (!this.#isLockoutOver) return;
    await this.#startFailed();
    this.#isLockoutOver = false;
  }

  async #startFailed(): Promise<void> {
    await startFailedForCredentials({ ...this.#parts.context, signal: NEVER }, this.#exclusive);
  }

  /** A TPM changes with a boot, or hardly ever: it is not asked for each file that changes. */
  async #fingerprint(watched: Watched, before: Fingerprint | undefined): Promise<Fingerprint> {
    const { context, readFingerprint } = this.#parts;
    const nowMs = context.clock.nowMs();
    const isKnown = watched.pcrs.every((pcr) => before?.pcrs[pcr] !== undefined);
    if (before === undefined || !isKnown || nowMs - this.#tpmAskedMs >= SCAN_MS) {
      const now = await readFingerprint(watched);
      this.#tpmAskedMs = nowMs;
      return now;
    }
    const { storageKey, pcrs } = before;
    return { ...(await readFingerprint({ usesTpm: false, pcrs: [] })), storageKey, pcrs };
  }

  /** Undefined: nothing is held. */
  #watched(): Watched | undefined {
    const items = this.#held().flatMap((held) => held.items);
    if (items.length === 0) return undefined;
    const mask = items.reduce(
      (all, { pcrMask, signedPcrMask = 0 }) => all | pcrMask | signedPcrMask,
      0,
    );
    const usesTpm = items.some(({ keyType }) => keyType.includes('tpm2'));
    return { usesTpm, pcrs: pcrsOfMask(mask) };
  }

  #folders(): ReadonlySet<string> {
    const { context, drift, signatures } = this.#parts;
    return new Set([...foldersOf(context, drift.unitDir, this.#held()), signatures.folder]);
  }

  #held() {
    const { credentials } = this.#parts.context.journal.state();
    return [...credentials.values()].flatMap(({ held }) => held ?? []);
  }

  /** Until nothing has changed for SETTLE_MS, or that goes on and on. */
  async #settle(signal: AbortSignal): Promise<void> {
    const { clock } = this.#parts.context;
    for (let passedMs = 0; passedMs < SETTLE_LIMIT_MS && !signal.aborted; passedMs += SETTLE_MS) {
      await clock.sleep(SETTLE_MS, signal).catch(() => undefined);
      if (!this.#changes.takeWake()) return;
    }
  }

  async #pause(ms: number, signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const stop = AbortSignal.any([signal, over.signal]);
    await this.#changes.wait(this.#parts.context.clock.sleep(ms, stop).catch(() => undefined));
    over.abort();
  }
}
