/**
 * However a rollout waits, something is said: what for, until when where that is known, and a condition of the
 * HostCredential with its reason.
 * @module
 */
import { expect, test } from 'vitest';
import { eventsOf } from '#controller/status/object-events.ts';
import { expiryConditions, progressingCondition } from '#controller/status/waiting-conditions.ts';
import { rolloutStatus } from '#controller/status/rollout-status.ts';
import { formatTime } from '#src/api/time.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import type { PolicyStep } from '#src/rollout/policy.ts';
import {
  failedRowOf,
  hostsOf,
  NOW_MS,
  policyOf,
  recordOf,
  rowOf,
  targetHostOf,
} from '#test/gen/rollout.ts';
import { gatheredOf, situationOf, versionOf } from '#test/gen/situation.ts';

const v1 = (hostUid: string) => rowOf(hostUid, { targetVersion: 1, runningVersion: 1 });
const behind = hostsOf(3).map(({ hostUid }) => v1(hostUid));
const last: PolicyStep = { name: 'all', target: '100%', pauseMs: 0, approval: 'None' };
const gated = (change: Partial<PolicyStep>) =>
  policyOf({ steps: [{ ...last, name: 'canary', target: 1, ...change }, last] });
const tuesday = { weekdays: [3], startMinute: 60, durationMs: 3_600_000, timeZone: 'UTC' };
const refused = {
  kind: 'refused',
  reason: 'AttestationMismatch',
  what: 'PCR 7',
  policies: [],
  message: '',
  askAtMs: 0,
} as const;

type Case = {
  readonly reason: string;
  readonly rollout?: Parameters<typeof gatheredOf>[1];
  readonly spec?: Parameters<typeof gatheredOf>[2];
  readonly rows?: readonly HostCredentialState[];
  readonly change?: Parameters<typeof situationOf>[0];
  readonly progressing: string;
  /** It is known until when. */
  readonly isTimed?: boolean;
};

const freeze = {
  name: 'holidays',
  fromMs: 0,
  untilMs: NOW_MS + 60_000,
  spec: { reason: 'holidays', endTime: '' },
};
const cases: readonly Case[] = [
  { reason: 'NoHosts', rollout: { hosts: [] }, progressing: 'NoHosts' },
  {
    reason: 'TooFewConnected',
    rollout: {
      record: undefined,
      hosts: [targetHostOf('h1', { connected: false })],
      policy: policyOf({ minConnectedPercent: 50 }),
    },
    progressing: 'TooFewConnected',
  },
  {
    reason: 'PolicyNotFound',
    rollout: {
      blocked: {
        state: 'Planned',
        reason: 'PolicyNotFound',
        message: 'none',
        waitingFor: 'a valid policy',
      },
    },
    progressing: 'PolicyNotFound',
  },
  {
    reason: 'Queued',
    rollout: {
      blocked: { state: 'Planned', reason: 'Queued', message: 'r', waitingFor: 'rollout r' },
    },
    progressing: 'Queued',
  },
  {
    reason: 'OutsideWindow',
    rollout: { policy: policyOf({ windows: [tuesday] }) },
    progressing: 'OutsideWindow',
    isTimed: true,
  },
  { reason: 'Frozen', change: { freezes: [freeze] }, progressing: 'Frozen', isTimed: true },
  {
    reason: 'Settling',
    rollout: { hosts: [targetHostOf('h1', { connected: false }), targetHostOf('h2')] },
    change: { settledAtMs: NOW_MS + 1_000 },
    progressing: 'RolloutRunning',
    isTimed: true,
  },
  {
    reason: 'Soaking',
    rows: [rowOf('h1', { state: 'Soaking', runningVersion: 1 }), ...behind.slice(1)],
    progressing: 'RolloutRunning',
    isTimed: true,
  },
  {
    reason: 'WaitingBudget',
    rows: [rowOf('h1'), ...behind.slice(1)],
    change: { disruptedElsewhere: new Set(['h1']) },
    progressing: 'RolloutRunning',
  },
  {
    reason: 'Unattested',
    rollout: { hosts: [targetHostOf('h1', { gate: refused })] },
    rows: behind.slice(0, 1),
    progressing: 'RolloutRunning',
  },
  {
    reason: 'AwaitingApproval',
    rollout: { policy: gated({ approval: 'Required' }) },
    rows: [rowOf('h1'), ...behind.slice(1)],
    progressing: 'AwaitingApproval',
  },
  {
    reason: 'ByPolicy',
    rollout: { policy: gated({ pauseMs: 60_000 }) },
    rows: [rowOf('h1'), ...behind.slice(1)],
    progressing: 'Paused',
    isTimed: true,
  },
  { reason: 'ByUser', spec: { desiredState: 'Paused' }, progressing: 'Paused' },
  {
    reason: 'FailureBudgetExceeded',
    rows: [failedRowOf('h1'), ...behind.slice(1)],
    progressing: 'Paused',
  },
  {
    reason: 'ProgressDeadlineExceeded',
    rollout: { record: recordOf({ stalledGeneration: 1, message: 'nothing moved for 3600 s' }) },
    progressing: 'ProgressDeadlineExceeded',
  },
];

