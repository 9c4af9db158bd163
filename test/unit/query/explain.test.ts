/**
 * Why a host is not on the version: root cause first, with the next command.
 * @module
 */
import { expect, test } from 'vitest';
import { explain, type ExplainInput } from '#controller/query/explain.ts';
import { hostOf, storedOf } from '#test/gen/objects.ts';
import type { ReleaseGate } from '#src/rollout/release-gate.ts';
import {
  failedRowOf,
  hostsOf,
  policyOf,
  recordOf,
  rowOf,
  targetHostOf,
} from '#test/gen/rollout.ts';
import { gatheredOf, settledSituation, situationOf, versionOf } from '#test/gen/situation.ts';

const host = storedOf(hostOf('h1'), { uid: 'h1' });

function explained(change: Partial<ExplainInput> = {}) {
  return explain({
    request: { namespace: 'payments', credential: 'db', host: 'h1' },
    host,
    isConnected: true,
    isEnrolled: true,
    source: { kind: 'resolved' },
    ...settledSituation(),
    ...change,
  });
}

test('a host on the version: nothing to explain', () => {
  expect(explained()).toMatchObject({
    verdict: 'h1 runs version 2 of payments/db, proven since 2023-11-14T22:13:19Z',
    causes: [],
    state: { hostUid: 'h1' },
  });
});

test('a host that has it for its next boot: said, and nothing to do', () => {
  const rows = [rowOf('h1', { state: 'Staged' })];
  expect(explained(settledSituation({ rows }))).toMatchObject({
    verdict: 'h1 has version 2 of payments/db for its next boot, since 2023-11-14T22:13:19Z',
    causes: [],
  });
});

const behind = rowOf('h1', { targetVersion: 1, runningVersion: 1 });

function gated(gate: Partial<ReleaseGate>, rows = [behind]) {
  const base = { kind: 'refused', reason: 'AttestationMismatch', what: 'PCR 7' } as const;
  const whole = { ...base, policies: ['db'], message: 'PCR 7 is bb…', askAtMs: 0, ...gate };
  const hosts = [targetHostOf('h1', { gate: whole })];
  const targeting = { matched: 1, hosts, unenrolled: [], denied: [] };
  return situationOf({ rows, targeting, rollouts: [gatheredOf(2, { hosts })] });
}
const STEP = { name: 'all', target: '100%', pauseMs: 0, approval: 'None' } as const;
/** NOW_MS is a Tuesday evening. */
const TOMORROW = { weekdays: [3], startMinute: 60, durationMs: 3_600_000, timeZone: 'UTC' };
const freeze = {
  name: 'holidays',
  fromMs: 0,
  untilMs: Date.parse('2023-11-20T00:00:00Z'),
  spec: { reason: 'holidays', endTime: '2023-11-20T00:00:00Z' },
};
const plain = versionOf(2);
const restored = { ...plain, spec: { ...plain.spec, restores: { number: 1, rolloutName: 'r' } } };

/** Version 2 is under way, h1 has version 1. */
function rolling(
  change: Parameters<typeof gatheredOf>[1],
  rows = [behind],
  spec: Parameters<typeof gatheredOf>[2] = {},
) {
  return situationOf({ rows, rollouts: [gatheredOf(2, change, spec)] });
}

