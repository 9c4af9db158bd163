/**
 * What the plan says: each host in order with what it waits for, the limits, and a name that changes when that does
 * from which the plan was made.
 * @module
 */
import { expect, test } from 'vitest';
import { planAnswer } from '#controller/query/plan.ts';
import { freezesOf } from '#src/rollout/freeze.ts';
import type { PolicyStep } from '#src/rollout/policy.ts';
import { API_VERSION } from '#src/api/meta.ts';
import { storedOf } from '#test/gen/objects.ts';
import { failedRowOf, NOW_MS, policyOf, rowOf, targetHostOf } from '#test/gen/rollout.ts';
import { gatheredOf, situationOf, versionOf } from '#test/gen/situation.ts';

const canary: PolicyStep = { name: 'canary', target: 1, pauseMs: 60_000, approval: 'Required' };
const all: PolicyStep = { name: 'all', target: '100%', pauseMs: 0, approval: 'None' };
const policy = policyOf({ steps: [canary, all], maxFailures: 1 });
const behind = ['h1', 'h2', 'h3'].map((uid) => rowOf(uid, { targetVersion: 1, runningVersion: 1 }));

function planned(
  change: Parameters<typeof situationOf>[0] = {},
  rollout: Parameters<typeof gatheredOf>[1] = {},
) {
  const rollouts = [gatheredOf(2, { policy, ...rollout })];
  const { situation, decision } = situationOf({ rows: behind, rollouts, ...change });
  return planAnswer(situation, decision);
}

test('the canary is next, the others come after its step', () => {
  const { head, hosts } = planned();
  expect(head).toMatchObject({
    rollout: 'db-v2-a1',
    type: 'Update',
    version: 2,
    stableVersion: 1,
    state: 'Progressing',
    reason: 'StepRunning',
    steps: [
      { name: 'canary', planned: 1, gate: 'approval, pause of 60 s' },
      { name: 'all', planned: 2, gate: '' },
    ],
    budgets: [{ who: 'maxUnavailable', limit: 1, used: 0 }],
    isWindowOpen: true,
    windowChangesMs: 0,
  });
  expect(hosts).toEqual([
    { host: 'h1', step: 'canary', state: 'Next', why: '', runningVersion: 1 },
    ...['h2', 'h3'].map((host) => ({
      host,
      step: 'all',
      state: 'Waiting',
      why: 'comes after step canary',
      runningVersion: 1,
    })),
  ]);
});

test('who was sent to comes first, with how it went', () => {
  const rows = [
    rowOf('h3', { state: 'Soaking', runningVersion: 1 }),
    failedRowOf('h2', { dispatchedAtMs: NOW_MS - 9_000 }),
    behind[0]!,
  ];
  const { hosts } = planned({ rows }, { policy: policyOf({ maxFailures: 2, maxUnavailable: 1 }) });
  expect(hosts.map(({ host, state }) => [host, state])).toEqual([
    ['h2', 'Failed'],
    ['h3', 'UnderWay'],
    ['h1', 'Waiting'],
  ]);
  expect(hosts[0]?.why).toBe('UnitUnhealthy: it exited');
  expect(hosts[1]?.why).toMatch(/^Soaking since 20/u);
  expect(hosts[2]?.why).toBe('maxUnavailable is used up');
});

test('hosts that give their place to the next one say why', () => {
  const hosts = [
    targetHostOf('h1', { connected: false }),
    targetHostOf('h2', { paused: true }),
    targetHostOf('h3'),
  ];
  const answer = planned({}, { hosts });
  expect(answer.hosts).toMatchObject([
    { host: 'h3', step: 'canary', state: 'Next' },
    { host: 'h1', step: '', state: 'Waiting', why: 'not connected: it catches up when it comes' },
    { host: 'h2', step: '', state: 'Waiting', why: 'the host is paused' },
  ]);
});

