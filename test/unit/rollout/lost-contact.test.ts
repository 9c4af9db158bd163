/**
 * Hosts that fall silent after something was sent.
 * @module
 */
import { expect, test } from 'vitest';
import { isDisrupted } from '#src/rollout/disruption.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import { findLostContact } from '#src/rollout/lost-contact.ts';
import { NOW_MS, rowOf } from '#test/gen/rollout.ts';

function find(row: HostCredentialState, isConnected: boolean) {
  return findLostContact({
    rows: [row],
    isConnected: () => isConnected,
    deadlineMs: 10_000,
    quietMs: 1_000,
    nowMs: NOW_MS,
  });
}
const silentFor = (ms: number) => rowOf('h1', { state: 'Sealed', sinceMs: NOW_MS - ms });

test.for([
  { given: 'away, within the deadline', ms: 10_999, isConnected: false, lost: 0 },
  { given: 'away, beyond it', ms: 11_000, isConnected: false, lost: 1 },
  {
    given: 'connected, beyond it: it may still say so itself',
    ms: 20_999,
    isConnected: true,
    lost: 0,
  },
  { given: 'connected, beyond twice the deadline', ms: 21_000, isConnected: true, lost: 1 },
])('$given: $lost lost', ({ ms, isConnected, lost }) => {
  expect(find(silentFor(ms), isConnected).states).toHaveLength(lost);
});

test('a lost host has failed and stays charged', () => {
  const { states, events } = find(silentFor(99_000), false);
  expect(states[0]).toMatchObject({ state: 'Failed', code: 'LOST_CONTACT' });
  expect(states.every((row) => isDisrupted(row))).toBe(true);
  expect(events).toHaveLength(1);
});

test('it says when the next one would be lost', () => {
  expect(find(silentFor(1_000), false).nextMs).toBe(NOW_MS + 10_000);
});

test('a host that is proven cannot be lost', () => {
  expect(find(rowOf('h1', { sinceMs: 0 }), false)).toEqual({ states: [], events: [] });
});
