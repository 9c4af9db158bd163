/**
 * Maintenance windows over days, time zones and the days on which clocks change.
 * @module
 */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseWindow, type Window, type WindowSpec, windowState } from '#src/rollout/window.ts';

const NIGHT: WindowSpec = {
  days: ['Mon', 'Tue'],
  start: '22:00',
  durationSeconds: 4 * 3600,
  timeZone: 'Europe/Berlin',
};

function windowOf(change: Partial<WindowSpec> = {}): Window {
  const window = parseWindow({ ...NIGHT, ...change });
  if (typeof window === 'string') throw new Error(window);
  return window;
}

const at = (text: string): number => Date.parse(text);

test('without windows it is always open', () => {
  expect(windowState([], 0)).toEqual({ kind: 'open' });
});

const opens = (text: string) => ({ kind: 'closed', opensMs: at(text) });
const closes = (text: string) => ({ kind: 'open', closesMs: at(text) });
const table = [
  { now: '2026-11-23T20:59:59Z', given: 'a second before', is: opens('2026-11-23T21:00:00Z') },
  { now: '2026-11-23T21:00:00Z', given: 'at the start', is: closes('2026-11-24T01:00:00Z') },
  { now: '2026-11-24T00:30:00Z', given: 'after midnight', is: closes('2026-11-24T01:00:00Z') },
  { now: '2026-11-24T01:00:00Z', given: 'at the end', is: opens('2026-11-24T21:00:00Z') },
  { now: '2026-11-25T12:00:00Z', given: 'days later', is: opens('2026-11-30T21:00:00Z') },
];
test.for(table)('Monday and Tuesday night in Berlin, $given', ({ now, is }) => {
  expect(windowState([windowOf()], at(now))).toEqual(is);
});

test('windows that touch are one', () => {
  const later = windowOf({ days: ['Tue'], start: '02:00', durationSeconds: 3600 });
  const state = windowState([windowOf(), later], at('2026-11-23T23:00:00Z'));
  expect(state).toEqual({ kind: 'open', closesMs: at('2026-11-24T02:00:00Z') });
});

test('a window that ended does not join one that opens later', () => {
  const later = windowOf({ days: ['Tue'], start: '03:00', durationSeconds: 3600 });
  const state = windowState([windowOf(), later], at('2026-11-24T01:30:00Z'));
  expect(state).toEqual({ kind: 'closed', opensMs: at('2026-11-24T02:00:00Z') });
});

describe('when the clocks change', () => {
  test('a start that is skipped comes as much later, and the length stays', () => {
    // Berlin, 2026-03-29: 02:00 becomes 03:00.
    const window = windowOf({ days: ['Sun'], start: '02:30', durationSeconds: 3600 });
    const state = windowState([window], at('2026-03-29T01:45:00Z'));
    expect(state).toEqual({ kind: 'open', closesMs: at('2026-03-29T02:30:00Z') });
  });

  test('a start that comes twice is the first, and the length stays', () => {
    // Berlin, 2026-10-25: 03:00 becomes 02:00.
    const window = windowOf({ days: ['Sun'], start: '02:30', durationSeconds: 3600 });
    expect(windowState([window], at('2026-10-25T01:29:59Z'))).toMatchObject({ kind: 'open' });
    expect(windowState([window], at('2026-10-25T01:30:00Z'))).toMatchObject({ kind: 'closed' });
  });

  test('a night window keeps its four hours', () => {
    const window = windowOf({ days: ['Sat'] });
    const state = windowState([window], at('2026-10-24T20:00:00Z'));
    expect(state).toEqual({ kind: 'open', closesMs: at('2026-10-25T00:00:00Z') });
  });
});

test('a window of a whole week is always open', () => {
  const window = windowOf({ days: ['Wed'], durationSeconds: 7 * 86_400 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
      // The week in which clocks go forward has an hour less, the other an hour more.
      const state = windowState([window], seconds * 1000);
      const closedMs = state.kind === 'closed' ? state.opensMs - seconds * 1000 : 0;
      expect(closedMs).toBeLessThanOrEqual(3_600_000);
    }),
  );
});

test('what it says of now holds until the moment it names', () => {
  const zones = ['Europe/Berlin', 'America/St_Johns', 'Pacific/Apia', 'Asia/Kathmandu', 'UTC'];
  const windows = fc.array(
    fc.record({
      days: fc.subarray(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'], { minLength: 1 }),
      start: fc.constantFrom('00:00', '02:30', '12:15', '23:59'),
      durationSeconds: fc.integer({ min: 900, max: 604_800 }),
      timeZone: fc.constantFrom(...zones),
    }),
    { minLength: 1, maxLength: 3 },
  );
  fc.assert(
    fc.property(windows, fc.integer({ min: 1, max: 2_000_000_000 }), (specs, seconds) => {
      const parsed = specs.map((spec) => windowOf(spec));
      const nowMs = seconds * 1000;
      const state = windowState(parsed, nowMs);
      const untilMs = state.kind === 'open' ? (state.closesMs ?? Infinity) : state.opensMs;
      expect(untilMs).toBeGreaterThan(nowMs);
      expect(windowState(parsed, untilMs - 1).kind).toBe(state.kind);
      expect([state.kind, windowState(parsed, untilMs).kind]).not.toEqual(['closed', 'closed']);
    }),
  );
});

const wrong = [
  { field: 'days', change: { days: [] } },
  { field: 'days', change: { days: ['Monday'] } },
  { field: 'start', change: { start: '24:00' } },
  { field: 'start', change: { start: '7:00' } },
  { field: 'durationSeconds', change: { durationSeconds: 0 } },
  { field: 'durationSeconds', change: { durationSeconds: 604_801 } },
  { field: 'timeZone', change: { timeZone: 'Berlin' } },
  { field: 'timeZone', change: { timeZone: '+02:00' } },
  { field: 'timeZone', change: { timeZone: '' } },
];
test.for(wrong)('a wrong $field ($change) is named', ({ field, change }) => {
  expect(parseWindow({ ...NIGHT, ...change })).toContain(field);
});
