/**
 * Archives whole blocks of the audit log as signed segments, and removes from the ledger what is older than the
 * retention: only what the archive has, verified again a moment before.
 * @module
 */
import type { Sinks } from '#controller/audit/sinks/sinks.ts';
import type { AuditLog } from '#controller/audit/audit-log.ts';
import type { Ledger } from '#controller/ledger/ledger.ts';
import type { PrunedRange } from '#controller/ledger/retention-state.ts';
import { BLOCK } from '#controller/ledger/tree-store.ts';
import { formatTimeMs } from '#src/api/time.ts';
import { parseNoteKey } from '#src/audit/checkpoint/signed-note.ts';
import type { AuditActor, NewAuditEvent } from '#src/audit/event.ts';
import { segmentName, type SegmentRange } from '#src/audit/export/segment-name.ts';
import { verifyExport } from '#src/audit/verify/verify-export.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Logger } from '#src/log/logger.ts';
import type { RetentionStatus, RetentionStep } from '#src/wire/retention-messages.ts';
import type { ArchiveFolder } from './archive-folder.ts';
import { decidePrune, type PruneDecision } from './decide-prune.ts';
import { firstHeld } from './holds.ts';
import { retentionStatus } from './retention-status.ts';

export type RetentionOptions = {
  readonly ledger: Ledger;
  readonly auditLog: AuditLog;
  readonly archive: ArchiveFolder;
  readonly clock: Clock;
  readonly log: Logger;
  /** Infinity: for ever. */
  readonly retentionMs: number;
  /** Those that are configured. */
  readonly sinks: Pick<Sinks, 'names' | 'rows'>;
};

export const RETENTION_EVERY_MS = 3_600_000;
/** So much longer than the retention events wait for a sink that does not take them. */
export const SINK_WAIT_MS = 90 * 86_400_000;
/** Of one segment. */
export const SEGMENT_BLOCKS = 64;
/** Of one transaction, so that nobody waits long for it. */
const TRANSACTION_BLOCKS = 16;
const CONTROLLER: AuditActor = { kind: 'controller', id: 'controller' };

export class Retention {
  readonly #options: RetentionOptions;
  #isBusy = false;
  /** Why the last pass ended early. */
  problem: string | undefined;
  failures = 0;

  constructor(options: RetentionOptions) {
    this.#options = options;
  }

  /** Until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    while (!signal.aborted) {
      await this.#pass(signal);
      await clock.sleep(RETENTION_EVERY_MS, signal).catch(() => undefined);
    }
  }

  status(): RetentionStatus {
    const { archive, auditLog, sinks, ...options } = this.#options;
    const firstSeq = auditLog.firstSeq();
    const { problem } = this;
    const about = { firstSeq, problem, archive: archive.path, sinks: sinks.rows() };
    return retentionStatus({ ...options, ...about });
  }

  /** All whole blocks that no segment has yet. @throws {CredfleetError} FILE_FAILED, ARCHIVE_DAMAGED, VERB_REFUSED */
  async *archive(by: AuditActor): AsyncGenerator<RetentionStep> {
    using _ = this.#busy();
    const { archive, auditLog, ledger, clock } = this.#options;
    for (;;) {
      const segments = await archive.segments();
      const firstSeq = nextUnarchived(segments, auditLog.firstSeq());
      const { size } = ledger.evidence.head();
      const wholeSeq = size - (size % BLOCK);
      const lastSeq = Math.min(
        wholeSeq,
        firstSeq - 1 + SEGMENT_BLOCKS * BLOCK,
        beforeNext(segments, firstSeq),
      );
      if (lastSeq < firstSeq) return;
      yield await this.#writeSegment({ firstSeq, lastSeq }, by);
      await clock.sleep(1);
    }
  }

