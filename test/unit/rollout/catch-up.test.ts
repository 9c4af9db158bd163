/**
 * Who gets the stable version outside of a rollout.
 * @module
 */
import { expect, test } from 'vitest';
import { planCatchUp, type CatchUpInput } from '#src/rollout/catch-up.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import { failedRowOf, policyOf, rowOf, targetHostOf } from '#test/gen/rollout.ts';

type Change = Partial<CatchUpInput> & { readonly row?: HostCredentialState };

/** One host, behind version 2. */
function caughtUp({ row, ...change }: Change = {}): boolean {
  const hosts = planCatchUp({
    stableVersion: 2,
    hosts: [targetHostOf('h1')],
    rows: new Map(row === undefined ? [] : [[row.hostUid, row]]),
    taken: new Set(),
    disruptedElsewhere: new Set(),
    policy: policyOf({ maxUnavailable: 1 }),
    ...change,
  });
  return hosts.length > 0;
}

const cases: readonly [given: string, change: Change, outcome: boolean][] = [
  ['a host that joined', {}, true],
  [
    'a host that was away during the rollout',
    { row: rowOf('h1', { targetVersion: 1, runningVersion: 1 }) },
    true,
  ],
  ['a host that lost it', { row: rowOf('h1', { state: 'Removed', runningVersion: 0 }) }, true],
  ['a host that has it', { row: rowOf('h1') }, false],
  ['a host whose seals come to their end', { row: rowOf('h1', { code: 'SEAL_EXPIRING' }) }, true],
  [
    'a host to which it is on its way for that',
    { row: rowOf('h1', { state: 'Dispatched', code: 'SEAL_EXPIRING' }) },
    false,
  ],
  [
    'a host whose seals end, and that has something newer already',
    { row: rowOf('h1', { targetVersion: 3, runningVersion: 3, code: 'SEAL_EXPIRING' }) },
    false,
  ],
  ['a host that tells of drift', { row: rowOf('h1', { code: 'DRIFT_DETECTED' }) }, false],
  [
    'a host whose next boot has a seal that comes to its end',
    { row: rowOf('h1', { state: 'Staged', code: 'SEAL_EXPIRING' }) },
    true,
  ],
  ['a host that has it for its next boot', { row: rowOf('h1', { state: 'Staged' }) }, false],
  [
    'a host to which it is on its way',
    { row: rowOf('h1', { state: 'Sealed', runningVersion: 1 }) },
    false,
  ],
  ['a host on which this version failed', { row: failedRowOf('h1') }, false],
  [
    'a host on which an older version failed',
    { row: failedRowOf('h1', { targetVersion: 1, runningVersion: 0 }) },
    true,
  ],
  [
    'a host on which a newer candidate failed',
    { row: failedRowOf('h1', { targetVersion: 3, runningVersion: 1 }) },
    false,
  ],
  ['a host that is away', { hosts: [targetHostOf('h1', { connected: false })] }, false],
  ['a paused host', { hosts: [targetHostOf('h1', { paused: true })] }, false],
  ['a host that a rollout takes now', { taken: new Set(['h1']) }, false],
  ['a frozen host', { hosts: [targetHostOf('h1', { frozen: { by: 'xmas', untilMs: 1 } })] }, false],
  [
    'a budget that another host has used up',
    {
      hosts: [targetHostOf('h1'), targetHostOf('h9', { connected: false })],
      disruptedElsewhere: new Set(['h9']),
    },
    false,
  ],
  [
    'the budget of its group, which another host has used up',
    {
      hosts: ['h1', 'h9'].map((uid) => targetHostOf(uid, { labels: { zone: 'a' } })),
      disruptedElsewhere: new Set(['h9']),
      rows: new Map([['h9', rowOf('h9')]]),
      policy: policyOf({
        maxUnavailable: '100%',
        groupBudgets: [{ groupBy: ['zone'], kind: 'maxUnavailable', limit: 1 }],
      }),
    },
    false,
  ],
];

const titled = cases.map(([given, change, outcome]) => ({ given, change, outcome }));
test.for(titled)('$given: $outcome', ({ change, outcome }) => {
  expect(caughtUp(change)).toBe(outcome);
});

test('no more at once than may be disrupted', () => {
  const hosts = ['h1', 'h2', 'h3', 'h4'].map((uid) => targetHostOf(uid));
  const input = {
    stableVersion: 2,
    hosts,
    taken: new Set(['h1']),
    disruptedElsewhere: new Set<string>(),
  };
  const taken = planCatchUp({ ...input, rows: new Map(), policy: policyOf({ maxUnavailable: 3 }) });
  expect(taken.map((host) => host.hostUid)).toEqual(['h2', 'h3']);
});
