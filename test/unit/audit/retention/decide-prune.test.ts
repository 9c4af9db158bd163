/**
 * Which whole blocks may go.
 * @module
 */
import { expect, test } from 'vitest';
import { decidePrune, type PruneInput } from '#controller/audit/retention/decide-prune.ts';

const base: PruneInput = {
  firstSeq: 257,
  latestTimesMs: [10, 20, 30],
  cutoffMs: 100,
  sinkCutoffMs: 0,
  held: undefined,
  sinks: [],
};

const cases: readonly {
  readonly given: string;
  readonly input: Partial<PruneInput>;
  readonly lastSeq: number;
  readonly untilMs?: number;
  readonly stop?: string;
  readonly skippedBy?: readonly string[];
}[] = [
  { given: 'all older than the retention', input: {}, lastSeq: 1024, untilMs: 30 },
  { given: 'no whole block', input: { latestTimesMs: [] }, lastSeq: 256 },
  {
    given: 'the second within the retention',
    input: { cutoffMs: 19 },
    lastSeq: 512,
    untilMs: 10,
    stop: 'Age',
  },
  {
    given: 'a clock that went back: an older block behind a younger one stays with it',
    input: { latestTimesMs: [10, 200, 30] },
    lastSeq: 512,
    untilMs: 10,
    stop: 'Age',
  },
  {
    given: 'times that go back: what was pruned reaches to the latest of them',
    input: { latestTimesMs: [50, 20, 30] },
    lastSeq: 1024,
    untilMs: 50,
  },
  {
    given: 'a hold on the last event of a block',
    input: { held: { seq: 768, holdId: 'a1' } },
    lastSeq: 512,
    untilMs: 10,
    stop: 'Held',
  },
  {
    given: 'a hold on the first event behind it',
    input: { held: { seq: 769, holdId: 'a1' } },
    lastSeq: 768,
    untilMs: 20,
    stop: 'Held',
  },
  {
    given: 'a sink that has not taken the last event of a block',
    input: { sinks: [{ name: 'siem', seq: 767 }] },
    lastSeq: 512,
    untilMs: 10,
    stop: 'SinkBehind',
  },
  {
    given: 'a sink that has taken nothing for longer than events wait for it',
    input: { sinks: [{ name: 'siem', seq: 0 }], sinkCutoffMs: 20 },
    lastSeq: 768,
    untilMs: 20,
    stop: 'SinkBehind',
    skippedBy: ['siem'],
  },
];

test.for(cases)('$given', ({ input, lastSeq, untilMs = 0, stop, skippedBy = [] }) => {
  const decision = decidePrune({ ...base, ...input });
  expect(decision).toMatchObject({ lastSeq, untilMs, skippedBy });
  expect(decision.stop?.reason).toBe(stop);
});