  /** What may go now. @throws {CredfleetError} FILE_FAILED, ARCHIVE_DAMAGED, VERB_REFUSED, STORE_FAILED */
  async *prune(by: AuditActor, isDryRun = false): AsyncGenerator<RetentionStep> {
    using _ = this.#busy();
    const { auditLog, clock } = this.#options;
    for (let firstSeq = auditLog.firstSeq(); ;) {
      const decision = this.#decide(firstSeq, SEGMENT_BLOCKS);
      const { lastSeq, skippedBy } = decision;
      if (lastSeq < firstSeq) return yield this.#kept(firstSeq, decision);
      if (isDryRun) {
        yield { kind: 'WouldPrune', firstSeq, lastSeq, segment: '', why: skippedBy.join(', ') };
        firstSeq = lastSeq + 1;
      } else {
        const segment = yield* this.#segmentFor({ firstSeq, lastSeq }, by);
        const range = { firstSeq, lastSeq: Math.min(lastSeq, segment.lastSeq) };
        if (!(yield* this.#removeAll(range, segment, by))) return;
        firstSeq = range.lastSeq + 1;
      }
      await clock.sleep(1);
    }
  }

  async #pass(signal: AbortSignal): Promise<void> {
    const { log } = this.#options;
    try {
      for await (const step of this.prune(CONTROLLER)) {
        if (step.kind !== 'Kept') log.info(step, 'retention of the audit log');
        if (signal.aborted) return;
      }
      this.problem = undefined;
    } catch (reason) {
      const error = CredfleetError.from(reason, 'STORE_FAILED', 'pruning the audit log');
      this.problem = error.message;
      this.failures += 1;
      log.error({ code: error.code, err: error }, 'the audit log keeps more than its retention');
    }
  }

  #busy(): Disposable {
    if (this.#isBusy) {
      throw new CredfleetError(
        'VERB_REFUSED',
        'the audit log is being archived or pruned; run this again when that is done',
      );
    }
    this.#isBusy = true;
    return { [Symbol.dispose]: () => (this.#isBusy = false) };
  }

  #decide(firstSeq: number, blocks: number): PruneDecision {
    const { ledger, clock, retentionMs, sinks } = this.#options;
    const whole = Math.floor((ledger.evidence.head().size - firstSeq + 1) / BLOCK);
    const cutoffMs = clock.nowMs() - retentionMs;
    const latestTimesMs = Array.from({ length: Math.min(blocks, whole) }, (_, at) => {
      const afterSeq = firstSeq - 1 + at * BLOCK;
      return ledger.retention.latestTimeMs(afterSeq, afterSeq + BLOCK);
    });
    const taken = new Map(ledger.retention.sinks().map(({ name, seq }) => [name, seq]));
    return decidePrune({
      firstSeq,
      latestTimesMs,
      cutoffMs,
      sinkCutoffMs: cutoffMs - SINK_WAIT_MS,
      held: firstHeld(ledger),
      sinks: sinks.names.map((name) => ({ name, seq: taken.get(name) ?? 0 })),
    });
  }

  #kept(firstSeq: number, { stop }: PruneDecision): RetentionStep {
    const lastSeq = this.#options.ledger.evidence.head().size;
    const why = stop?.what ?? 'no whole block is older than the retention';
    return { kind: 'Kept', firstSeq, lastSeq, segment: '', why };
  }

