/**
 * Brings events from the ledger to one sink: in order, from where it was, again and again until they are taken. The
 * ledger is the spool, so nobody else waits for a sink, and only one batch is in memory.
 * @module
 */
import type { StoredEvent } from '#controller/ledger/evidence.ts';
import type { Ledger } from '#controller/ledger/ledger.ts';
import { listenForEvents } from '#controller/ledger/news.ts';
import { backoffMs } from '#controller/objects/backoff.ts';
import type { NewAuditEvent } from '#src/audit/event.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Random } from '#src/random/random.ts';
import { type BehindChange, decideBehind } from './decide-behind.ts';
import type { Sink } from './sink.ts';

export type SinkPumpOptions = {
  readonly sink: Sink;
  /** Above it the log says that the sink is behind. */
  readonly maxLagEvents: number;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
};

export const BATCH_EVENTS = 500;
const BATCH_CHARS = 1_048_576;
/** A sink that takes longer is not taking. */
export const TAKE_TIMEOUT_MS = 30_000;
/** After the first of several events, so that they come in one batch. */
const GATHER_MS = 100;
const EVENTS = { Behind: 'audit.sinkBehind', CaughtUp: 'audit.sinkCaughtUp' } as const;

export class SinkPump {
  readonly #options: SinkPumpOptions;
  /** Taken, and whether an event has said that it is behind. */
  #seq: number;
  #behindSinceMs: number | undefined;
  #stuckSinceMs: number | undefined;
  #failuresInARow = 0;
  #isTaking = false;
  failures = 0;
  /** Why it took nothing the last time. */
  problem = '';

  constructor(options: SinkPumpOptions) {
    this.#options = options;
    const { ledger, sink } = options;
    const known = ledger.retention.sinks().find(({ name }) => name === sink.name);
    this.#seq = known?.seq ?? 0;
    this.#behindSinceMs = known?.behindSinceMs;
  }

  get name(): string {
    return this.#options.sink.name;
  }

  get lagEvents(): number {
    return this.#options.ledger.evidence.head().size - this.#seq;
  }

  row() {
    const { name, problem } = this;
    return { name, seq: this.#seq, behindSinceMs: this.#behindSinceMs ?? 0, problem };
  }

  /** Until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { ledger, sink } = this.#options;
    try {
      while (!signal.aborted) {
        using news = listenForEvents(ledger, signal);
        await this.#next(news.come, signal);
      }
    } finally {
      await sink[Symbol.asyncDispose]();
    }
  }

  async #next(news: Promise<void>, signal: AbortSignal): Promise<void> {
    const { ledger, clock } = this.#options;
    const batch = this.#readBatch(() => ledger.evidence.texts(this.#seq, BATCH_EVENTS));
    if (batch.length > 0) return this.#bring(batch, signal);
    await news;
    await clock.sleep(GATHER_MS, signal).catch(() => undefined);
  }

  /** A ledger that cannot be read now is asked again at the next event. */
  #readBatch(read: () => readonly StoredEvent[]): readonly StoredEvent[] {
    try {
      return firstOf(read());
    } catch (reason) {
      this.#refused(CredfleetError.from(reason, 'STORE_FAILED', 'reading events for a sink'));
      return [];
    }
  }

  async #bring(batch: readonly StoredEvent[], signal: AbortSignal): Promise<void> {
    const { clock, random } = this.#options;
    const error = await this.#offer(batch, signal);
    if (signal.aborted && error !== undefined) return;
    if (error === undefined) this.#taken(batch);
    else this.#refused(error);
    await this.#remember(error === undefined);
    if (error === undefined) return;
    const waitMs = backoffMs(this.#failuresInARow, random.fraction());
    await clock.sleep(waitMs, signal).catch(() => undefined);
  }

