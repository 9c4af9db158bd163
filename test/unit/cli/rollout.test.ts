/**
 * An operator's verbs: what each writes, and when it makes no sense.
 * @module
 */
import { describe, expect, test } from 'vitest';
import type { CredentialVersion } from '#src/api/credential.ts';
import type { CredentialRollout, CredentialRolloutSpec } from '#src/api/rollout.ts';
import { decideVerb, type Verb } from '#src/cli/rollout/decide-verb.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { FakeCli } from '#test/fakes/fake-cli.ts';

const apiVersion = 'credfleet.dev/v1alpha1';
const ROLLOUTS = `/apis/${apiVersion}/namespaces/payments/credentialrollouts`;
const VERSIONS = `/apis/${apiVersion}/namespaces/payments/credentialversions`;

function rollout(
  name: string,
  spec: Partial<CredentialRolloutSpec> = {},
  status: CredentialRollout['status'] = { state: 'Progressing' },
): CredentialRollout {
  return {
    apiVersion,
    kind: 'CredentialRollout',
    metadata: {
      name,
      namespace: 'payments',
      resourceVersion: '7',
      creationTimestamp: '2026-11-22T12:00:00Z',
    },
    spec: { hostCredentialName: 'db', versionName: 'db-v2', type: 'Update', ...spec },
    status,
  };
}

function pausedFor(reason: string, more: CredentialRollout['status'] = {}): CredentialRollout {
  const conditions = [
    { type: 'Paused', status: 'True' as const, reason, message: '', lastTransitionTime: '' },
  ];
  return rollout('db-v2-a1', {}, { state: 'Paused', conditions, ...more });
}

const STEPS = ['canary', 'half', 'all'].map((name) => {
  return { name, planned: 1, updated: 0, healthy: 0, failed: 0 };
});
const inStep = (currentStep: number) => ({ steps: STEPS, currentStep });
const promote: Verb = { kind: 'promote', full: false };
const approve: Verb = { kind: 'approve', user: 'ada' };

const writes: readonly [string, CredentialRollout, Verb, readonly object[]][] = [
  ['pause', rollout('r'), { kind: 'pause' }, [{ desiredState: 'Paused' }]],
  [
    'resume what a person paused',
    rollout('r', { desiredState: 'Paused' }, { state: 'Paused' }),
    { kind: 'resume' },
    [{ desiredState: 'Running' }],
  ],
  [
    'resume what nothing moved',
    pausedFor('ProgressDeadlineExceeded'),
    { kind: 'resume' },
    [{ desiredState: 'Paused' }, { desiredState: 'Running' }],
  ],
  ['promote one step', pausedFor('ByPolicy', inStep(0)), promote, [{ promotedStep: 1 }]],
  [
    'promote all steps',
    pausedFor('ByPolicy', inStep(0)),
    { kind: 'promote', full: true },
    [{ promotedStep: 3 }],
  ],
  [
    'approve the step that waits',
    pausedFor('AwaitingApproval', inStep(1)),
    approve,
    [{ approvals: [{ step: 'half', user: 'ada' }] }],
  ],
  [
    'abort and go back',
    rollout('r'),
    { kind: 'abort', keep: false },
    [{ desiredState: 'Aborted', abortAction: 'Rollback' }],
  ],
  [
    'abort and keep',
    rollout('r'),
    { kind: 'abort', keep: true },
    [{ desiredState: 'Aborted', abortAction: 'Keep' }],
  ],
];
test.for(writes)('%s', ([, object, verb, specs]) => {
  expect(decideVerb(object, verb)).toEqual({ kind: 'write', specs });
});

const others: readonly [string, CredentialRollout, Verb, 'nothing' | 'refuse', string][] = [
  [
    'pause what is paused',
    rollout('r', { desiredState: 'Paused' }),
    { kind: 'pause' },
    'nothing',
    'it is paused',
  ],
  ['resume what runs', rollout('r'), { kind: 'resume' }, 'nothing', 'it is not paused'],
  [
    'resume what waits for an approval',
    pausedFor('AwaitingApproval'),
    { kind: 'resume' },
    'refuse',
    'rollout approve',
  ],
  ['resume a timed pause', pausedFor('ByPolicy'), { kind: 'resume' }, 'refuse', 'rollout promote'],
  [
    'resume after failures',
    pausedFor('FailureBudgetExceeded', { waitingFor: 'retry, rollback or a newer version' }),
    { kind: 'resume' },
    'refuse',
    'retry, rollback or a newer version',
  ],
  [
    'pause what is over',
    rollout('r', {}, { state: 'Succeeded' }),
    { kind: 'pause' },
    'refuse',
    'rollout retry',
  ],
  [
    'abort what is aborted',
    rollout('r', { desiredState: 'Aborted' }, { state: 'Aborted' }),
    { kind: 'abort', keep: false },
    'nothing',
    'aborted',
  ],
  ['promote before it started', rollout('r'), promote, 'refuse', 'not started'],
  [
    'promote again',
    rollout('r', { promotedStep: 1 }, { state: 'Paused', ...inStep(0) }),
    promote,
    'nothing',
    'promoted',
  ],
  [
    'approve twice',
    rollout('r', { approvals: [{ step: 'canary', user: 'ada' }] }, { ...inStep(0) }),
    approve,
    'nothing',
    'ada has approved',
  ],
  [
    'approve a step that is not there',
    rollout('r', {}, { ...inStep(0) }),
    { ...approve, step: 'last' },
    'refuse',
    'only canary, half, all',
  ],
];
test.for(others)('%s: %s', ([, object, verb, kind, why]) => {
  const decision = decideVerb(object, verb);
  expect(decision.kind).toBe(kind);
  expect(decision).toMatchObject({ why: expect.stringContaining(why) });
});