  /** The one that has the first of them, verified now; written when there is none. */
  async *#segmentFor(
    { firstSeq, lastSeq }: SegmentRange,
    by: AuditActor,
  ): AsyncGenerator<RetentionStep, SegmentRange> {
    const { archive } = this.#options;
    const segments = await archive.segments();
    const found = segments.find(
      (segment) => segment.firstSeq <= firstSeq && segment.lastSeq >= firstSeq,
    );
    if (found !== undefined) {
      await this.#verify(found);
      return found;
    }
    const range = { firstSeq, lastSeq: Math.min(lastSeq, beforeNext(segments, firstSeq)) };
    yield await this.#writeSegment(range, by);
    return range;
  }

  async #writeSegment(range: SegmentRange, by: AuditActor): Promise<RetentionStep> {
    const { archive, auditLog, ledger, clock } = this.#options;
    await archive.write(range, auditLog.exportSegment(range));
    await this.#verify(range);
    const segment = segmentName(range);
    const root = Buffer.from(auditLog.rootAt(range.lastSeq)).toString('base64');
    const event = newEvent({ type: 'audit.archived', by, nowMs: clock.nowMs() });
    const detail = { ...range, segment, root };
    await ledger.commit(() => ({ write: { events: [{ ...event, detail }] }, result: undefined }));
    return { kind: 'Archived', ...range, segment, why: '' };
  }

  /** As it lies there, against the tree of the ledger. */
  async #verify(range: SegmentRange): Promise<void> {
    const { archive, auditLog } = this.#options;
    const kept = [{ size: range.lastSeq, root: auditLog.rootAt(range.lastSeq) }];
    const key = parseNoteKey(auditLog.key());
    const verdict = await verifyExport(archive.read(range), { kept, ...(key && { key }) });
    const isOther = verdict.firstSeq !== range.firstSeq || verdict.lastSeq !== range.lastSeq;
    const what =
      verdict.fault?.what ??
      (isOther ? `has events ${verdict.firstSeq} to ${verdict.lastSeq}` : undefined);
    if (what === undefined) return;
    const at = verdict.fault === undefined ? '' : `line ${verdict.fault.line} `;
    throw new CredfleetError(
      'ARCHIVE_DAMAGED',
      `${archive.path}/${segmentName(range)}: ${at}${what}; move it away as evidence: the events are still in the ledger, and the next pass writes them anew`,
    );
  }

  /** False when something has come in between. */
  async *#removeAll(range: SegmentRange, segment: SegmentRange, by: AuditActor) {
    for (const part of partsOf(range)) {
      const step = await this.#remove(part, segment, by);
      yield step;
      if (step.kind === 'Kept') return false;
    }
    return true;
  }

  /** In one transaction with the event that says so; nothing when something has come in between. */
  async #remove(range: SegmentRange, segment: SegmentRange, by: AuditActor) {
    const { ledger, auditLog, clock } = this.#options;
    const name = segmentName(segment);
    return ledger.commit<RetentionStep>(() => {
      const decision = this.#decide(range.firstSeq, TRANSACTION_BLOCKS);
      if (auditLog.isExporting || decision.lastSeq < range.lastSeq) {
        const stop = { reason: 'Age', what: 'an export is under way' } as const;
        const why = auditLog.isExporting ? { ...decision, stop } : decision;
        return { write: {}, result: this.#kept(range.firstSeq, why) };
      }
      const pruned = { ...range, untilMs: decision.untilMs, segment: name };
      const about = { by, nowMs: clock.nowMs() };
      const write = { pruned: [pruned], events: prunedEvents(pruned, decision, about) };
      return { write, result: { kind: 'Pruned', ...range, segment: name, why: '' } };
    });
  }
}

type About = { readonly by: AuditActor; readonly nowMs: number };

function prunedEvents(
  { untilMs, ...range }: PrunedRange,
  { skippedBy }: PruneDecision,
  about: About,
): readonly NewAuditEvent[] {
  const detail = { ...range, latest: formatTimeMs(untilMs) };
  return [
    { ...newEvent({ type: 'audit.pruned', ...about }), detail },
    ...skippedBy.map((sink): NewAuditEvent => {
      const event = newEvent({ type: 'audit.sinkSkipped', ...about });
      return { ...event, outcome: 'failure', detail: { sink, ...range } };
    }),
  ];
}

function newEvent({ type, by, nowMs }: About & Pick<NewAuditEvent, 'type'>): NewAuditEvent {
  return { timeMs: nowMs, type, outcome: 'success', actor: by, subject: {}, detail: {} };
}

function nextUnarchived(segments: readonly SegmentRange[], firstSeq: number): number {
  let next = firstSeq;
  for (const segment of segments) {
    if (segment.firstSeq <= next && segment.lastSeq >= next) next = segment.lastSeq + 1;
  }
  return next;
}

/** Where the next segment begins, they end: nothing is in two. */
function beforeNext(segments: readonly SegmentRange[], firstSeq: number): number {
  const next = segments.find((segment) => segment.firstSeq > firstSeq);
  return (next?.firstSeq ?? Number.POSITIVE_INFINITY) - 1;
}

function* partsOf({ firstSeq, lastSeq }: SegmentRange): Generator<SegmentRange> {
  const step = TRANSACTION_BLOCKS * BLOCK;
  for (let first = firstSeq; first <= lastSeq; first += step) {
    yield { firstSeq: first, lastSeq: Math.min(lastSeq, first + step - 1) };
  }
}