const cases: readonly [
  given: string,
  change: Partial<ExplainInput>,
  cause: string,
  next: string | undefined,
][] = [
  [
    'its labels are others',
    { host: storedOf(hostOf('h1', {}), { uid: 'h1' }), ...situationOf({ rows: [] }) },
    'do not match spec.targets',
    'kubectl get host h1 --show-labels',
  ],
  [
    'nobody approved it',
    { host: { ...host, spec: { approval: 'Pending' } }, ...situationOf({ rows: [] }) },
    'approval is Pending',
    'credfleet hosts approve h1',
  ],
  [
    'it is revoked',
    {
      host: { ...host, spec: { approval: 'Approved', revoked: true } },
      ...situationOf({ rows: [] }),
    },
    'is revoked',
    undefined,
  ],
  [
    'two machines had its certificate',
    {
      host: {
        ...host,
        status: {
          blocks: [
            { id: 'b', kind: 'ClonedDisk', since: '2026-01-01T00:00:00Z', message: 'two answer' },
          ],
        },
      },
      ...situationOf({ rows: [] }),
    },
    'ClonedDisk: two answer',
    'credfleet hosts resume h1',
  ],
  [
    'it was installed anew',
    {
      host: { ...host, status: { pendingInstallation: 'ab'.repeat(32) } },
      ...situationOf({ rows: [] }),
    },
    'installed anew',
    'credfleet hosts approve h1',
  ],
  [
    'it never enrolled',
    { isEnrolled: false, ...situationOf({ rows: [] }) },
    'no agent has enrolled',
    'credfleet hosts token create h1',
  ],
  [
    'its TPM showed something else',
    gated({}),
    'AttestationMismatch: PCR 7 is bb…',
    'credfleet hosts attestation h1',
  ],
  [
    'its TPM is in lockout',
    gated({ reason: 'TPMLockedOut', message: 'its TPM is in lockout: 3 of 3', policies: [] }),
    'TPMLockedOut: its TPM is in lockout: 3 of 3',
    'tpm2_dictionarylockout --clear-lockout (on the host, as the owner of its TPM)',
  ],
  [
    'its quote was not genuine',
    gated({ reason: 'AttestationFailed', message: 'SignatureWrong' }),
    'AttestationFailed: SignatureWrong',
    'credfleet audit --host h1 --type host.attestationRefused',
  ],
  [
    'no policy allows it',
    situationOf({
      rows: [],
      targeting: {
        matched: 1,
        hosts: [],
        unenrolled: [],
        denied: [{ host: 'h1', reason: 'NoAccessPolicy', message: 'none' }],
      },
    }),
    'NoAccessPolicy: none',
    'kubectl get hostaccesspolicies -o yaml',
  ],
  [
    'the version failed here',
    situationOf({ rows: [failedRowOf('h1')] }),
    'version 2 failed here: UnitUnhealthy: it exited; it put version 1 back by itself',
    'credfleet audit --credential payments/db --host h1',
  ],
  [
    'it is away',
    { isConnected: false, ...situationOf({ rows: [behind] }) },
    'it is away',
    'systemctl status credfleet-agent (on the host)',
  ],
  [
    'it is paused',
    {
      host: { ...host, spec: { approval: 'Approved', paused: true } },
      ...situationOf({ rows: [behind] }),
    },
    'the host is paused',
    undefined,
  ],
  [
    'its step comes later',
    rolling({
      policy: policyOf({ steps: [{ ...STEP, name: 'canary', target: 1 }, STEP] }),
      hosts: hostsOf(2).toReversed(),
    }),
    'its turn has not come: comes after step canary',
    'credfleet plan payments/db',
  ],
  [
    'no window is open',
    rolling({ policy: policyOf({ windows: [TOMORROW] }) }),
    'its turn has not come: no window of the policy is open; the next opens at 2023-11-15T01:00:00Z',
    'credfleet plan payments/db',
  ],
  [
    'a freeze is on',
    { ...situationOf({ rows: [behind], freezes: [freeze] }) },
    'Frozen: ChangeFreeze holidays keeps changes from it until 2023-11-20T00:00:00Z: holidays',
    'credfleet unfreeze holidays',
  ],
  [
    'the budget of its group is used up',
    rolling(
      {
        hosts: ['h1', 'h2'].map((uid) => targetHostOf(uid, { labels: { rack: 'a' } })),
        policy: policyOf({
          maxUnavailable: 2,
          groupBudgets: [{ groupBy: ['rack'], kind: 'maxUnavailable', limit: 1 }],
        }),
      },
      [behind, rowOf('h2', { state: 'Soaking', runningVersion: 1 })],
    ),
    'its turn has not come: maxUnavailable of rack=a is used up',
    'credfleet plan payments/db',
  ],
  [
    'nothing moved for too long',
    rolling({ record: recordOf({ stalledGeneration: 1, message: 'nothing moved for 3600 s' }) }),
    'rollout db-v2-a1 is Paused (ProgressDeadlineExceeded): nothing moved for 3600 s',
    'credfleet rollout resume payments/db',
  ],
  [
    'another rollout ends first',
    rolling({
      blocked: { state: 'Planned', reason: 'Queued', message: 'rollout db-v1-a1 is under way' },
    }),
    'rollout db-v2-a1 is Planned (Queued): rollout db-v1-a1 is under way',
    'credfleet plan payments/db',
  ],
  [
    'somebody has to approve',
    rolling(
      {
        hosts: hostsOf(2).toReversed(),
        policy: policyOf({
          steps: [{ ...STEP, name: 'canary', target: 1, approval: 'Required' }, STEP],
        }),
      },
      [behind, rowOf('h2')],
    ),
    'rollout db-v2-a1 is Paused (AwaitingApproval): step canary is done and must be approved',
    'credfleet rollout approve payments/db',
  ],
  [
    'somebody paused it',
    rolling({}, [behind], { desiredState: 'Paused' }),
    'rollout db-v2-a1 is Paused (ByUser)',
    'credfleet rollout resume payments/db',
  ],
  [
    'it was aborted',
    rolling({}, [behind], { desiredState: 'Aborted' }),
    'rollout db-v2-a1 is Aborted (Aborted)',
    'credfleet rollout retry payments/db',
  ],
  [
    'the fleet is going back',
    rolling({ version: restored }, [behind]),
    'the fleet is going back: rollout db-v2-a1 brings the content of version 1 back',
    'credfleet plan payments/db',
  ],
  ['it is next', rolling({}), 'it is sent to next', 'credfleet plan payments/db'],
  [
    'it is under way',
    situationOf({ rows: [rowOf('h1', { state: 'Sealed', runningVersion: 1 })] }),
    'version 2 is Sealed since',
    undefined,
  ],
  [
    'the source is missing',
    {
      source: { kind: 'unresolved', reason: 'SecretNotFound', message: 'gone' },
      ...situationOf({ rows: [behind] }),
    },
    'SecretNotFound: gone',
    undefined,
  ],
];
const titled = cases.map(([given, change, cause, next]) => ({
  given,
  change,
  cause,
  next: next === undefined ? [] : [next],
}));
test.for(titled)('$given: $cause', ({ change, cause, next }) => {
  const { causes, next: commands } = explained(change);
  expect(causes[0]).toContain(cause);
  expect(commands).toEqual(expect.arrayContaining(next));
});

