/**
 * Nobody approves in another's name.
 * @module
 */
import { expect, test } from 'vitest';
import { approvalProblems } from '#controller/apiserver/kind-rules.ts';
import type { ApiDocument } from '#src/api/document.ts';

const ADA = { step: 'canary', user: 'ada' };
const BOB = { step: 'canary', user: 'bob' };

function rolloutWith(...approvals: readonly object[]): ApiDocument {
  return {
    apiVersion: 'credfleet.dev/v1alpha1',
    kind: 'CredentialRollout',
    metadata: { name: 'db-v2-a1', resourceVersion: '1' },
    spec: { approvals },
  } as unknown as ApiDocument;
}

const cases = [
  { given: 'ada adds her own', old: [], now: [ADA], problems: 0 },
  { given: 'ada adds one as bob', old: [], now: [BOB], problems: 1 },
  {
    given: 'ada changes the step of what bob approved',
    old: [BOB],
    now: [{ ...BOB, step: 'all' }],
    problems: 2,
  },
  { given: "ada removes bob's", old: [BOB], now: [], problems: 1 },
  { given: 'ada removes her own', old: [ADA, BOB], now: [BOB], problems: 0 },
  { given: 'ada changes something else', old: [ADA, BOB], now: [BOB, ADA], problems: 0 },
];
test.for(cases)('$given: $problems problems', ({ old, now, problems }) => {
  expect(approvalProblems(rolloutWith(...now), rolloutWith(...old), 'ada')).toHaveLength(problems);
});

test('a new rollout comes with no approvals of others', () => {
  expect(approvalProblems(rolloutWith(BOB), undefined, 'ada')).toEqual([
    expect.objectContaining({
      field: 'spec.approvals',
      message: expect.stringContaining('ada cannot approve in the name of bob'),
    }),
  ]);
});
