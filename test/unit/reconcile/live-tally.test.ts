/**
 * What is kept over the rows of a rollout is what would be counted anew, whatever changes in between.
 * @module
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeptPlan } from '#controller/reconcile/kept-plan.ts';
import { hostsBehind } from '#src/rollout/catch-up.ts';
import { disruptedHostUids, isInFlight } from '#src/rollout/disruption.ts';
import type { HostCredentialState, HostState } from '#src/rollout/host-state.ts';
import type { TargetHost } from '#src/rollout/next-step.ts';
import { planRollout } from '#src/rollout/plan.ts';
import { RowIndex } from '#src/rollout/row-index.ts';
import { tallyHosts } from '#src/rollout/tally.ts';
import { hostsOf, NOW_MS, planInputOf, policyOf, rowOf, targetHostOf } from '#test/gen/rollout.ts';

const STATES: readonly HostState[] = [
  'Dispatched',
  'Sealed',
  'Soaking',
  'Staged',
  'Healthy',
  'Failed',
  'RolledBack',
  'Removed',
];
const HOSTS = 12;
/** Some of them are no hosts of the rollout. */
const uid = fc.integer({ min: 1, max: HOSTS + 2 }).map((at) => `h${at}`);
const change: fc.Arbitrary<HostCredentialState> = fc
  .record({
    hostUid: uid,
    targetVersion: fc.constantFrom(1, 2, 3),
    rolloutUid: fc.constantFrom('r1', 'r2'),
    state: fc.constantFrom(...STATES),
    runningVersion: fc.constantFrom(0, 1, 2),
    dispatchedAtMs: fc.integer({ min: 1, max: 5 }).map((ms) => NOW_MS - ms),
    sinceMs: fc.integer({ min: 1, max: 5 }).map((ms) => NOW_MS - ms),
    code: fc.constantFrom('UNIT_UNHEALTHY' as const, 'PREEXISTING_FAILURE' as const),
  })
  .map(({ hostUid, ...rest }) => rowOf(hostUid, rest));
const host: fc.Arbitrary<Partial<TargetHost>> = fc.record({
  connected: fc.boolean(),
  paused: fc.boolean(),
});
const hosts = fc
  .array(host, { minLength: HOSTS, maxLength: HOSTS })
  .map((list) => list.map((one, at) => targetHostOf(`h${at + 1}`, one)));
const rollout = { uid: 'r2', version: 2 };

test('a kept tally is the one that is counted anew', () => {
  fc.assert(
    fc.property(hosts, fc.array(fc.array(change), { maxLength: 8 }), (list, passes) => {
      const rows = new RowIndex();
      const kept = new KeptPlan(rows);
      for (const changes of passes) {
        for (const row of changes) rows.set(row);
        const input = { rollout, hosts: list, rows };
        expect(kept.tally(input)).toEqual(tallyHosts(input));
        const behind = { hosts: list, rows, stableVersion: 1 };
        expect(kept.behind(behind)).toEqual(hostsBehind(behind));
      }
    }),
    { numRuns: 400 },
  );
});

test('a plan on what is kept is the plan on what is counted anew', () => {
  const steps = [
    { name: 'canary', target: 2, pauseMs: 0, approval: 'None' },
    { name: 'all', target: '100%', pauseMs: 0, approval: 'None' },
  ] as const;
  const groupBudgets = [{ groupBy: ['rack'], kind: 'maxUnavailable', limit: 1 }] as const;
  const policy = policyOf({ steps, groupBudgets, maxUnavailable: 3, maxFailures: 5 });
  fc.assert(
    fc.property(fc.array(fc.array(change), { maxLength: 6 }), (passes) => {
      const list = hostsOf(HOSTS).map(({ hostUid }, at) =>
        targetHostOf(hostUid, { labels: { rack: `r${at % 3}` } }),
      );
      const rows = new RowIndex();
      const kept = new KeptPlan(rows);
      for (const changes of passes) {
        for (const row of changes) rows.set(row);
        const anew = { ...planInputOf({ policy, hosts: list }), rows: new Map(rows) };
        const tally = kept.tally({ rollout, hosts: list, rows });
        expect(tally).toBeDefined();
        expect(planRollout({ ...anew, rows, tally: tally! })).toEqual(
          planRollout({ ...anew, hosts: [...list] }),
        );
      }
    }),
    { numRuns: 300 },
  );
});

test('rows under way and disrupted are at hand', () => {
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      const rows = new RowIndex(changes);
      const all = [...new Map(changes.map((row) => [row.hostUid, row] as const)).values()];
      expect(new Set(rows.inFlight)).toEqual(new Set(all.filter((row) => isInFlight(row))));
      expect(rows.disrupted).toEqual(disruptedHostUids(all));
      expect(rows.size).toBe(all.length);
    }),
  );
});

test('more changes than are remembered: counted anew', () => {
  const rows = new RowIndex();
  const kept = new KeptPlan(rows);
  const input = { rollout, hosts: hostsOf(3), rows };
  kept.tally(input);
  for (let at = 0; at < 10_000; at += 1) rows.set(rowOf(`h${at % 3}`, { sinceMs: NOW_MS - at }));
  expect(kept.tally(input)).toEqual(tallyHosts(input));
});

test('rows that are not the kept ones are not counted on', () => {
  const kept = new KeptPlan(new RowIndex());
  const [list, rows] = [hostsOf(3), new RowIndex()];
  expect(kept.tally({ rollout, hosts: list, rows })).toBeUndefined();
  expect(kept.behind({ hosts: list, rows, stableVersion: 1 })).toBeUndefined();
});