test('a failure elsewhere that paused the rollout is named with its host', () => {
  const { verdict, causes } = explained(situationOf({ rows: [behind, failedRowOf('h2')] }));
  expect(verdict).toBe('h1 holds version 1 of payments/db, not version 2');
  expect(causes).toEqual([
    'rollout db-v2-a1 is Paused (FailureBudgetExceeded): 1 failed, 0 may: h2: UnitUnhealthy: it exited',
  ]);
});

test('the failure on the host itself comes before the pause that followed', () => {
  const { causes } = explained(situationOf({ rows: [failedRowOf('h1')] }));
  expect(causes.map((cause) => cause.split(' ')[0])).toEqual(['version', 'rollout']);
});

test('what does not exist is said', () => {
  expect(explained({ host: undefined }).verdict).toBe('Host h1 does not exist');
  const { situation: _none, decision: _no, ...input } = settledSituation();
  const gone = explain({
    ...input,
    request: { namespace: 'payments', credential: 'db', host: 'h1' },
    host,
    isConnected: true,
    isEnrolled: true,
    source: undefined,
  });
  expect(gone.verdict).toBe('HostCredential payments/db does not exist');
});

test('a Host made for one TPM is admitted by that', () => {
  const made = { ...host, spec: { ekHash: 'a'.repeat(64) } };
  expect(explained({ host: made }).causes).toEqual([]);
});

test('the policy to edit is named; a host that has not been asked yet just waits', () => {
  expect(explained(gated({ policies: ['db', 'new'] })).next).toEqual([
    'credfleet hosts attestation h1',
    'kubectl edit hostaccesspolicy db',
    'kubectl edit hostaccesspolicy new',
  ]);
  const pending = gated({ kind: 'ask', reason: 'AttestationPending', message: 'db demands it' });
  expect(explained(pending).causes).toContain('AttestationPending: db demands it');
});

test('what it would have to show means nothing while it is away, or on the version', () => {
  expect(explained({ ...gated({}), isConnected: false }).causes.join()).not.toContain('Attest');
  expect(explained(gated({}, [rowOf('h1')])).causes).toEqual([]);
});

const reseal = gatheredOf(2, {}, { type: 'Reseal' }).object;
const asking = {
  request: 2_000,
  object: {
    ...reseal,
    metadata: {
      ...reseal.metadata,
      name: 'db-v2-reseal-1',
    },
  },
  isOver: true,
};

test.for<[given: string, input: Partial<ExplainInput>, said: object]>([
  [
    'that can be asked',
    settledSituation({ reseals: [asking] }),
    {
      causes: ['its seal is older than rollout db-v2-reseal-1 asks for'],
      next: ['credfleet plan payments/db'],
    },
  ],
  [
    'whose agent is too old',
    settledSituation({ reseals: [asking], knowsReseal: () => false }),
    {
      causes: [
        'its seal is older than rollout db-v2-reseal-1 asks for, and its agent is too old for that: update it',
      ],
    },
  ],
])('a host on the version, in an older seal, %s', ([, input, said]) => {
  const reply = explained(input);
  expect(reply).toMatchObject(said);
  expect(reply.verdict).toContain('h1 runs version 2 of payments/db');
});

test('a host that has sealed it again: nothing to explain', () => {
  const rows = [rowOf('h1', { sealRequest: asking.request })];
  expect(explained(settledSituation({ rows, reseals: [asking] })).causes).toEqual([]);
});
