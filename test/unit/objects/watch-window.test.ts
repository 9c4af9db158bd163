/**
 * What a watch can resume from.
 * @module
 */
import { expect, test } from 'vitest';
import type { StoreChange } from '#controller/objects/object-store.ts';
import { WatchWindow } from '#controller/objects/watch-window.ts';

function change(revision: number): StoreChange {
  return {
    type: 'MODIFIED',
    revision,
    key: { resource: 'hosts', namespace: '', name: 'a' },
    json: () => '{}',
    previousJson: () => '{}',
  };
}

function filled(
  limits: { changes: number; bytes: number },
  revisions: readonly number[],
): WatchWindow {
  const window = new WatchWindow(0, limits);
  for (const revision of revisions) window.add(change(revision), 10);
  return window;
}

const revisionsOf = (changes: readonly StoreChange[] | undefined) =>
  changes?.map(({ revision }) => revision);

test('everything after a revision comes back in order', () => {
  const window = filled({ changes: 100, bytes: 1e6 }, [1, 2, 5, 9]);
  expect(revisionsOf(window.since(0))).toEqual([1, 2, 5, 9]);
  expect(revisionsOf(window.since(2))).toEqual([5, 9]);
  expect(revisionsOf(window.since(3))).toEqual([5, 9]);
  expect(revisionsOf(window.since(9))).toEqual([]);
});

test('before the start nothing is known', () => {
  const window = new WatchWindow(7, { changes: 10, bytes: 1e6 });
  expect(window.since(6)).toBeUndefined();
  expect(window.since(7)).toEqual([]);
});

test('too many changes: the oldest are forgotten and asking for them says so', () => {
  const window = filled({ changes: 10, bytes: 1e6 }, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(window.since(0)).toBeUndefined();
  expect(revisionsOf(window.since(1))).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

test('too many bytes: as many as needed are forgotten', () => {
  const window = filled({ changes: 10, bytes: 25 }, [1, 2, 3, 4]);
  expect(window.since(1)).toBeUndefined();
  expect(revisionsOf(window.since(2))).toEqual([3, 4]);
});
