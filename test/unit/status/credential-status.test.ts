/**
 * The status of a HostCredential: one condition per question.
 * @module
 */
import { describe, expect, test } from 'vitest';
import type { SourceState } from '#controller/reconcile/context.ts';
import { credentialStatus } from '#controller/status/credential-status.ts';
import { findCondition } from '#src/api/conditions.ts';
import type { HostCredentialStatus } from '#src/api/credential.ts';
import { storedOf, hostCredentialOf } from '#test/gen/objects.ts';
import { failedRowOf, hostsOf, policyOf, rowOf, targetHostOf } from '#test/gen/rollout.ts';
import { gatheredOf, settledSituation, situationOf } from '#test/gen/situation.ts';

type Given = ReturnType<typeof situationOf>;

function statusOf(given: Given, source: SourceState | 'unknown' = { kind: 'resolved' }) {
  return credentialStatus({ ...given, source: source === 'unknown' ? undefined : source });
}
function says(status: HostCredentialStatus, type: string): string {
  const condition = findCondition(status.conditions, type);
  return `${condition?.status} ${condition?.reason}`;
}

const gate = {
  kind: 'refused',
  reason: 'AttestationMismatch',
  what: 'PCR 7',
  policies: ['db'],
  message: 'PCR 7 is bb…',
  askAtMs: 0,
} as const;
const passedOverHosts = [...hostsOf(2), targetHostOf('h3', { gate })];

const REQUEST = 2_000;

const { object: reseal } = gatheredOf(2, {}, { type: 'Reseal' });

const cases: readonly [
  given: string,
  situation: Given,
  ready: string,
  progressing: string,
  converged: string,
][] = [
  [
    'a host that showed another boot than is accepted',
    settledSituation({
      rows: [rowOf('h1'), rowOf('h2')],
      targeting: { matched: 3, hosts: passedOverHosts, unenrolled: [], denied: [] },
    }),
    'True Healthy',
    'False Idle',
    'False AttestationMismatch',
  ],
  [
    'hosts that have it for their next boot',
    settledSituation({
      rows: hostsOf(3).map(({ hostUid }) => rowOf(hostUid, { state: 'Staged' })),
    }),
    'True Healthy',
    'False Idle',
    'False HostsStaged',
  ],
  [
    'a host that has not sealed it again yet, as somebody asked',
    settledSituation({
      rows: hostsOf(3).map(({ hostUid }, at) => rowOf(hostUid, { sealRequest: at * REQUEST })),
      reseals: [{ object: reseal, request: REQUEST, isOver: true }],
    }),
    'True Healthy',
    'False Idle',
    'False SealsPending',
  ],
  ['everything proven', settledSituation(), 'True Healthy', 'False Idle', 'True AllHosts'],
  [
    'a rotation under way: the old version still serves',
    situationOf({ rows: [rowOf('h1', { state: 'Soaking', runningVersion: 1 })] }),
    'True Healthy',
    'True RolloutRunning',
    'False HostsPending',
  ],
  [
    'the first version under way',
    situationOf({ stable: undefined, rollouts: [gatheredOf(2)], rows: [] }),
    'False NoStableVersion',
    'True RolloutRunning',
    'False HostsPending',
  ],
  [
    'a rollout that paused on a failure',
    situationOf({ rows: [failedRowOf('h1')] }),
    'False RolloutFailed',
    'False Paused',
    'False HostsFailed',
  ],
  [
    'a rollout that went on with one failed host',
    settledSituation({ rows: [failedRowOf('h1'), rowOf('h2'), rowOf('h3')] }),
    'False HostsFailing',
    'False Idle',
    'False HostsFailed',
  ],
  [
    'a host away',
    settledSituation({
      targeting: {
        matched: 3,
        hosts: [...hostsOf(2), targetHostOf('h3', { connected: false })],
        unenrolled: [],
        denied: [],
      },
      rows: [rowOf('h1'), rowOf('h2')],
    }),
    'True Healthy',
    'False Idle',
    'False HostsUnreachable',
  ],
  [
    'a host that it may not have',
    settledSituation({
      targeting: {
        matched: 4,
        hosts: hostsOf(3),
        unenrolled: [],
        denied: [{ host: 'h4', reason: 'UnitNotAllowed', message: 'no' }],
      },
    }),
    'False AccessDenied',
    'False Idle',
    'False HostsPending',
  ],
  [
    'nobody targeted',
    situationOf({
      targeting: { matched: 0, hosts: [], unenrolled: [], denied: [] },
      stable: undefined,
      rollouts: [gatheredOf(2, { record: undefined, frozen: undefined, hosts: [] })],
      rows: [],
    }),
    'False NoStableVersion',
    'False NoHosts',
    'False HostsPending',
  ],
  [
    'a step to approve',
    situationOf({
      rows: [rowOf('h1')],
      rollouts: [
        gatheredOf(2, {
          policy: policyOf({
            steps: [
              { name: 'one', target: 1, pauseMs: 0, approval: 'Required' },
              { name: 'all', target: '100%', pauseMs: 0, approval: 'None' },
            ],
          }),
        }),
      ],
    }),
    'True Healthy',
    'False AwaitingApproval',
    'False HostsPending',
  ],
];
const titled = cases.map(([given, situation, ...said]) => ({ given, situation, said }));
test.for(titled)('$given: ready $said.0', ({ situation, said }) => {
  const status = statusOf(situation);
  expect(['Ready', 'Progressing', 'Converged'].map((type) => says(status, type))).toEqual(said);
});

