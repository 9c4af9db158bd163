/**
 * Why a host is not on the version: root cause first, with the next command.
 * @module
 */
import { expect, test } from 'vitest';
import { explain, type ExplainInput } from '#controller/query/explain.ts';
import { hostOf, storedOf } from '#test/gen/objects.ts';
import type { ReleaseGate } from '#src/rollout/release-gate.ts';
import { failedRowOf, rowOf, targetHostOf } from '#test/gen/rollout.ts';
import { settledSituation, situationOf } from '#test/gen/situation.ts';

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

const behind = rowOf('h1', { targetVersion: 1, runningVersion: 1 });

function gated(gate: Partial<ReleaseGate>, rows = [behind]) {
  const base = { kind: 'refused', reason: 'AttestationMismatch', what: 'PCR 7' } as const;
  const whole = { ...base, policies: ['db'], message: 'PCR 7 is bb…', askAtMs: 0, ...gate };
  const hosts = [targetHostOf('h1', { gate: whole })];
  return situationOf({ rows, targeting: { matched: 1, hosts, unenrolled: [], denied: [] } });
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
  ['its turn has not come', situationOf({ rows: [behind] }), 'its turn has not come', undefined],
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
