/**
 * When a sink is behind, and when it is back.
 * @module
 */
import { expect, test } from 'vitest';
import { decideBehind, STUCK_MAX_MS } from '#controller/audit/sinks/decide-behind.ts';

const well = { isBehind: false, lagEvents: 0, maxLagEvents: 100, stuckMs: 0 };
const behind = { ...well, isBehind: true };

test.for([
  { given: 'all is taken', input: well, change: undefined },
  { given: 'at the limit', input: { ...well, lagEvents: 100 }, change: undefined },
  { given: 'above it', input: { ...well, lagEvents: 101 }, change: 'Behind' },
  { given: 'stuck for a while', input: { ...well, stuckMs: STUCK_MAX_MS - 1 }, change: undefined },
  { given: 'stuck for five minutes', input: { ...well, stuckMs: STUCK_MAX_MS }, change: 'Behind' },
  { given: 'told already', input: { ...behind, lagEvents: 101 }, change: undefined },
  { given: 'just below the limit again', input: { ...behind, lagEvents: 99 }, change: undefined },
  { given: 'at half of it', input: { ...behind, lagEvents: 50 }, change: 'CaughtUp' },
  {
    given: 'few, and still stuck',
    input: { ...behind, lagEvents: 1, stuckMs: 1 },
    change: undefined,
  },
])('$given: $change', ({ input, change }) => {
  expect(decideBehind(input)).toBe(change);
});
