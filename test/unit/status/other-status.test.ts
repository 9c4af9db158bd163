/**
 * The status of rollouts, versions and hosts, and the Events that go with a change.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { hostStatus, type HostStatusInput } from '#controller/status/host-status.ts';
import { coreEvent, eventsOf, isWarning } from '#controller/status/object-events.ts';
import { rolloutStatus } from '#controller/status/rollout-status.ts';
import { versionStatus } from '#controller/status/version-status.ts';
import { findCondition } from '#src/api/conditions.ts';
import type { Condition, ConditionStatus } from '#src/api/meta.ts';
import { formatTime } from '#src/api/time.ts';
import { hostBlockOf } from '#test/gen/host-block.ts';
import { hostIdentityOf } from '#test/gen/host-identity.ts';
import { hostOf, storedOf } from '#test/gen/objects.ts';
import { failedRowOf, NOW_MS, policyOf, recordOf, rowOf } from '#test/gen/rollout.ts';
import { gatheredOf, settledSituation, situationOf, versionOf } from '#test/gen/situation.ts';

describe('CredentialRollout', () => {
  const current = (given: ReturnType<typeof situationOf>) => {
    const planned = given.decision.rollouts.at(-1);
    if (planned === undefined) throw new Error('no rollout');
    return rolloutStatus(planned, NOW_MS);
  };

  test('under way: state, step, counts, the policy it follows', () => {
    const steps = [
      { name: 'one', target: 1, pauseMs: 5000, approval: 'None' as const },
      { name: 'all', target: '100%', pauseMs: 0, approval: 'None' as const },
    ];
    const policy = policyOf({ steps });
    const given = situationOf({
      rows: [rowOf('h1', { sinceMs: NOW_MS })],
      rollouts: [gatheredOf(2, { policy })],
    });
    expect(current(given)).toMatchObject({
      state: 'Paused',
      currentStep: 0,
      stepDisplay: '1/2 one',
      updatedDisplay: '1/3',
      plannedHosts: 3,
      waitingFor: 'pause after step one',
      nextActionTime: '2023-11-14T22:13:25Z',
      policySnapshot: {
        steps: [
          { name: 'one', target: 1, pauseSeconds: 5 },
          { name: 'all', target: '100%' },
        ],
      },
    });
  });

  test('conditions say the state, each with a reason', () => {
    const { conditions = [] } = current(situationOf({ rows: [failedRowOf('h1')] }));
    expect(conditions.map(({ type, status, reason }) => `${type} ${status} ${reason}`)).toEqual([
      'Planned True Planned',
      'Progressing False FailureBudgetExceeded',
      'Paused True FailureBudgetExceeded',
      'Succeeded False FailureBudgetExceeded',
    ]);
  });

  test('one that was superseded keeps what it came to, since its hosts have moved on', () => {
    const status = {
      hosts: { total: 3, updated: 1, healthy: 1, failed: 1, skippedOffline: 0, pending: 1 },
    };
    const old = gatheredOf(2, { isSuperseded: true });
    const object = { ...old.object, status: { ...status, waitingFor: 'retry' } };
    const given = situationOf({ rollouts: [{ ...old, object }, gatheredOf(3)], rows: [] });
    const [first] = given.decision.rollouts;
    const told = rolloutStatus(first!, NOW_MS);
    expect(told).toMatchObject({ state: 'Superseded', ...status });
    expect(told).not.toHaveProperty('waitingFor');
  });
});

describe('CredentialVersion', () => {
  const state = (
    number: number,
    given: ReturnType<typeof situationOf>,
    status?: Parameters<typeof versionOf>[1],
  ) => versionStatus({ version: versionOf(number, status), ...given }).state;
  const ended = (failedHosts: number) =>
    gatheredOf(2, {
      isSuperseded: true,
      isHistory: true,
      record: recordOf({ state: 'Superseded', failedHosts }),
    });

  test('under way it is a candidate; proven it is stable', () => {
    expect(state(2, situationOf())).toBe('Candidate');
    expect(state(2, settledSituation())).toBe('Stable');
  });

  test('what was stable before is superseded', () => {
    expect(state(1, settledSituation({ versions: [versionOf(1), versionOf(2)] }))).toBe(
      'Superseded',
    );
  });

  test('one that ended with failed hosts is rejected, one without is superseded', () => {
    const { situation } = situationOf();
    const [stable] = situation.rollouts;
    expect(state(2, situationOf({ rollouts: [stable!, ended(1), gatheredOf(3)] }))).toBe(
      'Rejected',
    );
    expect(state(2, situationOf({ rollouts: [stable!, ended(0), gatheredOf(3)] }))).toBe(
      'Superseded',
    );
  });

  test('revoked stays revoked', () => {
    expect(state(2, settledSituation(), { state: 'Revoked' })).toBe('Revoked');
  });
});

describe('Host', () => {
  const facts = {
    hostName: 'alpha',
    agentVersion: '0.1.0',
    systemdVersion: 257,
    tpmPresent: true,
    bootId: 'b',
    capabilities: ['x', 'x'],
    facts: { kernel: 'k'.repeat(5000) },
  };
  const status = (change: Partial<HostStatusInput> = {}) =>
    hostStatus({
      blocks: [],
      signatures: undefined,
      host: storedOf(hostOf('alpha')),
      identity: hostIdentityOf('u1', 'alpha'),
      isConnected: true,
      presence: { facts, seenMs: NOW_MS },
      isSettling: false,
      rows: [rowOf('u1')],
      attestation: undefined,
      evidence: undefined,
      nowMs: NOW_MS,
      ...change,
    });
  const says = (change: Partial<HostStatusInput>, type: string) => {
    const condition = findCondition(status(change).conditions, type);
    return `${condition?.status} ${condition?.reason}`;
  };

  test("facts are shown within limits, what it holds is the ledger's", () => {
    expect(status()).toMatchObject({
      agentVersion: '0.1.0',
      systemdVersion: 257,
      assurance: 'Software',
      tpm: { present: true },
      capabilities: ['x'],
      lastSeenTime: '2023-11-14T22:13:20Z',
      credentials: [{ namespace: 'payments', name: 'db', version: 2, state: 'Healthy' }],
    });
    expect(status().facts?.['kernel']).toHaveLength(1024);
  });

  test('a block is told with what ends it, and that it ended', () => {
    const block = hostBlockOf({ hostName: 'alpha' });
    const held = status({ blocks: [block] });
    const text =
      'revoked by ada: stolen; when it may be served again: credfleet hosts readmit alpha';
    expect(held.blocks).toEqual([
      { id: block.id, kind: 'Revoked', since: formatTime(1_000), message: text },
    ]);
    expect(findCondition(held.conditions, 'Blocked')).toMatchObject({
      status: 'True',
      reason: 'Revoked',
      message: text,
    });
    const after = status({ host: { ...storedOf(hostOf('alpha')), status: held } });
    expect(after.blocks).toBeUndefined();
    expect(findCondition(after.conditions, 'Blocked')).toMatchObject({ status: 'False' });
    expect(findCondition(status().conditions, 'Blocked')).toBeUndefined();
  });

  test('what enrolment wrote stays', () => {
    const condition = {
      type: 'Attested',
      status: 'True',
      reason: 'x',
      message: '',
      lastTransitionTime: '2026-01-01T00:00:00Z',
    } as const;
    const host = {
      ...storedOf(hostOf('alpha')),
      status: { identityEpoch: 9, conditions: [condition] },
    };
    expect(status({ host, identity: undefined })).toMatchObject({ identityEpoch: 9 });
    expect(status({ host }).conditions).toContainEqual(condition);
  });

  test.for([
    { given: 'connected and proven', change: {}, said: ['True Connected', 'True InSync'] },
    {
      given: 'a credential failed',
      change: { rows: [failedRowOf('u1')] },
      said: ['True Connected', 'False UnitUnhealthy'],
    },
    {
      given: 'one under way',
      change: { rows: [rowOf('u1', { state: 'Sealed' })] },
      said: ['True Connected', 'False Applying'],
    },
    {
      given: 'changed by hand, or opens no more',
      change: { rows: [rowOf('u1', { code: 'DRIFT_DETECTED', message: 'was changed' })] },
      said: ['True Connected', 'False DriftDetected'],
    },
    {
      given: 'gone',
      change: { isConnected: false },
      said: ['False HeartbeatMissed', 'Unknown HostOffline'],
    },
    {
      given: 'never there',
      change: { isConnected: false, presence: undefined },
      said: ['False NeverSeen', 'Unknown HostOffline'],
    },
  ])('$given: $said', ({ change, said }) => {
    expect([says(change, 'Connected'), says(change, 'CredentialsInSync')]).toEqual(said);
  });

  const attestation = { hostUid: 'u1', timeMs: NOW_MS, bootId: 'b', values: new Map([[7, 'aa']]) };
  const quoted = { kind: 'quoted', timeMs: NOW_MS, values: attestation.values } as const;
  const failed = { kind: 'failed', fault: 'NoAnswer', message: 'silent' } as const;
  const session = { bootId: 'b', isOpen: false };
  test.for<readonly [string, Partial<HostStatusInput>, string]>([
    ['never asked', { evidence: session }, 'undefined undefined'],
    ['genuine', { attestation, evidence: { ...session, answer: quoted } }, 'True Quoted'],
    ['not genuine', { evidence: { ...session, answer: failed } }, 'False AttestationFailed'],
    ['of an earlier session', { attestation, evidence: session }, 'Unknown NotAsked'],
    ['of a host that is away', { attestation, isConnected: false }, 'Unknown HostOffline'],
  ])('a quote that is %s', ([, change, said]) => {
    expect(says(change, 'Attested')).toBe(said);
  });

  test('the last quote is shown', () => {
    expect(status({ attestation }).attestation).toEqual({
      time: '2023-11-14T22:13:20Z',
      bootID: 'b',
      pcrs: [{ index: 7, sha256: 'aa' }],
    });
  });

  test('the quote of a later enrolment is kept', () => {
    const enrolled = { time: '2030-01-01T00:00:00Z', bootID: 'c', pcrs: [] };
    const host = { ...storedOf(hostOf('alpha')), status: { attestation: enrolled } };
    expect(status({ host, attestation }).attestation).toEqual(enrolled);
  });

  test('just after a start a host that has not come back yet is not called away', () => {
    const change = { isConnected: false, presence: undefined, isSettling: true };
    expect(status(change).conditions).toEqual([]);
  });
});

describe('Events', () => {
  const condition = (
    type: string,
    status: ConditionStatus,
    reason = status as string,
  ): Condition => ({
    type,
    status,
    reason,
    message: 'because',
    lastTransitionTime: '2026-01-01T00:00:00Z',
  });
  const object = storedOf(hostOf('alpha'));
  const told = (
    before: Condition | undefined,
    after: Condition,
    kind: 'HostCredential' | 'CredentialRollout',
  ) =>
    eventsOf({ kind, object, before: before === undefined ? undefined : [before], after: [after] })
      .length > 0;

  test.for([
    { given: 'becomes ready', before: 'False', after: 'True', isTold: true },
    { given: 'stays ready', before: 'True', after: 'True', isTold: false },
    { given: 'is no longer ready', before: 'True', after: 'False', isTold: true },
    { given: 'is not ready at first', before: undefined, after: 'False', isTold: true },
  ] as const)('a HostCredential that $given: told $isTold', ({ before, after, isTold }) => {
    const old = before === undefined ? undefined : condition('Ready', before);
    expect(told(old, condition('Ready', after), 'HostCredential')).toBe(isTold);
  });

  test('another reason for the same trouble is news', () => {
    const [one, two] = ['SecretNotFound', 'KeyNotFound'].map((reason) =>
      condition('SourceResolved', 'False', reason),
    );
    expect(told(one, two!, 'HostCredential')).toBe(true);
  });

  test('a rollout that has not succeeded yet is no news', () => {
    expect(told(undefined, condition('Succeeded', 'False'), 'CredentialRollout')).toBe(false);
    expect(
      told(condition('Succeeded', 'False'), condition('Succeeded', 'True'), 'CredentialRollout'),
    ).toBe(true);
  });

  test('trouble is a Warning, on the object it is about', () => {
    expect(isWarning('HostCredential', condition('Ready', 'True'))).toBe(false);
    const event = coreEvent({
      kind: 'Host',
      object,
      before: undefined,
      after: [],
      condition: condition('Connected', 'False', 'HeartbeatMissed'),
      nowMs: NOW_MS,
      suffix: 'ab',
    });
    expect(event).toMatchObject({
      metadata: { name: 'alpha.ab', namespace: 'default' },
      involvedObject: { kind: 'Host', name: 'alpha' },
      type: 'Warning',
      reason: 'HeartbeatMissed',
      message: 'because',
    });
  });
});
