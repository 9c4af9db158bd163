/**
 * The order of delivery.
 * @module
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TargetHost } from '#src/rollout/next-step.ts';
import { orderHosts } from '#src/rollout/waves.ts';
import { hostsOf, policyOf, targetHostOf } from '#test/gen/rollout.ts';

const uids = (hosts: readonly TargetHost[]) => hosts.map((host) => host.hostUid);
const none = new Set<string>();

test('the order of one credential is always the same, that of another differs', () => {
  const input = { hosts: hostsOf(20), policy: policyOf(), onSupersededCandidate: none };
  const first = uids(orderHosts({ ...input, credentialUid: 'c1' }));
  const shuffled = { ...input, hosts: hostsOf(20).toReversed() };
  expect(uids(orderHosts({ ...shuffled, credentialUid: 'c1' }))).toEqual(first);
  expect(uids(orderHosts({ ...input, credentialUid: 'c2' }))).not.toEqual(first);
});

test('hosts on a version that was never proven come first', () => {
  const onSupersededCandidate = new Set(['h7', 'h3']);
  const input = { hosts: hostsOf(9), policy: policyOf(), onSupersededCandidate };
  const order = uids(orderHosts({ ...input, credentialUid: 'c1' }));
  expect(order.slice(0, 2).toSorted()).toEqual(['h3', 'h7']);
});

test('groups of the first budget take turns', () => {
  const zones = ['a', 'a', 'a', 'a', 'b', 'b', 'c'];
  const hosts = zones.map((zone, at) => targetHostOf(`h${at}`, { labels: { zone } }));
  const budget = { groupBy: ['zone'], kind: 'maxUnavailable' as const, limit: 1 };
  const input = { hosts, policy: policyOf({ groupBudgets: [budget] }), credentialUid: 'c1' };
  const zonesOf = (ordered: readonly TargetHost[]) => ordered.map(({ labels }) => labels['zone']);
  const order = zonesOf(orderHosts({ ...input, onSupersededCandidate: none }));
  expect(new Set(order.slice(0, 3))).toEqual(new Set(['a', 'b', 'c']));
  expect(new Set(order.slice(3, 5))).toEqual(new Set(['a', 'b']));
  expect(order.slice(5)).toEqual(['a', 'a']);
  const onSupersededCandidate = new Set(['h0', 'h1', 'h4']);
  const first = zonesOf(orderHosts({ ...input, onSupersededCandidate })).slice(0, 3);
  expect(new Set(first.slice(0, 2))).toEqual(new Set(['a', 'b']));
  expect(first[2]).toBe('a');
});

test("a step's selector fills that step first, and only that step", () => {
  const canaries = ['x1', 'x2', 'x3'].map((uid) =>
    targetHostOf(uid, { labels: { stage: 'canary' } }),
  );
  const steps = [
    {
      name: 'canary',
      target: 2,
      hostSelector: { matchLabels: { stage: 'canary' } },
      pauseMs: 0,
      approval: 'None' as const,
    },
    { name: 'all', target: '100%', pauseMs: 0, approval: 'None' as const },
  ];
  const hosts = [...hostsOf(6), ...canaries];
  const order = orderHosts({
    credentialUid: 'c1',
    hosts,
    policy: policyOf({ steps }),
    onSupersededCandidate: none,
  });
  expect(order.slice(0, 2).every((host) => host.labels['stage'] === 'canary')).toBe(true);
  expect(order).toHaveLength(9);
});

test('every host is in the order exactly once', () => {
  const targets = fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 4 });
  fc.assert(
    fc.property(targets, fc.nat(12), (counts, size) => {
      const steps = counts.map((target, index) => ({
        name: `s${index}`,
        target,
        pauseMs: 0,
        approval: 'None' as const,
      }));
      const order = orderHosts({
        credentialUid: 'c1',
        hosts: hostsOf(size),
        policy: policyOf({ steps }),
        onSupersededCandidate: none,
      });
      expect(uids(order).toSorted()).toEqual(uids(hostsOf(size)).toSorted());
    }),
  );
});
