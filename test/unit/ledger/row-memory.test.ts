/**
 * Rows that are remembered: as the database has them, and not too many.
 * @module
 */
import { expect, test } from 'vitest';
import { RowMemory } from '#controller/ledger/row-memory.ts';

test('the row that was not used for longest goes first', () => {
  const memory = new RowMemory(2);
  memory.set('a', { n: 1 });
  memory.set('b', { n: 2 });
  expect(memory.get('a')).toEqual({ n: 1 });
  memory.set('c', { n: 3 });
  expect([memory.get('a'), memory.get('b'), memory.get('c')]).toEqual([
    { n: 1 },
    undefined,
    { n: 3 },
  ]);
});

test('a number that only grows does so, of rows that are there', () => {
  const memory = new RowMemory(2);
  memory.set('a', { seq: 5, name: 'x' });
  memory.raise('a', 'seq', 3);
  expect(memory.get('a')).toEqual({ seq: 5, name: 'x' });
  memory.raise('a', 'seq', 7);
  memory.raise('b', 'seq', 7);
  expect([memory.get('a'), memory.get('b')]).toEqual([{ seq: 7, name: 'x' }, undefined]);
});

test('nothing is remembered of what was rolled back', () => {
  const memory = new RowMemory(2);
  memory.set('a', { n: 1 });
  memory.clear();
  expect(memory.get('a')).toBeUndefined();
});
