/**
 * Durations and points in time as a person types them.
 * @module
 */
import { parseTime } from './time.ts';

const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** "90s", "30m", "12h", "7d"; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const [, count, unit] = /^(\d{1,6})([smhd])$/u.exec(text) ?? [];
  const unitMs = UNIT_MS[unit ?? ''];
  return unitMs === undefined ? undefined : Number(count) * unitMs;
}

/** An RFC 3339 time, or a duration counted back from now; undefined for anything else. */
export function parseSince(text: string, nowMs: number): number | undefined {
  const durationMs = parseDuration(text);
  return durationMs === undefined ? parseTime(text) : nowMs - durationMs;
}
