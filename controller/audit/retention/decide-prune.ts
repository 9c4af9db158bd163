/**
 * Which events may go: whole blocks from the beginning of the log that are older than the retention, under no hold, and
 * taken by every sink. Pure.
 * @module
 */
import { BLOCK } from '#controller/ledger/tree-store.ts';
import type { SinkPosition } from '#controller/ledger/retention-state.ts';

export type PruneInput = {
  /** Where the log begins now. */
  readonly firstSeq: number;
  /** The latest time in each whole block from there on, as many as one round looks at. */
  readonly latestTimesMs: readonly number[];
  /** What is younger stays. */
  readonly cutoffMs: number;
  /** What is older than this does not wait for sinks any longer. */
  readonly sinkCutoffMs: number;
  readonly held: HeldSeq | undefined;
  /** Those that are configured. */
  readonly sinks: readonly Pick<SinkPosition, 'name' | 'seq'>[];
};

/** The first event that a hold names. */
export type HeldSeq = { readonly seq: number; readonly holdId: string };

export type PruneDecision = {
  /** The last event that may go; `firstSeq` - 1: none. */
  readonly lastSeq: number;
  readonly untilMs: number;
  /** Why not more: undefined when the round looked at nothing more. */
  readonly stop?: { readonly reason: 'Age' | 'Held' | 'SinkBehind'; readonly what: string };
  /** Sinks that will not get all of it. */
  readonly skippedBy: readonly string[];
};

type Stop = PruneDecision['stop'];

export function decidePrune(input: PruneInput): PruneDecision {
  const { firstSeq, latestTimesMs } = input;
  let lastSeq = firstSeq - 1;
  let untilMs = 0;
  let stop: Stop;
  for (const timeMs of latestTimesMs) {
    stop = stopAt(input, { lastSeq: lastSeq + BLOCK, timeMs });
    if (stop !== undefined) break;
    lastSeq += BLOCK;
    untilMs = Math.max(untilMs, timeMs);
  }
  const skippedBy = input.sinks.filter(({ seq }) => seq < lastSeq).map(({ name }) => name);
  return { lastSeq, untilMs, skippedBy, ...(stop === undefined ? {} : { stop }) };
}

type Block = { readonly lastSeq: number; readonly timeMs: number };

function stopAt({ cutoffMs, sinkCutoffMs, held, sinks }: PruneInput, block: Block): Stop {
  const { lastSeq, timeMs } = block;
  if (timeMs > cutoffMs) return { reason: 'Age', what: `event ${lastSeq} is within the retention` };
  if (held !== undefined && held.seq <= lastSeq) {
    return { reason: 'Held', what: `event ${held.seq} is under hold ${held.holdId}` };
  }
  const behind = sinks.find(({ seq }) => seq < lastSeq);
  if (behind === undefined || timeMs <= sinkCutoffMs) return undefined;
  return { reason: 'SinkBehind', what: `sink '${behind.name}' has taken ${behind.seq} events` };
}
