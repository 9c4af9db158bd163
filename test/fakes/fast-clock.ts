/**
 * The real clock, so many times faster: for tests over real sockets whose timeouts are minutes.
 * @module
 */
import { systemClock } from '#src/clock/clock.node.ts';
import type { Clock } from '#src/clock/clock.ts';

export function fastClock(times: number, startMs = Date.parse('2026-11-22T12:00:00Z')): Clock {
  const begunMs = Date.now();
  return {
    nowMs: () => startMs + (Date.now() - begunMs) * times,
    sleep: async (ms, signal) => systemClock.sleep(ms / times, signal),
  };
}
