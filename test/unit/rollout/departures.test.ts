/**
 * Hosts that are no targets any more: what they keep, for how long, and what becomes of it.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { type DeparturesInput, planDepartures } from '#src/rollout/departures.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import { NOW_MS, policyOf, rowOf, targetHostOf } from '#test/gen/rollout.ts';

const GRACE_MS = 3_600_000;
const LONG_AGO = NOW_MS - GRACE_MS;

type Change = Partial<Omit<DeparturesInput, 'rows' | 'here'>> & {
  readonly rows?: readonly HostCredentialState[];
  readonly here?: readonly string[];
};

/** h1 has left, h2 and h3 are targets; the grace is an hour. */
function plan({ rows = [rowOf('h1')], here = ['h2', 'h3'], ...change }: Change = {}) {
  return planDepartures({
    rows: new Map(rows.map((row) => [row.hostUid, row])),
    here: new Set(here),
    left: [targetHostOf('h1')],
    targets: here.map((uid) => targetHostOf(uid)),
    policy: policyOf({ maxUnavailable: 1 }),
    disrupted: new Set(),
    deletionPolicy: 'Remove',
    graceMs: GRACE_MS,
    isOpen: true,
    nowMs: NOW_MS,
    ...change,
  });
}

test('a host that has just left keeps what it holds, and from now on the time is counted', () => {
  expect(plan()).toMatchObject({
    states: [{ hostUid: 'h1', leftAtMs: NOW_MS, state: 'Healthy' }],
    remove: [],
    waiting: [{ hostUid: 'h1' }],
    nextMs: NOW_MS + GRACE_MS,
  });
});

test('one that waits is written once', () => {
  const rows = [rowOf('h1', { leftAtMs: NOW_MS - 1 })];
  expect(plan({ rows })).toMatchObject({ states: [], nextMs: NOW_MS - 1 + GRACE_MS });
});

const due = rowOf('h1', { leftAtMs: LONG_AGO });
const removals: readonly (readonly [string, Change, readonly string[]])[] = [
  ['the grace is over', { rows: [due] }, ['h1']],
  ['there is no grace', { graceMs: 0 }, ['h1']],
  ['it is away', { rows: [due], left: [targetHostOf('h1', { connected: false })] }, []],
  ['it is paused', { rows: [due], left: [targetHostOf('h1', { paused: true })] }, []],
  ['no window is open', { rows: [due], isOpen: false }, []],
  [
    'it is frozen',
    { rows: [due], left: [targetHostOf('h1', { frozen: { by: 'f', untilMs: NOW_MS } })] },
    [],
  ],
  ['files shall stay', { rows: [due], deletionPolicy: 'Retain' }, []],
  ['another host is disrupted', { rows: [due], disrupted: new Set(['h2']) }, []],
  ['it is at work', { rows: [{ ...due, state: 'Activating' }] }, []],
  ['it holds nothing', { rows: [{ ...due, state: 'Removed', runningVersion: 0 }] }, []],
  ['it could not remove it', { rows: [{ ...due, state: 'Failed', removes: true }] }, []],
];

test.for(removals)('removes it when %s: %j', ([, change, removed]) => {
  expect(plan(change).remove.map(({ hostUid }) => hostUid)).toEqual(removed);
});

test('a whole fleet that leaves loses it one after the other', () => {
  const rows = ['h1', 'h2', 'h3'].map((uid) => rowOf(uid, { leftAtMs: LONG_AGO }));
  const left = ['h1', 'h2', 'h3'].map((uid) => targetHostOf(uid));
  expect(plan({ rows, left, here: [] }).remove.map(({ hostUid }) => hostUid)).toEqual(['h1']);
  const [first, ...others] = rows;
  const busy = [{ ...first!, state: 'Dispatched' as const, removes: true as const }, ...others];
  expect(plan({ rows: busy, left, here: [] }).remove).toEqual([]);
});

describe('where files shall stay', () => {
  test('the host becomes an orphan, once, and the log says so', () => {
    const orphaned = plan({ rows: [due], deletionPolicy: 'Retain' });
    expect(orphaned).toMatchObject({
      states: [{ state: 'Orphaned', runningVersion: 2 }],
      events: [{ type: 'host.version.orphaned', subject: { hostUID: 'h1', version: 2 } }],
    });
    const again = plan({ rows: orphaned.states, deletionPolicy: 'Retain' });
    expect(again).toMatchObject({ states: [], events: [] });
  });

  test('an orphan that is a target again is managed again', () => {
    const rows = [rowOf('h1', { state: 'Orphaned', leftAtMs: LONG_AGO })];
    const [row] = plan({ rows, here: ['h1'], left: [] }).states;
    expect(row).toMatchObject({ state: 'Healthy', targetVersion: 2, runningVersion: 2 });
    expect(row).not.toHaveProperty('leftAtMs');
  });
});

describe('a host that comes back', () => {
  test('in time is as if it had never left', () => {
    const rows = [rowOf('h1', { leftAtMs: NOW_MS - 1 })];
    expect(plan({ rows, here: ['h1'], left: [] }).states).toEqual([rowOf('h1')]);
  });

  test('before its removal was sent keeps what it holds', () => {
    const rows = [
      { ...due, state: 'Dispatched' as const, removes: true as const, pushSeq: 0, rolloutUid: '' },
    ];
    const [row] = plan({ rows, here: ['h1'], left: [] }).states;
    expect(row).toMatchObject({ state: 'Healthy', runningVersion: 2 });
    expect(row).not.toHaveProperty('removes');
  });

  test('after its removal was sent is waited for', () => {
    const rows = [{ ...due, state: 'Dispatched' as const, removes: true as const, pushSeq: 7 }];
    const [row] = plan({ rows, here: ['h1'], left: [] }).states;
    expect(row).toMatchObject({ state: 'Dispatched', removes: true });
  });
});