test.for(cases)('$reason: says what it waits for', (one) => {
  const { reason, rollout, spec, rows = behind, change, progressing, isTimed = false } = one;
  const rollouts = [gatheredOf(2, rollout, spec)];
  const { decision } = situationOf({ rows, rollouts, stable: undefined, ...change });
  const [planned] = decision.rollouts;
  expect(planned?.plan).toMatchObject({ reason, dispatch: [] });
  const status = rolloutStatus(planned!, NOW_MS);
  expect(status.waitingFor).toMatch(/\S/u);
  expect(planned?.plan.message).toMatch(/\S/u);
  expect(status.nextActionTime !== undefined || !isTimed).toBe(true);
  expect(progressingCondition(planned)).toMatchObject({ reason: progressing });
  const isMoving = progressing === 'RolloutRunning';
  expect(progressingCondition(planned).status).toBe(isMoving ? 'True' : 'False');
});

function expiry(leftMs: number | undefined, desiredState: 'Running' | 'Paused') {
  const plain = versionOf(1);
  const notAfter = leftMs === undefined ? {} : { notAfter: formatTime(NOW_MS + leftMs) };
  const stable = gatheredOf(1, { version: { ...plain, spec: { ...plain.spec, ...notAfter } } });
  const rollouts = [gatheredOf(2, {}, { desiredState })];
  const { situation, decision } = situationOf({ rows: behind, rollouts, stable });
  return expiryConditions(situation, decision.rollouts[0]);
}

const DAY_MS = 86_400_000;
test.for([
  { given: 'far from its end', leftMs: 30 * DAY_MS, said: ['False', 'False'] },
  { given: 'near its end', leftMs: DAY_MS, said: ['True', 'True'] },
  { given: 'over', leftMs: -DAY_MS, said: ['True', 'True'] },
])('paused, and the credential is $given', ({ leftMs, said }) => {
  expect(expiry(leftMs, 'Paused').map(({ status }) => status)).toEqual(said);
});

test('a credential that expires while its successor is on its way is no alert', () => {
  expect(expiry(DAY_MS, 'Running').map(({ status }) => status)).toEqual(['True', 'False']);
});

test('of a credential without an end nothing is said', () => {
  expect(expiry(undefined, 'Paused')).toEqual([]);
});

test('paused while a credential expires is an Event', () => {
  const [, alert] = expiry(DAY_MS, 'Paused');
  const lastTransitionTime = formatTime(NOW_MS);
  const after = [{ ...alert!, lastTransitionTime, observedGeneration: 1 }];
  const object = versionOf(1);
  const told = eventsOf({ kind: 'HostCredential', object, before: undefined, after });
  expect(told).toHaveLength(1);
});
