/**
 * The chart's policy about approvals says what the embedded API's own rule says: the same cases, its CEL evaluated. No
 * API server of the tests has ValidatingAdmissionPolicies.
 * @module
 */
import { Environment } from '@marcbachmann/cel-js';
import { expect, test } from 'vitest';
import { approvalProblems } from '#controller/apiserver/kind-rules.ts';
import type { ApiDocument } from '#src/api/document.ts';
import { only, renderChart } from './helm.ts';

type Policy = {
  readonly variables: readonly { readonly name: string; readonly expression: string }[];
  readonly validations: readonly { readonly expression: string }[];
};

const ADA = { step: 'canary', user: 'ada' };
const BOB = { step: 'canary', user: 'bob' };

const cases = [
  { given: 'no approvals at all', old: undefined, now: undefined },
  { given: 'a new rollout that bob has approved', old: undefined, now: [BOB] },
  { given: 'ada adds her own', old: [], now: [ADA] },
  { given: 'ada adds one as bob', old: [ADA], now: [ADA, BOB] },
  { given: 'ada changes the step of what bob approved', old: [BOB], now: [{ ...BOB, step: 'x' }] },
  { given: "ada removes bob's", old: [BOB], now: [] },
  { given: 'ada removes her own', old: [ADA, BOB], now: [BOB] },
  { given: 'ada turns them round', old: [ADA, BOB], now: [BOB, ADA] },
];

const environment = new Environment({ unlistedVariablesAreDyn: true });
const policy = only(renderChart(), 'ValidatingAdmissionPolicy')['spec'] as Policy;

function isAllowedByPolicy(old: object | undefined, now: object): boolean {
  const context = {
    object: now,
    oldObject: old ?? null,
    request: { operation: old === undefined ? 'CREATE' : 'UPDATE', userInfo: { username: 'ada' } },
  };
  const variables = Object.fromEntries(
    policy.variables.map(({ name, expression }) => [name, environment.parse(expression)(context)]),
  );
  return policy.validations.every(
    ({ expression }) => environment.parse(expression)({ ...context, variables }) === true,
  );
}

test.for(cases)('$given', ({ old, now }) => {
  const rollout = (approvals: readonly object[] | undefined) => ({
    kind: 'CredentialRollout',
    metadata: { name: 'db' },
    spec: approvals === undefined ? {} : { approvals },
  });
  const before = old === undefined ? undefined : rollout(old);
  const after = rollout(now);
  const problems = approvalProblems(
    after as unknown as ApiDocument,
    before as unknown as ApiDocument | undefined,
    'ada',
  );
  expect(isAllowedByPolicy(before, after)).toBe(problems.length === 0);
});

test('the cases are allowed and refused', () => {
  const verdicts = cases.map(({ old, now }) =>
    isAllowedByPolicy(old === undefined ? undefined : { spec: { approvals: old } }, {
      spec: now === undefined ? {} : { approvals: now },
    }),
  );
  expect(verdicts).toEqual([true, false, true, false, false, false, true, true]);
});

test('without it nothing is left of it', () => {
  const kinds = renderChart({ set: ['approvals.policy=false'] }).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind.startsWith('ValidatingAdmissionPolicy'))).toEqual([]);
});
