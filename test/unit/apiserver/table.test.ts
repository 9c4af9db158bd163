/**
 * Columns, cells and ages as kubectl prints them.
 * @module
 */
import { expect, test } from 'vitest';
import { compileJsonPath } from '#controller/apiserver/json-path.ts';
import { resources } from '#controller/apiserver/resources.ts';
import { humanDuration, tableOf } from '#controller/apiserver/table.ts';
import { apiDocument } from '#test/gen/api-document.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.for([
  [0, '0s'],
  [119 * SECOND, '119s'],
  [2 * MINUTE, '2m'],
  [3 * MINUTE + 20 * SECOND, '3m20s'],
  [45 * MINUTE, '45m'],
  [179 * MINUTE, '179m'],
  [3 * HOUR, '3h'],
  [5 * HOUR + 3 * MINUTE, '5h3m'],
  [30 * HOUR, '30h'],
  [2 * DAY + 4 * HOUR, '2d4h'],
  [10 * DAY, '10d'],
  [2 * 365 * DAY + 30 * DAY, '2y30d'],
  [9 * 365 * DAY, '9y'],
] as const)('%i ms is %s old', ([ms, text]) => {
  expect(humanDuration(ms)).toBe(text);
});

test.for([
  ['.spec.a', ['x']],
  ['.spec.missing.deeper', []],
  ['.metadata.labels.topology\\.credfleet\\.dev/zone', ['eu']],
  ['.list[1].n', [2]],
  ['.list[?(@.type=="Ready")].n', [2]],
  ['.list[?(@.type=="None")].n', []],
] as const)('%s finds %j', ([path, found]) => {
  const value = {
    spec: { a: 'x' },
    metadata: { labels: { 'topology.credfleet.dev/zone': 'eu' } },
    list: [
      { type: 'Other', n: 1 },
      { type: 'Ready', n: 2 },
    ],
  };
  expect(compileJsonPath(path)(value)).toEqual(found);
});

test('a path that we do not understand is refused when it is compiled, not when it is shown', () => {
  expect(() => compileJsonPath('.a[*].b')).toThrow('unsupported');
});

const resource = (kind: string) => {
  const found = resources.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`no resource ${kind}`);
  return found;
};
const options = {
  nowMs: Date.parse('2026-01-01T00:05:00Z'),
  listMeta: {},
  includeObject: 'None',
  withColumns: true,
};

test('a Host row shows conditions, label, TPM and age; what is not known is empty', () => {
  const document = apiDocument(
    { labels: { 'topology.credfleet.dev/zone': 'eu-1' } },
    {
      spec: { approval: 'Approved' },
      status: {
        systemdVersion: 257,
        tpm: { present: true },
        conditions: [{ type: 'Connected', status: 'True', reason: 'Ok', message: '' }],
      },
    },
  );
  const table = tableOf(resource('Host'), [document], options);
  expect(table['rows']).toEqual([
    { cells: ['metal-01', 'True', null, 'eu-1', 257, 'true', null, 'Approved', '5m'] },
  ]);
});

test('a Secret row counts its values and shows none', () => {
  const document = {
    ...apiDocument({}, { type: 'Opaque', data: { a: 'dmFsdWU=' } }),
    kind: 'Secret',
  };
  const table = tableOf(resource('Secret'), [document], { ...options, includeObject: 'Metadata' });
  expect(JSON.stringify(table)).not.toContain('dmFsdWU=');
  expect(table['rows']).toMatchObject([{ cells: ['metal-01', 'Opaque', 1, '5m'] }]);
});
