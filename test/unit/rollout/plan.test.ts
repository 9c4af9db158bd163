/**
 * The whole-fleet decision, case by case.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { planRollout } from '#src/rollout/plan.ts';
import type { PlanInput } from '#src/rollout/plan-types.ts';
import type { PolicyStep } from '#src/rollout/policy.ts';
import {
  failedRowOf,
  hostsOf,
  NOW_MS,
  planInputOf,
  policyOf,
  recordOf,
  rowOf,
  targetHostOf,
} from '#test/gen/rollout.ts';

const step = (name: string, target: number | string, change: Partial<PolicyStep> = {}) =>
  ({ name, target, pauseMs: 0, approval: 'None', ...change }) as PolicyStep;

function summary(input: PlanInput): string {
  const { state, reason, dispatch } = planRollout(input);
  return `${state}/${reason} → ${dispatch.map((host) => host.hostUid).join(' ') || 'nobody'}`;
}

const canary = policyOf({
  steps: [step('canary', 1, { pauseMs: 60_000 }), step('all', '100%')],
  maxUnavailable: '100%',
});
const approved = policyOf({
  steps: [step('canary', 1, { approval: 'Required' }), step('all', '100%')],
  maxUnavailable: '100%',
});

const cases: readonly [given: string, input: PlanInput, outcome: string][] = [
  ['nobody targeted', planInputOf({ hosts: [] }), 'Planned/NoHosts → nobody'],
  ['a fresh rollout, one at a time', planInputOf(), 'Progressing/StepRunning → h1'],
  [
    'a fresh rollout, two may be down',
    planInputOf({ policy: policyOf({ maxUnavailable: 2 }) }),
    'Progressing/StepRunning → h1 h2',
  ],
  [
    'half of three may be down: rounded down',
    planInputOf({ policy: policyOf({ maxUnavailable: '50%' }) }),
    'Progressing/StepRunning → h1',
  ],
  [
    'a host under way fills the budget',
    planInputOf({ rows: [rowOf('h1', { state: 'Activating' })] }),
    'Progressing/StepRunning → nobody',
  ],
  [
    'everybody under way is soaking',
    planInputOf({ rows: [rowOf('h1', { state: 'Soaking' })] }),
    'Progressing/Soaking → nobody',
  ],
  [
    'a host that another credential of the unit has in hand comes first: one restart may do for both',
    planInputOf({ disruptedElsewhere: new Set(['h3']) }),
    'Progressing/StepRunning → h3',
  ],
  [
    'a host that another credential of the unit broke fills the budget',
    planInputOf({
      disruptedElsewhere: new Set(['h3']),
      hosts: [...hostsOf(2), targetHostOf('h3', { connected: false })],
    }),
    'Progressing/WaitingBudget → nobody',
  ],
  ['one is proven: the next', planInputOf({ rows: [rowOf('h1')] }), 'Progressing/StepRunning → h2'],
  [
    'all are proven',
    planInputOf({ rows: [rowOf('h1'), rowOf('h2'), rowOf('h3')] }),
    'Succeeded/Succeeded → nobody',
  ],
  [
    'the first failure is one too many by default',
    planInputOf({ rows: [failedRowOf('h1')] }),
    'Paused/FailureBudgetExceeded → nobody',
  ],
  [
    'one failure is tolerated when the policy says so',
    planInputOf({ policy: policyOf({ maxFailures: 1 }), rows: [failedRowOf('h1')] }),
    'Progressing/StepRunning → h2',
  ],
  [
    'a failed host that is still down stays charged against the budget',
    planInputOf({
      policy: policyOf({ maxFailures: 1 }),
      rows: [failedRowOf('h1', { state: 'Failed' })],
    }),
    'Progressing/WaitingBudget → nobody',
  ],
  [
    'a host down from an older version gets the new one within its own charge',
    planInputOf({
      rows: [failedRowOf('h2', { state: 'Failed', targetVersion: 1, rolloutUid: 'r1' })],
    }),
    'Progressing/StepRunning → h2',
  ],
  [
    'a unit that was broken before is skipped and not charged',
    planInputOf({ rows: [failedRowOf('h1', { state: 'Failed', code: 'PREEXISTING_FAILURE' })] }),
    'Progressing/StepRunning → h2',
  ],
  [
    'every host failed within the budget: nothing is proven',
    planInputOf({
      policy: policyOf({ maxFailures: 3 }),
      rows: [failedRowOf('h1'), failedRowOf('h2'), failedRowOf('h3')],
    }),
    'Paused/FailureBudgetExceeded → nobody',
  ],
  [
    'a failure of an earlier attempt is tried again',
    planInputOf({ rows: [failedRowOf('h1', { rolloutUid: 'r1' })] }),
    'Progressing/StepRunning → h1',
  ],
  [
    'an offline host is skipped, not waited for',
    planInputOf({ hosts: [targetHostOf('h1', { connected: false }), ...hostsOf(3).slice(1)] }),
    'Progressing/StepRunning → h2',
  ],
  [
    'only offline hosts are left',
    planInputOf({
      hosts: [targetHostOf('h1', { connected: false }), ...hostsOf(3).slice(1)],
      rows: [rowOf('h2'), rowOf('h3')],
    }),
    'Succeeded/Succeeded → nobody',
  ],
  [
    'nobody is connected',
    planInputOf({ hosts: ['h1', 'h2'].map((uid) => targetHostOf(uid, { connected: false })) }),
    'Planned/TooFewConnected → nobody',
  ],
  [
    'fewer are connected than the policy demands',
    planInputOf({
      policy: policyOf({ minConnectedPercent: 80 }),
      hosts: [targetHostOf('h1', { connected: false }), ...hostsOf(3).slice(1)],
    }),
    'Planned/TooFewConnected → nobody',
  ],
  [
    'hosts that leave after the start do not stop it',
    planInputOf({
      policy: policyOf({ minConnectedPercent: 80 }),
      record: recordOf(),
      hosts: [targetHostOf('h1', { connected: false }), ...hostsOf(3).slice(1)],
    }),
    'Progressing/StepRunning → h2',
  ],
  [
    'so many have left that the version may be why',
    planInputOf({
      policy: policyOf({ minConnectedPercent: 80 }),
      record: recordOf(),
      hosts: [...hostsOf(1), targetHostOf('h2', { connected: false })],
      rows: [rowOf('h1', { state: 'Healthy', runningVersion: 2 })],
    }),
    'Progressing/TooFewConnected → nobody',
  ],
  [
    'the controller has just started and not all hosts are back',
    planInputOf({
      record: recordOf(),
      hosts: [targetHostOf('h1', { connected: false }), ...hostsOf(3).slice(1)],
      settledAtMs: NOW_MS + 1,
    }),
    'Progressing/Settling → nobody',
  ],
  [
    'the controller has just started and all hosts are back',
    planInputOf({ record: recordOf(), settledAtMs: NOW_MS + 1 }),
    'Progressing/StepRunning → h1',
  ],
  [
    'a paused host is passed over',
    planInputOf({ hosts: [targetHostOf('h1', { paused: true }), ...hostsOf(3).slice(1)] }),
    'Progressing/StepRunning → h2',
  ],
  [
    'paused by a person',
    planInputOf({ rollout: { desiredState: 'Paused' } }),
    'Paused/ByUser → nobody',
  ],
  ['aborted', planInputOf({ rollout: { desiredState: 'Aborted' } }), 'Aborted/Aborted → nobody'],
  [
    'a newer rollout exists',
    planInputOf({ rollout: { isSuperseded: true } }),
    'Superseded/Superseded → nobody',
  ],
  [
    'an aborted one that is set to Running again stays aborted',
    planInputOf({ record: recordOf({ state: 'Aborted', reason: 'Aborted' }) }),
    'Aborted/Aborted → nobody',
  ],
  [
    'a host that fails after the end does not undo it',
    planInputOf({
      record: recordOf({ state: 'Succeeded', reason: 'Succeeded' }),
      rows: [failedRowOf('h1'), rowOf('h2'), rowOf('h3')],
    }),
    'Succeeded/Succeeded → nobody',
  ],
  ['a canary step takes one host', planInputOf({ policy: canary }), 'Progressing/StepRunning → h1'],
  [
    'an offline canary gives its place to the next host',
    planInputOf({
      policy: canary,
      hosts: [targetHostOf('h1', { connected: false }), ...hostsOf(3).slice(1)],
    }),
    'Progressing/StepRunning → h2',
  ],
  [
    'the canary is proven: its pause runs',
    planInputOf({ policy: canary, rows: [rowOf('h1', { sinceMs: NOW_MS - 59_999 })] }),
    'Paused/ByPolicy → nobody',
  ],
  [
    'the pause is over',
    planInputOf({ policy: canary, rows: [rowOf('h1', { sinceMs: NOW_MS - 60_000 })] }),
    'Progressing/StepRunning → h2 h3',
  ],
  [
    'promoted: the pause is cut short',
    planInputOf({ policy: canary, rollout: { promotedStep: 1 }, rows: [rowOf('h1')] }),
    'Progressing/StepRunning → h2 h3',
  ],
  [
    'promotion does not outrun the canary',
    planInputOf({
      policy: canary,
      rollout: { promotedStep: 1 },
      rows: [rowOf('h1', { state: 'Soaking' })],
    }),
    'Progressing/Soaking → nobody',
  ],
  [
    'a step that must be approved waits, however long',
    planInputOf({ policy: approved, rows: [rowOf('h1', { sinceMs: 0 })] }),
    'Paused/AwaitingApproval → nobody',
  ],
  [
    'promotion is not an approval',
    planInputOf({ policy: approved, rollout: { promotedStep: 1 }, rows: [rowOf('h1')] }),
    'Paused/AwaitingApproval → nobody',
  ],
  [
    'approved',
    planInputOf({
      policy: approved,
      rollout: { approvedSteps: new Set(['canary']) },
      rows: [rowOf('h1')],
    }),
    'Progressing/StepRunning → h2 h3',
  ],
  [
    'a step has its own failure budget',
    planInputOf({
      policy: policyOf({
        steps: [step('canary', 2, { maxFailures: 0 }), step('all', '100%')],
        maxFailures: 2,
      }),
      rows: [failedRowOf('h1')],
    }),
    'Paused/FailureBudgetExceeded → nobody',
  ],
  [
    'a gate that was passed is not closed again by a host that comes back late',
    planInputOf({
      policy: canary,
      record: recordOf({ stepsDone: 1 }),
      rows: [rowOf('h1', { sinceMs: NOW_MS })],
    }),
    'Progressing/StepRunning → h2 h3',
  ],
  [
    'a policy that does not exist',
    planInputOf({ blocked: { state: 'Planned', reason: 'PolicyNotFound', message: '' } }),
    'Planned/PolicyNotFound → nobody',
  ],
];

const titled = cases.map(([given, input, outcome]) => ({ given, input, outcome }));

test.for(titled)('$given: $outcome', ({ input, outcome }) => {
  expect(summary(input)).toBe(outcome);
});

describe('what the plan says besides', () => {
  test('a timed pause says when it ends', () => {
    const rows = [rowOf('h1', { sinceMs: NOW_MS - 1000 })];
    expect(planRollout(planInputOf({ policy: canary, rows })).nextActionMs).toBe(NOW_MS + 59_000);
  });

  test('a pause on failure names host, reason and cause', () => {
    const plan = planRollout(planInputOf({ rows: [failedRowOf('h1')] }));
    expect(plan.message).toBe('1 failed, 0 may: h1: UnitUnhealthy: it exited');
    expect(plan.failures).toEqual([
      { host: 'h1', reason: 'UnitUnhealthy', message: 'it exited', rolledBack: true },
    ]);
  });

  test('hosts are counted by where they stand', () => {
    const hosts = [...hostsOf(4), targetHostOf('h5', { connected: false })];
    const rows = [
      rowOf('h1'),
      failedRowOf('h2'),
      rowOf('h3', { state: 'Soaking', runningVersion: 1 }),
    ];
    expect(planRollout(planInputOf({ hosts, rows })).hosts).toEqual({
      total: 5,
      updated: 1,
      healthy: 1,
      failed: 1,
      skippedOffline: 1,
      pending: 2,
    });
  });

  test('steps show what is theirs, with times once they are done', () => {
    const rows = [rowOf('h1'), rowOf('h2', { state: 'Sealed', dispatchedAtMs: NOW_MS })];
    const { steps } = planRollout(
      planInputOf({ policy: canary, rows, record: recordOf({ stepsDone: 1 }) }),
    );
    expect(steps).toEqual([
      {
        name: 'canary',
        planned: 1,
        updated: 1,
        healthy: 1,
        failed: 0,
        startMs: NOW_MS - 1000,
        endMs: NOW_MS - 500,
      },
      { name: 'all', planned: 2, updated: 0, healthy: 0, failed: 0, startMs: NOW_MS },
    ]);
  });
});
