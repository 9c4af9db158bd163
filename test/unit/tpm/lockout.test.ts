/**
 * When a lockout is over at the latest, and how people are told.
 * @module
 */
import { expect, test } from 'vitest';
import { type DaState, lockoutSeen, lockoutText, type TpmLockout } from '#src/tpm/lockout.ts';

const LOCKED: DaState = { isLockedOut: true, counter: 3, max: 3, intervalSeconds: 600 };
const SEEN: TpmLockout = { ...LOCKED, overByMs: 600_000 };

test.for<[given: string, before: TpmLockout | undefined, now: Partial<DaState>, overByMs?: number]>(
  [
    ['seen for the first time: one interval', undefined, {}, 900_000],
    ['seen before: as it was said', SEEN, {}, 600_000],
    ['one more was counted: anew, for both', SEEN, { counter: 4 }, 1_500_000],
    ['with another limit: anew', SEEN, { max: 2 }, 1_500_000],
    ['that it never forgets', undefined, { intervalSeconds: 0 }],
    ['that takes no tries at all', undefined, { max: 0 }],
    ['that is over', SEEN, { isLockedOut: false, counter: 2 }],
  ],
)('a lockout %s', ([, before, change, overByMs]) => {
  const now = { ...LOCKED, ...change };
  const end = overByMs === undefined ? {} : { overByMs };
  expect(lockoutSeen(before, now, 300_000)).toEqual({ ...now, ...end });
});

test.for<[TpmLockout, string]>([
  [
    SEEN,
    '3 of 3 failed authorisations are counted, one is forgotten every 600 s; over by 1970-01-01T00:10:00Z at the latest',
  ],
  [
    { ...LOCKED, isLockedOut: false, counter: 1 },
    '1 of 3 failed authorisations are counted, one is forgotten every 600 s',
  ],
  [
    { ...LOCKED, intervalSeconds: 0 },
    '3 of 3 failed authorisations are counted; that does not end by itself',
  ],
])('%o in words', ([lockout, text]) => {
  expect(lockoutText(lockout)).toBe(text);
});
