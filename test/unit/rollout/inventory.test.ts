/**
 * What a host says it holds, against what the ledger believes.
 * @module
 */
import { expect, test } from 'vitest';
import type { InventoryItem } from '#src/intent/report.ts';
import { planCatchUp } from '#src/rollout/catch-up.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import { compareInventory } from '#src/rollout/inventory.ts';
import { failedRowOf, NOW_MS, policyOf, rowOf, targetHostOf } from '#test/gen/rollout.ts';

const held = {
  uid: 'c1',
  namespace: 'payments',
  name: 'db',
  version: 2,
  digest: '',
  state: 'Healthy',
} as const;

function compare(
  row: HostCredentialState,
  change: {
    readonly hostSeq?: number;
    readonly holds?: boolean;
    readonly item?: Partial<InventoryItem>;
    readonly saysSeals?: boolean;
  } = {},
) {
  const { hostSeq = 1, holds = true, saysSeals = true } = change;
  const inventory = holds ? [{ ...held, ...change.item }] : [];
  return compareInventory({ rows: [row], inventory, hostSeq, saysSeals, nowMs: NOW_MS });
}

test('a host that holds what we believe: nothing to correct', () => {
  expect(compare(rowOf('h1'))).toEqual({ states: [], intervals: [], events: [] });
});

test('a host that lost it: the row says so, the interval ends, the log knows', () => {
  const { states, intervals, events } = compare(rowOf('h1'), { holds: false });
  expect(states[0]).toMatchObject({ state: 'Removed', runningVersion: 0, targetVersion: 2 });
  expect(intervals[0]).toMatchObject({ endReason: 'removed' });
  expect(events[0]).toMatchObject({ type: 'host.version.removed', outcome: 'failure' });
});

test('a host restored from an older state: its row says what it holds, and catch-up sends the rest again', () => {
  const believed = rowOf('h1', { targetVersion: 3, runningVersion: 3 });
  const { states, intervals, events } = compare(believed);
  expect(states[0]).toMatchObject({ state: 'Healthy', targetVersion: 2, runningVersion: 2 });
  expect(intervals).toMatchObject([{ endReason: 'rolledBack', open: { version: 2 } }]);
  expect(events).toMatchObject([
    {
      type: 'host.version.rolledBack',
      outcome: 'failure',
      subject: { version: 3 },
      detail: { reason: 'OlderInInventory', runningVersion: 2 },
    },
  ]);
  const caught = planCatchUp({
    stableVersion: 3,
    hosts: [targetHostOf('h1')],
    rows: new Map(states.map((row) => [row.hostUid, row])),
    taken: new Set(),
    disruptedElsewhere: new Set(),
    policy: policyOf({ maxUnavailable: 1 }),
  });
  expect(caught.map(({ hostUid }) => hostUid)).toEqual(['h1']);
});

test('a version that failed on a host that went back is not tried there again', () => {
  const failed = failedRowOf('h1', { targetVersion: 4, runningVersion: 3 });
  const [row] = compare(failed).states;
  expect(row).toEqual({ ...failed, runningVersion: 2 });
});

test('a host that holds more than we believe is left to its reports', () => {
  expect(compare(rowOf('h1', { targetVersion: 1, runningVersion: 1 })).states).toEqual([]);
});

test('a host that says it was removed holds nothing, whatever the version of the removal', () => {
  const [row] = compare(rowOf('h1'), { item: { state: 'Removed', version: 3 } }).states;
  expect(row).toMatchObject({ state: 'Removed', runningVersion: 0 });
});

test('given up as lost, never saw the push, and restored: it is back on what it says', () => {
  const lost = rowOf('h1', { state: 'Failed', code: 'LOST_CONTACT', pushSeq: 5, targetVersion: 4 });
  const [row] = compare({ ...lost, runningVersion: 3 }, { hostSeq: 4 }).states;
  expect(row).toMatchObject({ state: 'Healthy', targetVersion: 2, runningVersion: 2 });
  expect(row).not.toHaveProperty('code');
});

test('a push that is still to be sent, or was lost on the way, is left to the session', () => {
  expect(compare(rowOf('h1', { state: 'Dispatched', pushSeq: 0 })).states).toEqual([]);
  expect(compare(rowOf('h1', { state: 'Dispatched', pushSeq: 5 })).states).toEqual([]);
});

test('a host under way whose reports are still to come is left alone', () => {
  expect(compare(rowOf('h1', { state: 'Activating' }), { holds: false }).states).toEqual([]);
});

test('a host that was reinstalled in the middle is sent everything again', () => {
  const { states } = compare(rowOf('h1', { state: 'Soaking', pushSeq: 5 }), { hostSeq: 0 });
  expect(states[0]).toMatchObject({ state: 'Dispatched', pushSeq: 0 });
});

test('a host that was away and never saw the push has not failed on it', () => {
  const lost = rowOf('h1', {
    state: 'Failed',
    code: 'LOST_CONTACT',
    pushSeq: 5,
    runningVersion: 1,
  });
  const [row] = compare(lost, { hostSeq: 4 }).states;
  expect(row).toMatchObject({ state: 'Healthy', targetVersion: 1, runningVersion: 1 });
  expect(row).not.toHaveProperty('code');
});

test('a host that took the push and fell silent stays failed until it reports', () => {
  const lost = rowOf('h1', {
    state: 'Failed',
    code: 'LOST_CONTACT',
    pushSeq: 5,
    runningVersion: 1,
  });
  expect(compare(lost, { hostSeq: 5 }).states).toEqual([]);
});

test('a host restored from before it sealed anew: it is asked again, and nothing else changes', () => {
  const believed = rowOf('h1', { sealRequest: 2_000 });
  const { states, events } = compare(believed, { item: { sealRequest: 1_000 } });
  expect(states).toEqual([{ ...believed, sealRequest: 1_000 }]);
  expect(events).toEqual([]);
  expect(compare(believed).states[0]).not.toHaveProperty('sealRequest');
});

test.for([
  { given: 'its report is on its way', item: { sealRequest: 3_000 }, saysSeals: true },
  { given: 'its agent says nothing of requests', item: {}, saysSeals: false },
])('of its seals the row says what it said while $given', ({ item, saysSeals }) => {
  const believed = rowOf('h1', { sealRequest: 2_000 });
  expect(compare(believed, { item, saysSeals }).states).toEqual([]);
});
