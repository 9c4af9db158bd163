/**
 * Rollouts in which hosts have to show their PCRs first: who is sent, who is asked, who is passed over.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { planCatchUp, passedOverBehind } from '#src/rollout/catch-up.ts';
import { gatePlan } from '#src/rollout/gate-plan.ts';
import type { TargetHost } from '#src/rollout/next-step.ts';
import { planRollout } from '#src/rollout/plan.ts';
import type { ReleaseGate } from '#src/rollout/release-gate.ts';
import { planInputOf, policyOf, recordOf, rowOf, targetHostOf } from '#test/gen/rollout.ts';

const common = { policies: ['db'], askAtMs: 0, message: 'because' };
const ask: ReleaseGate = { ...common, kind: 'ask', reason: 'AttestationPending', what: '' };
const refused: ReleaseGate = {
  ...common,
  kind: 'refused',
  reason: 'AttestationMismatch',
  what: 'PCR 7',
};
const locked: ReleaseGate = {
  kind: 'refused',
  reason: 'TPMLockedOut',
  what: '',
  policies: [],
  message: 'its TPM is in lockout',
};
const hostsWith = (...gates: readonly (ReleaseGate | undefined)[]): readonly TargetHost[] =>
  gates.map((gate, at) => targetHostOf(`h${at + 1}`, gate === undefined ? {} : { gate }));

function planned(change: Parameters<typeof planInputOf>[0]) {
  const input = planInputOf(change);
  return gatePlan(input, planRollout(input));
}
const uids = (hosts: readonly TargetHost[]) => hosts.map(({ hostUid }) => hostUid);

describe('a host that has to show something first', () => {
  const policy = policyOf({ maxUnavailable: 2 });

  test('is asked in its turn, and keeps its place in the budget meanwhile', () => {
    const plan = planned({ hosts: hostsWith(ask, undefined, undefined), policy });
    expect([uids(plan.ask), uids(plan.dispatch)]).toEqual([['h1'], ['h2']]);
  });

  test('is not asked before its turn', () => {
    const plan = planned({ hosts: hostsWith(undefined, undefined, ask), policy });
    expect(uids(plan.ask)).toEqual([]);
  });

  test('is what a rollout says it waits for when nobody else is sent to', () => {
    const plan = planned({ hosts: hostsWith(ask, ask, undefined), policy });
    expect(plan).toMatchObject({
      state: 'Progressing',
      reason: 'AttestationPending',
      waitingFor: 'attestation of h1, h2',
      dispatch: [],
    });
  });
});

describe('a host that showed something else', () => {
  test('is passed over: the next ones take its place, and nobody waits for it', () => {
    const policy = policyOf({
      steps: [
        { name: 'one', target: 1, pauseMs: 0, approval: 'None' },
        { name: 'all', target: '100%', pauseMs: 0, approval: 'None' },
      ],
    });
    const hosts = hostsWith(refused, undefined, undefined);
    expect(uids(planned({ hosts, policy }).dispatch)).toEqual(['h2']);
    const rows = [rowOf('h2'), rowOf('h3')];
    const record = recordOf({ stepsDone: 1 });
    expect(planned({ hosts, policy, rows, record })).toMatchObject({
      state: 'Succeeded',
      waitingFor: 'h1: AttestationMismatch PCR 7',
      hosts: { pending: 1, healthy: 2, failed: 0 },
      passedOver: [{ hostUid: 'h1' }],
    });
  });

  test('disrupts nobody: it takes no room in maxUnavailable', () => {
    const policy = policyOf({ maxUnavailable: 1 });
    expect(uids(planned({ hosts: hostsWith(refused, undefined), policy }).dispatch)).toEqual([
      'h2',
    ]);
  });

  test('still finishes what it was sent before', () => {
    const rows = [rowOf('h1', { state: 'Soaking', runningVersion: 1 })];
    const plan = planned({ hosts: hostsWith(refused), rows });
    expect(plan).toMatchObject({ reason: 'Soaking', passedOver: [] });
  });

  test('ends no rollout when so many did that the list may be wrong', () => {
    const policy = policyOf({ minConnectedPercent: 80 });
    const rows = [rowOf('h1')];
    const hosts = hostsWith(undefined, refused, refused);
    expect(planned({ hosts, policy, rows, record: recordOf() })).toMatchObject({
      state: 'Progressing',
      reason: 'Unattested',
      waitingFor: 'h2, h3: AttestationMismatch PCR 7',
    });
  });

  test('is no failure when all of them did', () => {
    expect(planned({ hosts: hostsWith(refused, refused) })).toMatchObject({
      state: 'Planned',
      message: expect.stringContaining('h1, h2: AttestationMismatch PCR 7'),
      waitingFor: expect.stringContaining('h1, h2: AttestationMismatch PCR 7'),
    });
    expect(planned({ hosts: hostsWith(refused), record: recordOf() })).toMatchObject({
      state: 'Progressing',
      reason: 'Unattested',
    });
  });

  test('is not told of in a rollout that was paused or is over otherwise', () => {
    const hosts = hostsWith(refused, undefined);
    const plan = planned({ hosts, rollout: { desiredState: 'Paused' } });
    expect(plan.waitingFor).toBe('resume');
  });

  test('is away first, when it is away', () => {
    const hosts = [targetHostOf('h1', { connected: false, gate: refused }), targetHostOf('h2')];
    expect(planned({ hosts }).passedOver).toEqual([]);
  });
});

describe('a host whose TPM is in lockout', () => {
  test('is passed over: it disrupts nobody, is no failure, and nobody waits for it', () => {
    const hosts = hostsWith(locked, undefined, undefined);
    const policy = policyOf({ maxUnavailable: 1 });
    expect(uids(planned({ hosts, policy }).dispatch)).toEqual(['h2']);
    const rows = [rowOf('h2'), rowOf('h3')];
    expect(planned({ hosts, rows, record: recordOf({ stepsDone: 1 }) })).toMatchObject({
      state: 'Succeeded',
      waitingFor: 'h1: TPMLockedOut',
      hosts: { pending: 1, healthy: 2, failed: 0 },
    });
  });

  test('that refused the version for it waits; when that is over it is sent to again', () => {
    const putOff = rowOf('h1', { state: 'Failed', code: 'TPM_LOCKED_OUT', runningVersion: 1 });
    const rows = [putOff, rowOf('h2')];
    const input = { rows, record: recordOf(), policy: policyOf({ maxFailures: 0 }) };
    const waiting = planned({ ...input, hosts: hostsWith(locked, undefined) });
    expect(waiting).toMatchObject({ passedOver: [{ hostUid: 'h1' }], failures: [] });
    const over = planned({ ...input, hosts: hostsWith(undefined, undefined) });
    expect(uids(over.dispatch)).toEqual(['h1']);
  });

  test('ends no rollout when so many are that the power may have failed everywhere', () => {
    const hosts = hostsWith(undefined, locked, locked);
    const policy = policyOf({ minConnectedPercent: 80 });
    expect(planned({ hosts, policy, rows: [rowOf('h1')], record: recordOf() })).toMatchObject({
      state: 'Progressing',
      reason: 'TPMLockedOut',
      message: 'the TPM is locked out: h2, h3',
      waitingFor: 'h2, h3: TPMLockedOut',
    });
  });
});

test('catching up takes who may, asks who has to be, and passes over who was refused', () => {
  const input = {
    stableVersion: 2,
    hosts: hostsWith(refused, ask, undefined),
    rows: new Map(),
    taken: new Set<string>(),
    disruptedElsewhere: new Set<string>(),
    policy: policyOf({ maxUnavailable: 3 }),
  };
  expect(uids(planCatchUp(input))).toEqual(['h2', 'h3']);
  expect(uids(passedOverBehind(input))).toEqual(['h1']);
  const rows = new Map([['h1', rowOf('h1')]]);
  expect(passedOverBehind({ ...input, rows })).toEqual([]);
});
