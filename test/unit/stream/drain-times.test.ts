/**
 * How a fleet is told to come back.
 * @module
 */
import { expect, test } from 'vitest';
import { DRAIN_SPREAD, drainTimes, NO_SPREAD } from '#controller/stream/drain-times.ts';
import { SESSION_PACE } from '#controller/stream/pace.ts';

test('each host has its own share of the time, in the order in which the streams end', () => {
  const spread = { perHostMs: 10, atLeastMs: 0, pauseMs: 1_000 };
  expect(drainTimes(4, spread, () => 0)).toEqual([1_000, 1_010, 1_020, 1_030]);
  expect(drainTimes(4, spread, () => 0.9)).toEqual([1_009, 1_019, 1_029, 1_039]);
});

test('a few hosts come back over the least time, a large fleet over a longer one', () => {
  const last = (hosts: number) => drainTimes(hosts, DRAIN_SPREAD, () => 0.999).at(-1) ?? 0;
  expect(last(10)).toBeGreaterThan(5_900);
  expect(last(10)).toBeLessThan(6_001);
  expect(last(10_000)).toBeGreaterThan(120_000);
});

test('no second asks for more hosts than the session port admits', () => {
  const perSecond = new Map<number, number>();
  for (const ms of drainTimes(10_000, DRAIN_SPREAD, () => Math.SQRT1_2)) {
    const second = Math.floor(ms / 1_000);
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
  }
  expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(SESSION_PACE.perSecond);
});

test('nobody connected, nobody told; without a spread at once', () => {
  expect(drainTimes(0, DRAIN_SPREAD, () => 0)).toEqual([]);
  expect(drainTimes(2, NO_SPREAD, () => 0.9)).toEqual([0, 0]);
});
