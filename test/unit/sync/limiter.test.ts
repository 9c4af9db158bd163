/**
 * `Limiter`: never more than was said, in the order of asking, whatever fails.
 * @module
 */
import { expect, test } from 'vitest';
import { Limiter } from '#src/sync/limiter.ts';

test('no more than asked for are under way, the first that asked first, and one that fails makes room', async () => {
  const limiter = new Limiter(2);
  const began: number[] = [];
  const ends = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const all = ends.map(async ({ promise }, index) =>
    limiter.run(async () => {
      began.push(index);
      await promise;
    }),
  );
  const settled = Promise.allSettled(all);
  await Promise.resolve();
  expect(began).toEqual([0, 1]);
  ends[1]?.reject(new Error('no'));
  await all[1]?.catch(() => undefined);
  expect(began).toEqual([0, 1, 2]);
  for (const { resolve } of ends) resolve();
  expect((await settled).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
  expect(began).toEqual([0, 1, 2, 3]);
});
