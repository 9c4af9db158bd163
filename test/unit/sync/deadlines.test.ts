/**
 * `Deadlines`: what is late is told once, what ended in time is not, and nothing sleeps when nothing is awaited.
 * @module
 */
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Deadlines } from '#src/sync/deadlines.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';

const SECOND_MS = 1_000;

/** Second by second, as the one timer looks. */
async function pass(clock: FakeClock, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    clock.advance(SECOND_MS);
    await setImmediate();
  }
}

test('what does not end in time is told once, however long it goes on', async () => {
  const clock = new FakeClock();
  using deadlines = new Deadlines(clock);
  const late: string[] = [];
  deadlines.begin(5 * SECOND_MS, () => late.push('five'));
  const end = deadlines.begin(2 * SECOND_MS, () => late.push('two'));
  await pass(clock, 1);
  end();
  await pass(clock, 3);
  expect(late).toEqual([]);
  await pass(clock, 5);
  expect(late).toEqual(['five']);
});

test('one timer for all, and none soon after the last has ended', async () => {
  const clock = new FakeClock();
  using deadlines = new Deadlines(clock);
  const ends = [1, 2, 3].map(() => deadlines.begin(60 * SECOND_MS, () => undefined));
  expect(clock.sleeping).toBe(1);
  for (const end of ends) end();
  await pass(clock, 1);
  expect(clock.sleeping).toBe(0);
  deadlines.begin(60 * SECOND_MS, () => undefined);
  expect(clock.sleeping).toBe(1);
});

test('after the end nothing is late and nothing sleeps', async () => {
  const clock = new FakeClock();
  const deadlines = new Deadlines(clock);
  let isLate = false;
  deadlines.begin(SECOND_MS, () => (isLate = true));
  deadlines[Symbol.dispose]();
  await pass(clock, 3);
  expect(isLate).toBe(false);
  expect(clock.sleeping).toBe(0);
});