  /** Undefined when it has taken them. */
  async #offer(
    batch: readonly StoredEvent[],
    signal: AbortSignal,
  ): Promise<CredfleetError | undefined> {
    const { sink, clock } = this.#options;
    // It does not heed the signal: a disk that hangs.
    if (this.#isTaking) return new CredfleetError('SINK_FAILED', `sink '${this.name}' still hangs`);
    const ended = new AbortController();
    const given = AbortSignal.any([signal, ended.signal]);
    const timeout = clock.sleep(TAKE_TIMEOUT_MS, given).then(
      () => {
        throw new CredfleetError('SINK_FAILED', `took nothing for ${TAKE_TIMEOUT_MS / 1000} s`);
      },
      () => undefined,
    );
    try {
      const taking = this.#take(batch, given);
      await Promise.race([taking, timeout.then(() => taking)]);
      return undefined;
    } catch (reason) {
      return CredfleetError.from(reason, 'SINK_FAILED', `sink '${sink.name}'`);
    } finally {
      ended.abort();
    }
  }

  async #take(batch: readonly StoredEvent[], signal: AbortSignal): Promise<void> {
    this.#isTaking = true;
    try {
      await this.#options.sink.take(batch, signal);
    } finally {
      this.#isTaking = false;
    }
  }

  #taken(batch: readonly StoredEvent[]): void {
    this.#seq = batch.at(-1)?.seq ?? this.#seq;
    this.#stuckSinceMs = undefined;
    this.#failuresInARow = 0;
    this.problem = '';
  }

  #refused(error: CredfleetError): void {
    const { log, clock } = this.#options;
    this.#stuckSinceMs ??= clock.nowMs();
    this.#failuresInARow += 1;
    this.failures += 1;
    this.problem = error.message;
    const { name: sink, lagEvents } = this;
    log.warn({ sink, lagEvents, code: error.code, err: error }, 'a sink took no audit events');
  }

  /** When the ledger cannot be written, the same events are given again after a restart. */
  async #remember(hasMoved: boolean): Promise<void> {
    const { ledger, sink, log } = this.#options;
    const change = this.#change();
    if (!hasMoved && change === undefined) return;
    const nowMs = this.#options.clock.nowMs();
    if (change !== undefined) this.#behindSinceMs = change === 'Behind' ? nowMs : undefined;
    const since = this.#behindSinceMs === undefined ? {} : { behindSinceMs: this.#behindSinceMs };
    const position = { name: sink.name, seq: this.#seq, ...since };
    const events = change === undefined ? [] : [this.#eventOf(change, nowMs)];
    try {
      await ledger.commit(() => ({ write: { sinks: [position], events }, result: undefined }));
    } catch (reason) {
      log.error({ sink: sink.name, err: reason }, 'how far a sink is could not be written');
    }
  }

  #change(): BehindChange {
    const { maxLagEvents, clock } = this.#options;
    const stuckSinceMs = this.#stuckSinceMs;
    return decideBehind({
      isBehind: this.#behindSinceMs !== undefined,
      lagEvents: this.lagEvents,
      maxLagEvents,
      stuckMs: stuckSinceMs === undefined ? 0 : Math.max(1, clock.nowMs() - stuckSinceMs),
    });
  }

  #eventOf(change: NonNullable<BehindChange>, nowMs: number): NewAuditEvent {
    const { name: sink, lagEvents, problem } = this;
    const why = problem === '' ? {} : { message: problem };
    return {
      timeMs: nowMs,
      type: EVENTS[change],
      outcome: change === 'Behind' ? 'failure' : 'success',
      actor: { kind: 'controller', id: 'controller' },
      subject: {},
      detail: { sink, taken: this.#seq, lagEvents, ...why },
    };
  }
}

/** As many as fit into one batch, at least one. */
function firstOf(events: readonly StoredEvent[]): readonly StoredEvent[] {
  let chars = 0;
  const end = events.findIndex(({ json }) => {
    chars += json.length;
    return chars > BATCH_CHARS;
  });
  return end < 0 ? events : events.slice(0, Math.max(1, end));
}
