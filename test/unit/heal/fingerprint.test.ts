/**
 * What is said of a host whose keys changed.
 * @module
 */
import { expect, test } from 'vitest';
import {
  changesBetween,
  type Fingerprint,
  isSameHost,
  parseFingerprint,
} from '#agent/heal/fingerprint.ts';

const BEFORE: Fingerprint = {
  bootId: 'boot-1',
  systemdVersion: 252,
  machineId: 'machine',
  hostKey: 'key',
  storageKey: '000b11',
  pcrs: { '7': 'aa', '23': '00' },
};

test.for<[Partial<Fingerprint>, readonly string[]]>([
  [{}, []],
  [{ pcrs: { '7': 'bb', '23': '00' } }, ['PCR 7 changed']],
  [{ storageKey: '000b22' }, ['the TPM was cleared or replaced']],
  [{ hostKey: '' }, ['the host key is not usable any more']],
  [{ hostKey: 'other' }, ['the host key was replaced']],
  [{ machineId: 'other' }, ['the machine ID changed']],
  [{ systemdVersion: 257 }, ['systemd 252 became 257']],
  // Nothing is held that is sealed to the TPM any more.
  [{ storageKey: '', pcrs: {} }, []],
  // Something is bound to it for the first time.
  [{ pcrs: { ...BEFORE.pcrs, '11': 'cc' } }, []],
])('%j is told as %j', ([change, words]) => {
  const now = { ...BEFORE, ...change };
  expect(changesBetween(BEFORE, now)).toEqual(words);
  expect(isSameHost(BEFORE, now)).toBe(words.length === 0);
});

test('a host key that comes back is told as such', () => {
  expect(changesBetween({ ...BEFORE, hostKey: '' }, BEFORE)).toEqual(['the host key is back']);
});

test('after a boot all is tested, although nothing is known to have changed', () => {
  const now = { ...BEFORE, bootId: 'boot-2' };
  expect(changesBetween(BEFORE, now)).toEqual([]);
  expect(isSameHost(BEFORE, now)).toBe(false);
});

test('a file that holds no fingerprint is none', () => {
  expect(parseFingerprint(JSON.stringify(BEFORE))).toEqual(BEFORE);
  for (const text of [
    '',
    '{',
    'null',
    '[]',
    '{"bootId":1}',
    JSON.stringify({ ...BEFORE, pcrs: 3 }),
  ])
    expect(parseFingerprint(text)).toBeUndefined();
});
