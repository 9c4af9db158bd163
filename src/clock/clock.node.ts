/**
 * The real clock.
 * @module
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from './clock.ts';

/** A timer for longer fires at once. */
const TIMER_MAX_MS = 2_147_483_647;

/** Called when the time is over, unless it is disposed of before. */
export function timer(ms: number, call: () => void): Disposable {
  const running = setTimeout(call, ms);
  return { [Symbol.dispose]: () => clearTimeout(running) };
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  sleep: async (ms, signal) => {
    const options = signal === undefined ? {} : { signal };
    let left = ms;
    for (; left > TIMER_MAX_MS; left -= TIMER_MAX_MS) {
      await delay(TIMER_MAX_MS, undefined, options);
    }
    await delay(left, undefined, options);
  },
};
