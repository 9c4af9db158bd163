/**
 * What users of other rollout systems complained about, each as a test of the planner. Those that need a restart or a
 * ledger to show are in test/integration/reconcile/complaints.test.ts.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { credentialStatus } from '#controller/status/credential-status.ts';
import { formatTime } from '#src/api/time.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import { planRollout } from '#src/rollout/plan.ts';
import type { PolicyStep } from '#src/rollout/policy.ts';
import {
  hostsOf,
  NOW_MS,
  planInputOf,
  policyOf,
  recordOf,
  rowOf,
  targetHostOf,
} from '#test/gen/rollout.ts';
import { gatheredOf, situationOf, versionOf } from '#test/gen/situation.ts';

const uids = (list: readonly { readonly hostUid: string }[]) => list.map(({ hostUid }) => hostUid);
const v1 = (hostUid: string) => rowOf(hostUid, { targetVersion: 1, runningVersion: 1 });

test('kubernetes#123232: a second bad version sends to nobody while hosts of the first are down', () => {
  // Version 1 broke h1 and did not recover; version 2 comes with room for one.
  const down = rowOf('h1', {
    targetVersion: 1,
    rolloutUid: 'r1',
    state: 'Failed',
    runningVersion: 0,
    code: 'UNIT_UNHEALTHY',
  });
  const hosts = [targetHostOf('h2'), targetHostOf('h3'), targetHostOf('h1')];
  const plan = planRollout(
    planInputOf({ hosts, rows: [down], policy: policyOf({ maxUnavailable: 1 }) }),
  );
  // Only the host that is down already costs nothing.
  expect(uids(plan.dispatch)).toEqual(['h1']);
});

describe.each(['kubernetes#73011', 'rancher/fleet#192'])('%s', (issue) => {
  test(`${issue}: a dead machine blocks nobody, and the rollout succeeds without it`, () => {
    const hosts = [
      targetHostOf('h1', { connected: false }),
      targetHostOf('h2'),
      targetHostOf('h3'),
    ];
    const start = planRollout(planInputOf({ hosts }));
    expect(uids(start.dispatch)).toEqual(['h2']);
    const rows = [rowOf('h2'), rowOf('h3')];
    const end = planRollout(planInputOf({ hosts, rows, record: recordOf() }));
    expect(end).toMatchObject({ state: 'Succeeded', hosts: { skippedOffline: 1 } });
  });
});

test('argo-rollouts#2929: an aborted rollout stays aborted, whatever its object says later', () => {
  const record = recordOf({ state: 'Aborted', reason: 'Aborted' });
  const plan = planRollout(planInputOf({ record, rollout: { desiredState: 'Running' } }));
  expect(plan).toMatchObject({ state: 'Aborted', dispatch: [] });
});

test('argo-rollouts#3082: after a word of a person the progress deadline starts anew', () => {
  const hosts = hostsOf(2);
  const rows = [rowOf('h1', { state: 'Soaking', dispatchedAtMs: 1, sinceMs: 1 })];
  const policy = policyOf({ maxUnavailable: 1, progressDeadlineMs: 60_000 });
  const record = recordOf({ movableSinceMs: 1 });
  const base = { hosts, rows, policy };
  const stalled = planRollout(planInputOf({ ...base, record }));
  expect(stalled).toMatchObject({ state: 'Paused', reason: 'ProgressDeadlineExceeded' });
  // What act.ts writes of it, and a person who says resume.
  const { movableSinceMs: _old, ...paused } = record;
  const told = { ...paused, state: 'Paused', stalledGeneration: 1 } as const;
  expect(planRollout(planInputOf({ ...base, record: told })).state).toBe('Paused');
  const resumed = planRollout(planInputOf({ ...base, record: told, rollout: { generation: 2 } }));
  expect(resumed).toMatchObject({ state: 'Progressing', movableSinceMs: NOW_MS });
});

describe.each(['kured#137', 'kured#847'])('%s', (issue) => {
  test(`${issue}: a host that is gone holds no place in a budget`, () => {
    const gone = rowOf('gone', { state: 'Dispatched', runningVersion: 1 });
    const rows = [gone, v1('h1'), v1('h2'), v1('h3')];
    const { decision } = situationOf({ rows });
    expect(decision.rollouts.at(-1)?.plan.dispatch).toHaveLength(1);
  });
});

test('system-upgrade-controller#77: one pass takes no more hosts than there is room', () => {
  const policy = policyOf({ maxUnavailable: 2 });
  const rows: HostCredentialState[] = [];
  for (let pass = 0; pass < 3; pass += 1) {
    const { dispatch } = planRollout(planInputOf({ hosts: hostsOf(9), rows, policy }));
    for (const { hostUid } of dispatch) {
      rows.push(rowOf(hostUid, { state: 'Dispatched', runningVersion: 1 }));
    }
    expect(rows).toHaveLength(2);
  }
});

test('openshift/runbooks#44: a pause during which a credential expires is an alert', () => {
  const plain = versionOf(1);
  const notAfter = formatTime(NOW_MS + 86_400_000);
  const stable = gatheredOf(1, { version: { ...plain, spec: { ...plain.spec, notAfter } } });
  const rollouts = [gatheredOf(2, {}, { desiredState: 'Paused' })];
  const rows = hostsOf(3).map(({ hostUid }) => v1(hostUid));
  const { situation, decision } = situationOf({ rows, rollouts, stable });
  const { conditions } = credentialStatus({ situation, decision, source: { kind: 'resolved' } });
  expect(conditions).toContainEqual(
    expect.objectContaining({
      type: 'PausedWithExpiringCredential',
      status: 'True',
      reason: 'ByUser',
    }),
  );
});

describe.each(['nomad#2202', 'nomad#19171'])('%s', (issue) => {
  test(`${issue}: a new content reaches one host at a time unless a policy says otherwise`, () => {
    const steps: readonly PolicyStep[] = [
      { name: 'all', target: '100%', pauseMs: 0, approval: 'None' },
    ];
    const rows = hostsOf(3).map(({ hostUid }) => v1(hostUid));
    const plan = planRollout(planInputOf({ rows, policy: policyOf({ steps }) }));
    expect(plan.dispatch).toHaveLength(1);
  });
});