test('outside of the windows it says when the next one opens', () => {
  const window = { weekdays: [3], startMinute: 60, durationMs: 3_600_000, timeZone: 'UTC' };
  const { head, hosts } = planned({}, { policy: { ...policy, windows: [window] } });
  // NOW_MS is a Tuesday, 22:13 UTC.
  const opensMs = Date.parse('2023-11-15T01:00:00Z');
  expect(head).toMatchObject({
    reason: 'OutsideWindow',
    waitingFor: 'the next window',
    nextActionMs: opensMs,
    isWindowOpen: false,
    windowChangesMs: opensMs,
  });
  expect(hosts[0]?.why).toBe('no window of the policy is open');
});

test('a freeze is shown with its end and the hosts that it keeps back', () => {
  const freeze = storedOf({
    apiVersion: API_VERSION,
    kind: 'ChangeFreeze' as const,
    metadata: { name: 'holidays' },
    spec: { reason: 'holidays', endTime: '2023-11-20T00:00:00Z' },
  });
  const credential = { namespace: 'payments', name: 'db' };
  const freezes = freezesOf([freeze], credential, NOW_MS);
  const { head, hosts } = planned({ freezes });
  const untilMs = Date.parse('2023-11-20T00:00:00Z');
  expect(head).toMatchObject({
    reason: 'Frozen',
    waitingFor: 'the end of freeze holidays',
    nextActionMs: untilMs,
    freezes: [{ name: 'holidays', fromMs: 0, untilMs, hosts: 3 }],
  });
  expect(hosts[0]).toMatchObject({ why: 'freeze holidays until 2023-11-20T00:00:00Z' });
});

test('budgets are told by group with what is used', () => {
  const groupBudgets = [{ groupBy: ['rack'], kind: 'maxUnavailable', limit: 1 }] as const;
  const hosts = ['a', 'a', 'b'].map((rack, at) => targetHostOf(`h${at + 1}`, { labels: { rack } }));
  const rows = [rowOf('h1', { state: 'Sealed', runningVersion: 1 }), ...behind.slice(1)];
  const answer = planned(
    { rows },
    { hosts, policy: policyOf({ maxUnavailable: 3, groupBudgets }) },
  );
  expect(answer.head.budgets).toEqual([
    { who: 'maxUnavailable', limit: 3, used: 1 },
    { who: 'maxUnavailable of rack=a', limit: 1, used: 1 },
    { who: 'maxUnavailable of rack=b', limit: 1, used: 0 },
  ]);
  expect(answer.hosts).toMatchObject([
    { host: 'h1', state: 'UnderWay' },
    { host: 'h2', state: 'Waiting', why: 'maxUnavailable of rack=a is used up' },
    { host: 'h3', state: 'Next' },
  ]);
});

test('without a rollout there is a plan with nothing in it', () => {
  const { head, hosts } = planned({ rollouts: [], stable: undefined });
  expect(head).toMatchObject({ rollout: '', reason: 'NoRollout', waitingFor: 'a version' });
  expect(hosts).toEqual([]);
});

test('the name of a plan stays while it is carried out', () => {
  const before = planned().head.planId;
  const rows = [rowOf('h1'), ...behind.slice(1)];
  expect(before).toMatch(/^plan-[0-9a-f]{16}$/u);
  expect(planned({ rows, nowMs: NOW_MS + 1 }).head.planId).toBe(before);
});

test.for([
  { given: 'another policy', rollout: { policy: policyOf() } },
  { given: 'one host less', rollout: { hosts: [targetHostOf('h1'), targetHostOf('h2')] } },
  {
    given: 'another order',
    rollout: { hosts: ['h2', 'h1', 'h3'].map((uid) => targetHostOf(uid)) },
  },
  { given: 'another version', rollout: { version: versionOf(3) } },
])('$given is another plan', ({ rollout }) => {
  expect(planned({}, rollout).head.planId).not.toBe(planned().head.planId);
});
