/**
 * How long to wait before trying again: full jitter below a doubling ceiling.
 * @module
 */
const FIRST_MS = 1_000;
const LARGEST_MS = 60_000;

/** `failures` counts from 1; `fraction` is random in [0, 1). */
export function backoffMs(failures: number, fraction: number): number {
  const ceiling = Math.min(LARGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 16));
  return Math.round(ceiling * fraction);
}