test('versions, rollout and counts', () => {
  const rows = [rowOf('h1'), rowOf('h2', { state: 'Sealed', runningVersion: 1 })];
  expect(statusOf(situationOf({ rows }))).toMatchObject({
    observedGeneration: 1,
    stableVersion: 'db-v1',
    targetVersion: 'db-v2',
    activeRolloutName: 'db-v2-a1',
    hosts: { matched: 3, updated: 1, healthy: 1, failed: 0, unreachable: 0, pending: 2 },
    failingHosts: [],
  });
  expect(statusOf(settledSituation())).not.toHaveProperty('activeRolloutName');
});

test('failing hosts with reason and message, twenty at most', () => {
  const hosts = hostsOf(30);
  const given = settledSituation({
    targeting: { matched: 30, hosts, unenrolled: [], denied: [] },
    rows: hosts.map((host) => failedRowOf(host.hostUid)),
  });
  const { failingHosts = [] } = statusOf(given);
  expect(failingHosts).toHaveLength(20);
  expect(failingHosts[0]).toEqual({ host: 'h1', reason: 'UnitUnhealthy', message: 'it exited' });
});

test('hosts that are held are told by name: they do not come back by themselves', () => {
  const hosts = hostsOf(3).map((host) => Object.assign({}, host, { connected: false }));
  const targeting = { matched: 3, hosts, unenrolled: [], denied: [], held: ['h2'] };
  const status = statusOf(settledSituation({ targeting, rows: [] }));
  expect(findCondition(status.conditions, 'Converged')?.message).toContain(
    '3 are not connected or held (h2: credfleet hosts list)',
  );
});

describe('a source that is missing', () => {
  const source: SourceState = {
    kind: 'unresolved',
    reason: 'SecretNotFound',
    message: 'Secret db does not exist',
  };

  test('is told, and that hosts keep what they have', () => {
    const status = statusOf(settledSituation(), source);
    expect([says(status, 'SourceResolved'), says(status, 'Ready')]).toEqual([
      'False SecretNotFound',
      'False SourceUnresolved',
    ]);
    expect(findCondition(status.conditions, 'SourceResolved')?.message).toContain(
      'hosts keep what they have',
    );
  });

  test('after a restart what was said stays until it was looked at again', () => {
    const before = statusOf(settledSituation(), source);
    const credential = { ...storedOf(hostCredentialOf(), { uid: 'c1' }), status: before };
    const status = statusOf(settledSituation({ credential }), 'unknown');
    expect([says(status, 'SourceResolved'), says(status, 'Ready')]).toEqual([
      'False SecretNotFound',
      'False SourceUnresolved',
    ]);
  });
});

test('saying the same again is the same status, so that nothing is written', () => {
  const first = statusOf(settledSituation());
  const credential = { ...storedOf(hostCredentialOf(), { uid: 'c1' }), status: first };
  const later = settledSituation({ credential, nowMs: 9_999_999_999_999 });
  expect(statusOf(later)).toEqual(first);
});
