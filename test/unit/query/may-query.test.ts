/**
 * Who may ask what.
 * @module
 */
import { expect, test } from 'vitest';
import { mayQuery } from '#controller/query/may-query.ts';
import { queryService } from '#src/wire/query-service.ts';

const methods = Object.keys(queryService);
const allowed = (group: string) =>
  methods.filter((method) => mayQuery({ kind: 'user', user: 'ada', groups: [group] }, method));

test('auditors ask about the past, and nothing else', () => {
  expect(allowed('credfleet:auditors').toSorted()).toEqual([
    'events',
    'exposure',
    'gone',
    'history',
    'holders',
  ]);
});

test.for(['system:masters', 'credfleet:viewers', 'credfleet:operators', 'credfleet:security'])(
  '%s ask everything',
  (group) => {
    expect(allowed(group)).toEqual(methods);
  },
);

test('others ask nothing', () => {
  expect(allowed('credfleet:authors')).toEqual([]);
});
