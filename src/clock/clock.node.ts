/**
 * The real clock.
 * @module
 */
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
    let left = ms;
    for (; left > TIMER_MAX_MS; left -= TIMER_MAX_MS) await pause(TIMER_MAX_MS, signal);
    await pause(left, signal);
  },
};

/** That of node:timers/promises makes an error with a stack for each one that is given up, and most are. */
async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = (): void => reject(signal?.reason);
  using _timer = timer(ms, resolve);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await promise;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
