/**
 * Whether a sink is too far behind, or is not any more. Pure.
 * @module
 */
export type BehindInput = {
  /** An event has said that it is behind. */
  readonly isBehind: boolean;
  /** Events that it has not taken. */
  readonly lagEvents: number;
  readonly maxLagEvents: number;
  /** For so long it has taken nothing although there was something. */
  readonly stuckMs: number;
};

export type BehindChange = 'Behind' | 'CaughtUp' | undefined;

/** In a small fleet a thousand events are a month: time counts, too. */
export const STUCK_MAX_MS = 300_000;

export function decideBehind({
  isBehind,
  lagEvents,
  maxLagEvents,
  stuckMs,
}: BehindInput): BehindChange {
  if (!isBehind) {
    return lagEvents > maxLagEvents || stuckMs >= STUCK_MAX_MS ? 'Behind' : undefined;
  }
  // Half of it, so that the log does not tell of each step around the limit.
  return stuckMs === 0 && lagEvents <= maxLagEvents / 2 ? 'CaughtUp' : undefined;
}
