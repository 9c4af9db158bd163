/**
 * The real clock: a sleep ends with its time or with its signal, and leaves nothing behind.
 * @module
 */
import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { systemClock, timer } from '#src/clock/clock.node.ts';

const LONG_MS = 3_000_000_000;

test('a sleep that is given up rejects with the reason, however long it was to be', async () => {
  const over = new AbortController();
  const sleeping = [10_000, LONG_MS].map(async (ms) => systemClock.sleep(ms, over.signal));
  const reason = new Error('stopped');
  over.abort(reason);
  for (const one of sleeping) await expect(one).rejects.toBe(reason);
  await expect(systemClock.sleep(0, over.signal)).rejects.toBe(reason);
});

test('a sleep that came to its end no longer listens to its signal', async () => {
  const { signal } = new AbortController();
  await systemClock.sleep(1, signal);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('a timer that is disposed of is not called', async () => {
  const called: string[] = [];
  {
    using _given = timer(1, () => called.push('given up'));
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  using _kept = timer(5, resolve);
  await promise;
  expect(called).toEqual([]);
});
