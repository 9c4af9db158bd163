/**
 * Reports that nobody waits for leave together; those that somebody waits for leave at once and take the others along.
 * @module
 */
import { expect, test } from 'vitest';
import { GATHER_MS, Gathering } from '#controller/reconcile/gathering.ts';
import { isWaitedFor } from '#controller/reconcile/report-wait.ts';
import type { ReportPhase } from '#src/intent/report.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { hostReportOf } from '#test/gen/messages.ts';

test.for([
  { phase: 'Sealed', othersAtWork: 0, waitedFor: false },
  { phase: 'Activating', othersAtWork: 3, waitedFor: false },
  { phase: 'Soaking', othersAtWork: 0, waitedFor: false },
  { phase: 'Healthy', othersAtWork: 1, waitedFor: false },
  { phase: 'Healthy', othersAtWork: 0, waitedFor: true },
  { phase: 'Failed', othersAtWork: 3, waitedFor: true },
  { phase: 'RolledBack', othersAtWork: 3, waitedFor: true },
  { phase: 'Removed', othersAtWork: 3, waitedFor: true },
  { phase: 'Staged', othersAtWork: 3, waitedFor: true },
] as const)(
  '$phase while $othersAtWork others are at work: waited for is $waitedFor',
  ({ waitedFor, ...report }) => {
    expect(isWaitedFor(report)).toBe(waitedFor);
  },
);

/** Hosts a, b and c are at work on one credential. */
function gatheringOf(atWork: ReadonlySet<string> = new Set(['a', 'b', 'c'])) {
  const clock = new FakeClock();
  const gathering = new Gathering({ clock, atWork: () => atWork });
  const written: string[] = [];
  const tell = (hostUid: string, phase: ReportPhase) =>
    gathering.write({ ...hostReportOf({ phase }), hostUid }, async () => {
      written.push(`${hostUid} ${phase}`);
    });
  return { clock, gathering, written, tell };
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

test('those at work are written together, a moment after the first, in the order in which they came', async () => {
  const { clock, written, tell } = gatheringOf();
  void tell('b', 'Sealed');
  clock.advance(GATHER_MS - 1);
  void tell('a', 'Sealed');
  await settle();
  expect(written).toEqual([]);
  clock.advance(1);
  await settle();
  expect(written).toEqual(['b Sealed', 'a Sealed']);
  void tell('c', 'Sealed');
  await settle();
  expect(written).toHaveLength(2);
});

test('the last one to finish takes all along at once, although none of it is written yet', async () => {
  const { clock, written, tell } = gatheringOf();
  void tell('a', 'Healthy');
  void tell('b', 'Healthy');
  await settle();
  expect(written).toEqual([]);
  await tell('c', 'Healthy');
  expect(written).toEqual(['a Healthy', 'b Healthy', 'c Healthy']);
  expect(clock.sleeping).toBe(0);
});

test('a failure waits for nobody', async () => {
  const { written, tell } = gatheringOf();
  void tell('a', 'Sealed');
  await tell('b', 'Failed');
  expect(written).toEqual(['a Sealed', 'b Failed']);
});

test('what comes at one moment keeps its order: behind one that leaves nobody is faster', async () => {
  const { written, tell } = gatheringOf();
  void tell('a', 'Sealed');
  void tell('a', 'Failed');
  void tell('a', 'Removed');
  await tell('a', 'Staged');
  expect(written).toEqual(['a Sealed', 'a Failed', 'a Removed', 'a Staged']);
});

test('with nobody else at work nothing waits', async () => {
  const { clock, written, tell } = gatheringOf(new Set(['a']));
  await tell('a', 'Healthy');
  expect(written).toEqual(['a Healthy']);
  expect(clock.sleeping).toBe(0);
});

test('a host that says more is not kept waiting, and one that waits for nothing hurries nobody', async () => {
  const { gathering, written, tell } = gatheringOf();
  void tell('a', 'Sealed');
  gathering.hurry('b');
  await settle();
  expect(written).toEqual([]);
  gathering.hurry('a');
  await settle();
  expect(written).toEqual(['a Sealed']);
});

test('what cannot be written fails for its own host, and counts as done no more', async () => {
  const { clock, gathering, written, tell } = gatheringOf();
  const broken = gathering.write({ ...hostReportOf({ phase: 'Healthy' }), hostUid: 'a' }, () =>
    Promise.reject(new Error('no space')),
  );
  void tell('b', 'Healthy');
  clock.advance(GATHER_MS);
  await expect(broken).rejects.toThrow('no space');
  await settle();
  expect(written).toEqual(['b Healthy']);
  void tell('c', 'Healthy');
  await settle();
  expect(written).toEqual(['b Healthy']);
});
