/**
 * Those who ask together get one answer.
 * @module
 */
import { expect, test } from 'vitest';
import { oneAtATime } from '#controller/metrics/one-at-a-time.ts';

test('those who ask while it is being done get that answer; who asks later a new one', async () => {
  let count = 0;
  const first = Promise.withResolvers<void>();
  const ask = oneAtATime(async () => {
    count += 1;
    const mine = count;
    await first.promise;
    return mine;
  });
  const together = [ask(), ask(), ask()];
  first.resolve();
  expect(await Promise.all(together)).toEqual([1, 1, 1]);
  expect(await ask()).toBe(2);
});

test('a failure is told to all who waited, and the next one tries again', async () => {
  let isBroken = true;
  const ask = oneAtATime(async () => {
    await Promise.resolve();
    if (isBroken) throw new Error('disk');
    return 'ok';
  });
  const both = await Promise.allSettled([ask(), ask()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  isBroken = false;
  expect(await ask()).toBe('ok');
});
