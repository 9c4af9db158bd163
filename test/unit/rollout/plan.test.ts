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
    'one has it for its next boot, which nobody waits for: the next',
    planInputOf({ rows: [rowOf('h1', { state: 'Staged' })] }),
    'Progressing/StepRunning → h2',
  ],
  [
    'all have it for their next boot',
    planInputOf({ rows: hostsOf(3).map(({ hostUid }) => rowOf(hostUid, { state: 'Staged' })) }),
    'Succeeded/Succeeded → nobody',
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

describe('windows and freezes', () => {
  const opensMs = NOW_MS + 60_000;
  const closed = { kind: 'closed', opensMs } as const;

  test('outside of the windows nothing is sent, and the next one is named', () => {
    expect(planRollout(planInputOf({ window: closed }))).toMatchObject({
      state: 'Progressing',
      reason: 'OutsideWindow',
      dispatch: [],
      waitingFor: 'the next window',
      nextActionMs: opensMs,
    });
  });

  test('a window that closes lets hosts under way finish and the rollout end', () => {
    const rows = [rowOf('h1'), rowOf('h2'), rowOf('h3', { state: 'Soaking' })];
    expect(planRollout(planInputOf({ window: closed, rows })).reason).toBe('Soaking');
    const done = [rowOf('h1'), rowOf('h2'), rowOf('h3')];
    expect(planRollout(planInputOf({ window: closed, rows: done })).state).toBe('Succeeded');
  });

  test('a frozen host is waited for, not left behind; the others go on', () => {
    const frozen = { by: 'black-friday', untilMs: opensMs };
    const hosts = [targetHostOf('h1', { frozen }), targetHostOf('h2')];
    expect(summary(planInputOf({ hosts }))).toBe('Progressing/StepRunning → h2');
    expect(planRollout(planInputOf({ hosts, rows: [rowOf('h2')] }))).toMatchObject({
      state: 'Progressing',
      reason: 'Frozen',
      message: 'freeze black-friday keeps h1 from it',
      waitingFor: 'the end of freeze black-friday',
      nextActionMs: opensMs,
    });
  });
});

test('a freeze of all hosts is named before anything was sent', () => {
  const frozen = { by: 'black-friday', untilMs: NOW_MS + 1 };
  const hosts = [targetHostOf('h1', { frozen }), targetHostOf('h2', { frozen })];
  expect(planRollout(planInputOf({ hosts }))).toMatchObject({
    reason: 'Frozen',
    waitingFor: 'the end of freeze black-friday',
    dispatch: [],
  });
});

describe('budgets of groups', () => {
  const zones = ['a', 'a', 'b', 'b'].map((zone, index) =>
    targetHostOf(`h${index + 1}`, { labels: { zone } }),
  );
  const policy = policyOf({
    maxUnavailable: '100%',
    groupBudgets: [{ groupBy: ['zone'], kind: 'maxUnavailable', limit: 1 }],
  });

  test('one host of each zone at a time', () => {
    expect(summary(planInputOf({ hosts: zones, policy }))).toBe('Progressing/StepRunning → h1 h3');
  });

  test('what keeps a host back names its group and who uses the budget', () => {
    const rows = [failedRowOf('h1', { state: 'Failed' }), rowOf('h3'), rowOf('h4')];
    const lenient = { ...policy, maxFailures: 1 };
    expect(planRollout(planInputOf({ hosts: zones, policy: lenient, rows }))).toMatchObject({
      reason: 'WaitingBudget',
      message: 'maxUnavailable of zone=a is used up by h1',
      waitingFor: 'h1 to recover',
    });
  });

  test('a minimum of all hosts still lets one move', () => {
    const strict = policyOf({
      maxUnavailable: '100%',
      groupBudgets: [{ groupBy: ['zone'], kind: 'minAvailable', limit: '100%' }],
    });
    expect(summary(planInputOf({ hosts: zones, policy: strict }))).toBe(
      'Progressing/StepRunning → h1 h3',
    );
  });
});

describe('the progress deadline', () => {
  const policy = policyOf({ progressDeadlineMs: 60_000 });
  // Another credential of the same unit is under way on h2 and h3, and does not end.
  const stuck = (record: Parameters<typeof recordOf>[0], nowMs: number) =>
    planInputOf({
      policy,
      nowMs,
      rows: [rowOf('h1', { dispatchedAtMs: NOW_MS, sinceMs: NOW_MS })],
      disruptedElsewhere: new Set(['h2']),
      hosts: [targetHostOf('h1'), targetHostOf('h2', { paused: true }), targetHostOf('h3')],
      record: recordOf({ movableSinceMs: NOW_MS - 1000, ...record }),
    });

  test('what could move and does not is looked at again when the time is over', () => {
    expect(planRollout(stuck({}, NOW_MS + 59_999))).toMatchObject({
      state: 'Progressing',
      reason: 'WaitingBudget',
      nextActionMs: NOW_MS + 60_000,
    });
  });

  test('then it is paused, until a person says something', () => {
    expect(planRollout(stuck({}, NOW_MS + 60_000))).toMatchObject({
      state: 'Paused',
      reason: 'ProgressDeadlineExceeded',
      message: 'nothing moved for 60 s: maxUnavailable is used up by h2',
      stalledGeneration: 1,
    });
    const paused = { state: 'Paused', reason: 'ProgressDeadlineExceeded' } as const;
    const later = stuck({ ...paused, stalledGeneration: 1 }, NOW_MS + 90_000);
    const free = { ...later, disruptedElsewhere: new Set<string>() };
    expect(planRollout(free)).toMatchObject({ state: 'Paused', dispatch: [] });
    const resumed = { ...free, rollout: { ...free.rollout, generation: 2 } };
    expect(summary(resumed)).toBe('Progressing/StepRunning → h3');
  });

  test('a corrected spec is not paused by the deadline of before', () => {
    const paused = { state: 'Paused', reason: 'ProgressDeadlineExceeded' } as const;
    const record = recordOf({ ...paused, stalledGeneration: 1 });
    const input = { ...stuck({}, NOW_MS + 90_000), record };
    const plan = planRollout({ ...input, rollout: { ...input.rollout, generation: 2 } });
    expect(plan).toMatchObject({ state: 'Progressing', movableSinceMs: NOW_MS + 90_000 });
  });

  test('waiting for a window is not counted', () => {
    const input = stuck({}, NOW_MS + 600_000);
    const window = { kind: 'closed', opensMs: NOW_MS + 700_000 } as const;
    const plan = planRollout({ ...input, window });
    expect(plan).toMatchObject({ state: 'Progressing', reason: 'OutsideWindow' });
    expect(plan).not.toHaveProperty('movableSinceMs');
  });
});

describe('a policy that goes back by itself', () => {
  const policy = policyOf({ onFailure: 'Rollback' });

  test('ends as failed beyond the budget, and says to which version it goes back', () => {
    const input = planInputOf({
      policy,
      rows: [failedRowOf('h1')],
      rollout: { fallbackVersion: 1 },
    });
    expect(planRollout(input)).toMatchObject({
      state: 'Failed',
      reason: 'RolledBack',
      message: '1 failed, 0 may: h1: UnitUnhealthy: it exited; going back to version 1',
      dispatch: [],
    });
  });

  test('pauses when there is no version to go back to', () => {
    const input = planInputOf({ policy, rows: [failedRowOf('h1')] });
    expect(summary(input)).toBe('Paused/FailureBudgetExceeded → nobody');
  });
});
