/**
 * Tables, ages, durations, names: the small words of the command line.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { findResource, pathOf } from '#src/cli/api/resources.ts';
import { parseDuration, parseSince } from '#src/api/duration.ts';
import { versionNumberOf } from '#src/cli/status/overview.ts';
import { formatAge, formatBar, formatTable } from '#src/cli/table.ts';

test('a table aligns columns, keeps long cells whole and leaves no trailing blanks', () => {
  const cause = 'x'.repeat(300);
  expect(formatTable(['A', 'LONGER'], [['wide cell', cause], ['b']])).toBe(
    ['A           LONGER', `wide cell   ${cause}`, 'b'].join('\n'),
  );
});

test.for([
  [-5, '0s'],
  [119_000, '119s'],
  [120_000, '2m'],
  [7_199_000, '119m'],
  [7_200_000, '2h'],
  [172_800_000, '2d'],
  [5_270_400_000, '61d'],
] as const)('an age of %i ms reads %s', ([ms, text]) => {
  expect(formatAge(ms)).toBe(text);
});

test.for([
  [0, 0, '[----------]'],
  [1, 2, '[#####-----]'],
  [2, 2, '[##########]'],
  [9, 2, '[##########]'],
] as const)('%i of %i is the bar %s', ([done, total, bar]) => {
  expect(formatBar(done, total, 10)).toBe(bar);
});

test.for([
  ['90s', 90_000],
  ['30m', 1_800_000],
  ['12h', 43_200_000],
  ['7d', 604_800_000],
  ['0s', 0],
  ['7', undefined],
  ['-1d', undefined],
  ['1w', undefined],
  ['1.5h', undefined],
  ['', undefined],
] as const)('duration %j is %s ms', ([text, ms]) => {
  expect(parseDuration(text)).toBe(ms);
});

describe('a point in time', () => {
  test('is a duration counted back from now', () => {
    expect(parseSince('1h', 10_000_000)).toBe(6_400_000);
  });
  test('is an RFC 3339 time', () => {
    expect(parseSince('1970-01-01T00:00:01Z', 0)).toBe(1000);
  });
  test('is nothing else', () => {
    expect(parseSince('2026-11-01', 0)).toBeUndefined();
  });
});

test.for([
  ['hcred', 'HostCredential'],
  ['HostCredentials', 'HostCredential'],
  ['hostcredential.credfleet.dev', 'HostCredential'],
  ['host', 'Host'],
  ['ns', 'Namespace'],
  ['pods', undefined],
] as const)('people who type %s mean %s', ([typed, kind]) => {
  expect(findResource(typed)?.kind).toBe(kind);
});

test('paths escape what people type', () => {
  const secret = findResource('secrets');
  if (secret === undefined) throw new Error('no resource');
  expect(pathOf(secret, { namespace: 'a/../b', name: '?x' })).toBe(
    '/api/v1/namespaces/a%2F..%2Fb/secrets/%3Fx',
  );
});

test.for([
  ['db-password-v8', 8],
  ['v12', 12],
  ['db-password', null],
  [undefined, null],
] as const)('the version named %s has number %s', ([name, number]) => {
  expect(versionNumberOf(name)).toBe(number);
});