describe('on the API', () => {
  test('the newest rollout is meant, and is written only as it was read', async () => {
    const cli = new FakeCli();
    const older = rollout('db-v1-a1', { versionName: 'db-v1' }, { state: 'Succeeded' });
    cli.api.on(`GET ${ROLLOUTS}`, { items: [rollout('db-v2-a1'), older] });
    cli.api.on(`PATCH ${ROLLOUTS}/db-v2-a1`, {});
    const run = await cli.run('rollout', 'pause', 'payments/db');
    expect(run.out).toBe('credentialrollout.credfleet.dev/db-v2-a1 paused');
    expect(cli.api.writes.map(({ body }) => body)).toEqual([
      { metadata: { resourceVersion: '7' }, spec: { desiredState: 'Paused' } },
    ]);
  });

  test('somebody else was faster: it is read and decided again', async () => {
    const cli = new FakeCli();
    cli.api.on(`GET ${ROLLOUTS}`, { items: [rollout('db-v2-a1')] });
    let conflicts = 2;
    cli.api.on(`PATCH ${ROLLOUTS}/db-v2-a1`, () => {
      conflicts -= 1;
      if (conflicts >= 0) throw new CredfleetError('OBJECT_CONFLICT', 'changed');
      return {};
    });
    expect((await cli.run('rollout', 'abort', 'payments/db')).exitCode).toBe(0);
    expect(cli.api.writes).toHaveLength(3);
  });

  test('an approval carries the name that the API knows', async () => {
    const cli = new FakeCli();
    cli.api.on(`GET ${ROLLOUTS}`, { items: [pausedFor('AwaitingApproval', inStep(0))] });
    cli.api.on(`PATCH ${ROLLOUTS}/db-v2-a1`, {});
    cli.api.on('POST /apis/authentication.k8s.io/v1/selfsubjectreviews', {
      status: { userInfo: { username: 'ada' } },
    });
    const run = await cli.run('rollout', 'approve', 'payments/db', '--comment', 'looks good');
    expect(run.exitCode).toBe(0);
    expect(cli.api.writes.at(-1)?.body).toMatchObject({
      spec: { approvals: [{ step: 'canary', user: 'ada', comment: 'looks good' }] },
    });
  });

  test('a verb that makes no sense says which does', async () => {
    const cli = new FakeCli();
    cli.api.on(`GET ${ROLLOUTS}`, { items: [pausedFor('AwaitingApproval')] });
    const run = await cli.run('rollout', 'resume', 'payments/db');
    expect(run.exitCode).toBe(1);
    expect(run.err).toContain('credfleet rollout approve');
    expect(run.err).toContain('[VERB_REFUSED]');
  });

  test('a retry is one attempt more of the same version', async () => {
    const cli = new FakeCli();
    const second = rollout('db-v2-a2', { attempt: 2 }, { state: 'Paused' });
    cli.api.on(`GET ${ROLLOUTS}`, { items: [rollout('db-v2-a1'), second] });
    cli.api.on(`POST ${ROLLOUTS}`, {});
    await cli.run('rollout', 'retry', 'payments/db');
    expect(cli.api.writes[0]?.body).toMatchObject({
      metadata: { name: 'db-v2-a3', namespace: 'payments' },
      spec: { versionName: 'db-v2', type: 'Update', attempt: 3 },
    });
  });

  const versions = [
    version(1, 'Superseded'),
    version(2, 'Rejected'),
    version(3, 'Stable'),
    version(4, 'Candidate'),
  ];

  test.for([
    [[], 'db-v3'],
    [['--to', '1'], 'db-v1'],
    [['--to', 'db-v2'], 'db-v2'],
  ] as const)('rollback %j goes back to %s', async ([args, versionName]) => {
    const cli = new FakeCli();
    const current = rollout('db-v4-a1', { versionName: 'db-v4' });
    cli.api.on(`GET ${ROLLOUTS}`, { items: [current] });
    cli.api.on(`GET ${VERSIONS}`, { items: versions });
    cli.api.on(`POST ${ROLLOUTS}`, {});
    await cli.run('rollout', 'rollback', 'payments/db', ...args);
    expect(cli.api.writes[0]?.body).toMatchObject({
      metadata: { name: `${versionName}-rollback-1` },
      spec: { versionName, type: 'Rollback' },
    });
  });

  test('with nothing to go back to it says so', async () => {
    const cli = new FakeCli();
    cli.api.on(`GET ${ROLLOUTS}`, { items: [rollout('db-v1-a1', { versionName: 'db-v1' })] });
    cli.api.on(`GET ${VERSIONS}`, { items: [version(1, 'Stable')] });
    const run = await cli.run('rollout', 'rollback', 'payments/db');
    expect(run.err).toContain('db has no proven version before this one');
  });
});

function version(number: number, state: string): CredentialVersion {
  return {
    apiVersion,
    kind: 'CredentialVersion',
    metadata: { name: `db-v${number}`, namespace: 'payments' },
    spec: { hostCredentialName: 'db', number },
    status: { state },
  } as unknown as CredentialVersion;
}
