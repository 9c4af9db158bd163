/**
 * Units that are started one wave after the other.
 * @module
 */
import { array, assert, integer, nat, property } from 'fast-check';
import { expect, test } from 'vitest';
import { wavesOf, type WeighedJob } from '#agent/units/waves.ts';

const jobsOf = (weights: readonly number[]): readonly WeighedJob[] =>
  weights.map((weight, at) => ({ job: { unit: `u${at}.service`, verb: 'restart' }, weight }));

test.for([
  { weights: [], waves: [] },
  { weights: [1, 1, 1], waves: [3] },
  { weights: [30, 10, 1], waves: [2, 1] },
  { weights: [60, 1, 1], waves: [1, 2] },
  { weights: [1, 60, 1], waves: [1, 1, 1] },
  { weights: [0, 0, 40, 0], waves: [4] },
])('weights $weights: waves of $waves', ({ weights, waves }) => {
  expect(wavesOf(jobsOf(weights), 40).map((wave) => wave.length)).toEqual(waves);
});

test('every job is run once, in its order, and no wave of several is too heavy', () => {
  const weights = array(nat(50), { maxLength: 30 });
  assert(
    property(weights, integer({ min: 1, max: 50 }), (all, max) => {
      const jobs = jobsOf(all);
      const waves = wavesOf(jobs, max);
      expect(waves.flat()).toEqual(jobs.map(({ job }) => job));
      const weightOf = new Map(jobs.map(({ job, weight }) => [job.unit, weight]));
      const heavy = waves
        .filter((wave) => wave.length > 1)
        .map((wave) => wave.reduce((sum, { unit }) => sum + (weightOf.get(unit) ?? 0), 0))
        .filter((weight) => weight > max);
      expect(heavy).toEqual([]);
    }),
  );
});
