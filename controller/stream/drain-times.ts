/**
 * When each host comes back after a stop: one share of time each, in the order in which the streams end, so
 * that a whole fleet returns as a steady line. Pure.
 * @module
 */
export type DrainSpread = {
  /** A share of time for each host. */
  readonly perHostMs: number;
  readonly atLeastMs: number;
  /** Before the first comes back: a controller that starts again needs a moment. */
  readonly pauseMs: number;
};

/** Slower than the session port admits (see pace.ts), so that nobody waits there as well. */
export const DRAIN_SPREAD: DrainSpread = { perHostMs: 12, atLeastMs: 5_000, pauseMs: 1_000 };
export const NO_SPREAD: DrainSpread = { perHostMs: 0, atLeastMs: 0, pauseMs: 0 };

/** Ascending, one for each host. */
export function drainTimes(
  hosts: number,
  { perHostMs, atLeastMs, pauseMs }: DrainSpread,
  fraction: () => number,
): readonly number[] {
  const shareMs = hosts === 0 ? 0 : Math.max(atLeastMs, perHostMs * hosts) / hosts;
  return Array.from({ length: hosts }, (_, index) =>
    Math.floor(pauseMs + shareMs * (index + fraction())),
  );
}
