/**
 * What doctor finds well and what not, and that it always ends with findings.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { examine, findingsText, isWell } from '#src/doctor/finding.ts';
import {
  judgeClock,
  judgeIdentity,
  judgeMetrics,
  judgeStore,
  judgeSystemd,
  judgeTpm,
} from '#agent/doctor/judge.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';

const HOUR_MS = 3_600_000;
const NOW_MS = 1_800_000_000_000;

test.for([
  [251, 'FAIL'],
  [252, 'OK'],
  [262, 'OK'],
] as const)('systemd %i is %s', ([version, level]) => {
  expect(judgeSystemd(version, []).level).toBe(level);
});

test.for([
  ['never written', 15, undefined, 'FAIL'],
  ['16 s old', 15, NOW_MS - 16_000, 'OK'],
  ['two minutes old', 15, NOW_MS - 120_000, 'FAIL'],
  ['two minutes old', 120, NOW_MS - 120_000, 'OK'],
] as const)('metrics that are %s, to be written every %i s', ([, seconds, writtenMs, level]) => {
  const seen = { writtenMs, intervalMs: seconds * 1000, nowMs: NOW_MS };
  expect(judgeMetrics('/run/m.prom', seen).level).toBe(level);
});

describe('TPM', () => {
  const state = {
    manufacturer: 'IBM',
    firmwareVersion: 1n,
    lockout: { isLockedOut: false, counter: 0, max: 3, intervalSeconds: 600 },
    isEndorsementEnabled: true,
    isStorageEnabled: true,
  };

  test('that answers is named with the hash that a Host is pinned to', () => {
    expect(judgeTpm(state, 'ab12')).toMatchObject({
      level: 'OK',
      text: expect.stringContaining('ab12'),
    });
  });

  test.for([
    [1, 'OK'],
    [2, 'WARN'],
  ] as const)('that counts %i of 3 failures is %s', ([counter, level]) => {
    const lockout = { ...state.lockout, counter };
    expect(judgeTpm({ ...state, lockout }, 'ab12').level).toBe(level);
  });

  test('that is locked out fails, with the way out', () => {
    const lockout = { ...state.lockout, isLockedOut: true, counter: 3 };
    expect(judgeTpm({ ...state, lockout }, 'ab12')).toMatchObject({
      level: 'FAIL',
      text: expect.stringContaining('3 of 3'),
      next: expect.stringContaining('dictionarylockout'),
    });
  });
});

test.for([
  [undefined, 'FAIL'],
  [{ uid: 0, mode: 0o40700 }, 'OK'],
  [{ uid: 0, mode: 0o40755 }, 'WARN'],
  [{ uid: 0, mode: 0o40710 }, 'WARN'],
  [{ uid: 7, mode: 0o40700 }, 'WARN'],
] as const)('a store that is %o is %s', ([seen, level]) => {
  expect(judgeStore('/etc/credstore.encrypted', seen).level).toBe(level);
});

test.for([
  [NOW_MS - HOUR_MS, NOW_MS + HOUR_MS, 'OK', '1.0 h'],
  [NOW_MS - HOUR_MS, NOW_MS, 'WARN', 'has ended'],
  [NOW_MS + 1, NOW_MS + HOUR_MS, 'FAIL', 'in the future'],
] as const)('a certificate of %i to %i is %s', ([notBeforeMs, notAfterMs, level, text]) => {
  const judged = judgeIdentity({ hostName: 'web-1', notBeforeMs, notAfterMs }, NOW_MS);
  expect(judged).toMatchObject({ level, text: expect.stringContaining(text) });
});

test('a host that is not enrolled is a warning', () => {
  expect(judgeIdentity(undefined, NOW_MS).level).toBe('WARN');
});

test.for([
  [29_999, 'OK'],
  [-29_999, 'OK'],
  [30_000, 'WARN'],
  [-299_999, 'WARN'],
  [300_000, 'FAIL'],
] as const)('a clock that is %i ms ahead is %s', ([skewMs, level]) => {
  expect(judgeClock(NOW_MS + skewMs, NOW_MS).level).toBe(level);
});

test('a time that nobody says is a warning', () => {
  expect(judgeClock(NOW_MS, undefined).level).toBe('WARN');
});

test('what cannot be looked at is a finding with code and next step, and the others are still looked at', async () => {
  const findings = await examine([
    {
      check: 'TPM',
      next: 'look at it',
      look: async () => {
        throw new CredfleetError('TPM_MISSING', 'there is none');
      },
    },
    { check: 'systemd', next: 'never', look: async () => ({ level: 'OK', text: '257' }) },
  ]);
  expect(isWell(findings)).toBe(false);
  expect(findingsText(findings)).toBe(
    'FAIL  TPM      there is none [TPM_MISSING]\n' +
      '               → look at it\n' +
      'OK    systemd  257\n',
  );
});

test('warnings alone are well', () => {
  expect(isWell([{ check: 'x', level: 'WARN', text: 'y' }])).toBe(true);
});
