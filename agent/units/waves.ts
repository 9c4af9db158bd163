/**
 * Which jobs are queued together where systemd or the TPM can take only so many at once. Pure.
 * @module
 */
import type { UnitJob } from './systemd.ts';

export type WeighedJob = { readonly job: UnitJob; readonly weight: number };

/** In the given order, each wave at most as heavy as `max`; what is heavier alone goes alone. */
export function wavesOf(jobs: readonly WeighedJob[], max: number): readonly (readonly UnitJob[])[] {
  const waves: UnitJob[][] = [];
  let left = 0;
  for (const { job, weight } of jobs) {
    const wave = waves.at(-1);
    if (wave === undefined || weight > left) {
      waves.push([job]);
      left = max - weight;
    } else {
      wave.push(job);
      left -= weight;
    }
  }
  return waves;
}
