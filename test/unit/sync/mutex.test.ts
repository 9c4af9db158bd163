/**
 * One at a time, also after a failure.
 * @module
 */
import { expect, test } from 'vitest';
import { Mutex } from '#src/sync/mutex.ts';

test('the second begins when the first has ended, well or not', async () => {
  const mutex = new Mutex();
  const steps: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = mutex.run(async () => {
    steps.push('first begins');
    await gate.promise;
    steps.push('first ends');
    throw new Error('broken');
  });
  const second = mutex.run(async () => {
    steps.push('second');
    return 2;
  });
  gate.resolve();
  await expect(first).rejects.toThrow('broken');
  expect(await second).toBe(2);
  expect(steps).toEqual(['first begins', 'first ends', 'second']);
});
