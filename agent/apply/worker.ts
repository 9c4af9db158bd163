/**
 * Takes accepted intents batch by batch through the spine. Failures of the host itself (disk full,
 * systemd away) are retried with a growing pause; a crash in between is what the journal is for.
 * @module
 */
import { disposeIntents } from '#src/envelope/open-intents.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Logger } from '#src/log/logger.ts';
import { applyBatch } from './apply-assignment.ts';
import { chooseNext } from './backlog.ts';
import { isHostFailure, type ApplyContext, type Assignment } from './context.ts';
import { finishRefused } from './finish.ts';
import type { JournalRecord } from './journal-records.ts';
import type { Pending } from './journal-state.ts';
import type { OpenedIntents } from './opened-intents.ts';
import { rollBack } from './roll-back.ts';
import { Wakeup } from './wakeup.ts';

export type WorkerOptions = {
  readonly opened: OpenedIntents;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  /** Called after each batch. */
  readonly tidy: () => Promise<void>;
};

const RETRY_FIRST_MS = 1_000;
const RETRY_MAX_MS = 60_000;

/** For a rollback whose envelope cannot be opened any more. */
const UNOPENED_HEALTH = {
  minHealthyMs: 0,
  deadlineMs: 120_000,
  maxRestarts: 0,
  verifyLoaded: 'Skip',
  probes: [],
} as const;

export class Worker {
  readonly #options: WorkerOptions;
  readonly #arrivals = new Wakeup();
  readonly #busyUids = new Set<string>();
  #retryMs = RETRY_FIRST_MS;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  wake(): void {
    this.#arrivals.wake();
  }

  async run(ctx: ApplyContext): Promise<void> {
    ctx.signal.addEventListener('abort', () => this.wake(), { once: true });
    const batches = new Set<Promise<void>>();
    while (!ctx.signal.aborted) {
      const pending = await this.#choose(ctx);
      if (pending.length === 0) {
        await this.#arrivals.wait();
        continue;
      }
      // The next batch may begin while this one only has to stay up.
      const activated = Promise.withResolvers<void>();
      const batch = this.#runBatch(ctx, pending, activated.resolve).finally(() => {
        batches.delete(batch);
        activated.resolve();
      });
      batches.add(batch);
      await activated.promise;
    }
    await Promise.all(batches);
  }

  async #runBatch(
    ctx: ApplyContext,
    pending: readonly Pending[],
    onActivated: () => void,
  ): Promise<void> {
    const uids = new Set<string>();
    const mine: Assignment[] = [];
    const takeUp = async (one: Pending): Promise<Assignment | undefined> => {
      uids.add(one.intent.uid);
      this.#busyUids.add(one.intent.uid);
      const assignment = await this.#open(ctx, one);
      if (assignment !== undefined) mine.push(assignment);
      return assignment;
    };
    using turn = ctx.turns.begin();
    try {
      for (const one of pending) await takeUp(one);
      const nextArrival = async (untilMs: number) => this.#nextArrival(ctx, untilMs, takeUp);
      await applyBatch(ctx, { assignments: [...mine], turn, nextArrival, onActivated });
      await this.#options.tidy();
      this.#retryMs = RETRY_FIRST_MS;
    } catch (error) {
      if (!ctx.signal.aborted) await this.#pause(ctx, error);
    } finally {
      disposeIntents(mine);
      for (const uid of uids) this.#busyUids.delete(uid);
      this.wake();
    }
  }

  async #choose(ctx: ApplyContext): Promise<readonly Pending[]> {
    const { take, superseded } = chooseNext(ctx.journal.state().pending, this.#busyUids);
    if (superseded.length > 0) {
      for (const old of superseded) this.#options.opened.drop(old);
      await ctx.journal.append(
        ...superseded.map(({ hostSeq, intent: { uid, version } }): JournalRecord => {
          return { kind: 'superseded', uid, version, hostSeq };
        }),
      );
    }
    return take;
  }

  async #nextArrival(
    ctx: ApplyContext,
    untilMs: number,
    takeUp: (one: Pending) => Promise<Assignment | undefined>,
  ): Promise<Assignment | undefined> {
    for (;;) {
      // What came in time shares the restart, however long it took to seal what came before it.
      const inTime = (one: Pending): boolean => this.#options.opened.acceptedAtMs(one) <= untilMs;
      const one = (await this.#choose(ctx)).find(inTime);
      const assignment = one === undefined ? undefined : await takeUp(one);
      if (assignment !== undefined) return assignment;
      if (one !== undefined) continue;
      const leftMs = untilMs - ctx.clock.nowMs();
      if (leftMs <= 0) return undefined;
      await this.#waitForArrival(ctx, leftMs);
      ctx.signal.throwIfAborted();
    }
  }

  async #waitForArrival(ctx: ApplyContext, ms: number): Promise<void> {
    const over = new AbortController();
    await this.#arrivals.wait(ctx.clock.sleep(ms, over.signal).catch(() => undefined));
    over.abort();
  }

  /** Undefined when it could not be opened and is finished for that reason. */
  async #open(ctx: ApplyContext, pending: Pending): Promise<Assignment | undefined> {
    try {
      const { intent: opened, ...kept } = await this.#options.opened.take(pending);
      return { ...opened, ...kept, pending };
    } catch (error) {
      if (isHostFailure(error) || !(error instanceof CredfleetError)) throw error;
      if (!error.code.startsWith('ENVELOPE_')) throw error;
      await this.#finishUnopened(ctx, pending, error);
      return undefined;
    }
  }

  async #finishUnopened(ctx: ApplyContext, pending: Pending, error: CredfleetError): Promise<void> {
    const { plan } = pending;
    if (plan === undefined || plan.next === null) {
      await finishRefused(ctx, pending, error);
      return;
    }
    const { code, message } = error;
    const cause = pending.rollback ?? { code, message };
    const failed = { pending, plan, cause, digestKey: undefined, units: [], activated: true };
    await rollBack(ctx, [{ ...failed, health: UNOPENED_HEALTH }]);
  }

  async #pause(ctx: ApplyContext, error: unknown): Promise<void> {
    this.#options.log.error({ err: error, retryMs: this.#retryMs }, 'applying stopped; will retry');
    const ms = this.#retryMs;
    this.#retryMs = Math.min(RETRY_MAX_MS, ms * 2);
    await ctx.clock.sleep(ms, ctx.signal).catch(() => undefined);
  }
}
