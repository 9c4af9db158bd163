/**
 * Reads events in order, a span of the log at a time, with others served in between: a question with few answers in
 * millions of events holds nobody up.
 * @module
 */
import type { EventFilter } from '#controller/ledger/ledger.ts';
import type { Context } from '#controller/reconcile/context.ts';
import type { AuditEvent } from '#src/audit/event.ts';

export type WalkFilter = Omit<EventFilter, 'limit'>;

/** Looked at in one go at first: some ten milliseconds where no index finds the few. */
const SPAN_EVENTS = 4_000;
/** What an index finds costs next to nothing: then more is looked at in one go, up to so many. */
const SPAN_MAX_EVENTS = 65_536;
const QUICK_MS = 3;
/** Read in one go, at most. */
const PAGE_EVENTS = 500;

/** Those that were there when it began; fewer when the signal aborts. */
export async function* walkEvents(
  { ledger, clock }: Pick<Context, 'ledger' | 'clock'>,
  filter: WalkFilter,
  signal?: AbortSignal,
): AsyncGenerator<AuditEvent> {
  const lastSeq = filter.untilSeq ?? ledger.evidence.head().size;
  // What is before was pruned.
  let afterSeq = Math.max(filter.afterSeq ?? 0, ledger.evidence.firstSeq() - 1);
  let span = SPAN_EVENTS;
  while (afterSeq < lastSeq) {
    if (signal?.aborted === true) return;
    const untilSeq = Math.min(afterSeq + span, lastSeq);
    const startMs = clock.nowMs();
    const page = ledger.events({ ...filter, afterSeq, untilSeq, limit: PAGE_EVENTS });
    span = spanAfter(span, clock.nowMs() - startMs);
    yield* page;
    afterSeq = page.length < PAGE_EVENTS ? untilSeq : (page.at(-1)?.seq ?? untilSeq);
    if (afterSeq < lastSeq) await clock.sleep(1);
  }
}

function spanAfter(span: number, tookMs: number): number {
  return tookMs < QUICK_MS ? Math.min(2 * span, SPAN_MAX_EVENTS) : SPAN_EVENTS;
}
