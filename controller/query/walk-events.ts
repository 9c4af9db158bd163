/**
 * Reads events in order, a span of the log at a time, with others served in between: a question with few answers in
 * millions of events holds nobody up.
 * @module
 */
import type { EventFilter } from '#controller/ledger/ledger.ts';
import type { Context } from '#controller/reconcile/context.ts';
import type { AuditEvent } from '#src/audit/event.ts';

export type WalkFilter = Omit<EventFilter, 'limit'>;

/** Looked at in one go, at most: some ten milliseconds. */
const SPAN_EVENTS = 4_000;
/** Read in one go, at most. */
const PAGE_EVENTS = 500;

/** Those that were there when it began; fewer when the signal aborts. */
export async function* walkEvents(
  { ledger, clock }: Pick<Context, 'ledger' | 'clock'>,
  filter: WalkFilter,
  signal?: AbortSignal,
): AsyncGenerator<AuditEvent> {
  const lastSeq = filter.untilSeq ?? ledger.evidence.head().size;
  let afterSeq = filter.afterSeq ?? 0;
  while (afterSeq < lastSeq) {
    if (signal?.aborted === true) return;
    const untilSeq = Math.min(afterSeq + SPAN_EVENTS, lastSeq);
    const page = ledger.events({ ...filter, afterSeq, untilSeq, limit: PAGE_EVENTS });
    yield* page;
    afterSeq = page.length < PAGE_EVENTS ? untilSeq : (page.at(-1)?.seq ?? untilSeq);
    if (afterSeq < lastSeq) await clock.sleep(1);
  }
}
