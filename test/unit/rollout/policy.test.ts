/**
 * Rounding and what an inline policy may say.
 * @module
 */
import { expect, test } from 'vitest';
import { parsePolicy } from '#src/rollout/parse-policy.ts';
import {
  DEFAULT_POLICY,
  failureBudget,
  stepTarget,
  unavailableBudget,
} from '#src/rollout/policy.ts';

test.for([
  ['10%', 5, 1],
  ['10%', 11, 2],
  ['7%', 100, 7],
  ['100%', 3, 3],
  ['0%', 3, 1],
  [2, 10, 2],
  [20, 10, 10],
  [0, 10, 1],
] as const)(
  'a step target of %s of %i hosts is %i: rounded up, at least one',
  ([value, of, count]) => {
    expect(stepTarget(value, of)).toBe(count);
  },
);

test.for([
  ['10%', 5, 1],
  ['50%', 3, 1],
  ['34%', 3, 1],
  ['67%', 3, 2],
  [0, 3, 1],
  [2, 3, 2],
] as const)(
  'maxUnavailable %s of %i hosts is %i: rounded down, at least one',
  ([value, of, count]) => {
    expect(unavailableBudget(value, of)).toBe(count);
  },
);

test.for([
  ['2%', 40, 0],
  ['2%', 100, 2],
  [0, 3, 0],
  [1, 3, 1],
] as const)('maxFailures %s of %i hosts is %i: rounded down', ([value, of, count]) => {
  expect(failureBudget(value, of)).toBe(count);
});

const steps = [{ name: 'all', target: '100%' }] as const;

test('without a policy the first failure pauses; a policy that says nothing tolerates one', () => {
  expect(DEFAULT_POLICY.maxFailures).toBe(0);
  expect(parsePolicy({ steps })).toMatchObject({
    ok: true,
    value: { maxFailures: 1, maxUnavailable: 1 },
  });
});

test.for([
  [{ steps: [] }, 'steps: name at least one'],
  [{ steps: [{ name: 'all', target: '50%' }] }, 'the last must have target "100%"'],
  [{ steps: [{ name: 'a', target: 'half' }, ...steps] }, 'steps[a].target'],
  [{ steps, maxUnavailable: '101%' }, 'maxUnavailable'],
  [{ steps, maxUnavailable: -1 }, 'maxUnavailable'],
  [{ steps, maxFailures: 1.5 }, 'maxFailures'],
  [{ steps: [{ name: 'all', target: '100%', maxFailures: 'x' }] }, 'steps[all].maxFailures'],
  [{ steps, disruptionBudgets: [{ groupBy: ['zone'] }] }, 'disruptionBudgets[0]: exactly one'],
  [
    { steps, disruptionBudgets: [{ groupBy: [], maxUnavailable: 1 }] },
    'disruptionBudgets[0].groupBy',
  ],
  [
    { steps, disruptionBudgets: [{ groupBy: ['zone'], minAvailable: '200%' }] },
    'disruptionBudgets[0].minAvailable',
  ],
  [
    {
      steps,
      windows: [{ days: ['Mon'], start: '22:00', durationSeconds: 3600, timeZone: 'Mars/Base' }],
    },
    'windows[0].timeZone',
  ],
] as const)('a policy that cannot be counted is refused: %j', ([spec, problem]) => {
  const parsed = parsePolicy(spec);
  expect(parsed.ok ? [] : parsed.problems.join()).toContain(problem);
});
