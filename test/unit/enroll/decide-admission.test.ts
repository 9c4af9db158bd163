/**
 * Who becomes which host.
 * @module
 */
import { expect, test } from 'vitest';
import { type Admission, decideAdmission } from '#controller/enroll/decide-admission.ts';
import type { TokenVerdict } from '#controller/enroll/decide-token.ts';
import type { Host, HostSpec } from '#src/api/host.ts';

const MINE = 'aa'.repeat(32);
const valid: TokenVerdict = { kind: 'valid' };
const none: TokenVerdict = { kind: 'refused', cause: 'no token' };
const host = (spec: HostSpec): Host => ({
  apiVersion: 'credfleet.dev/v1alpha1',
  kind: 'Host',
  metadata: { name: 'db-1' },
  spec,
});

const cases: readonly {
  given: string;
  spec: HostSpec | undefined;
  token: TokenVerdict;
  kind: Admission['kind'];
}[] = [
  { given: 'an unknown name with a token', spec: undefined, token: valid, kind: 'pin' },
  { given: 'an unknown name without one', spec: undefined, token: none, kind: 'refuse' },
  { given: 'a name kept free, with a token', spec: {}, token: valid, kind: 'pin' },
  {
    given: 'a name approved, without',
    spec: { approval: 'Approved' },
    token: none,
    kind: 'refuse',
  },
  {
    given: 'my name, approved',
    spec: { identityKeyHash: MINE, approval: 'Approved' },
    token: none,
    kind: 'issue',
  },
  { given: 'my name, no decision', spec: { identityKeyHash: MINE }, token: none, kind: 'pending' },
  {
    given: 'my name, denied',
    spec: { identityKeyHash: MINE, approval: 'Denied' },
    token: valid,
    kind: 'refuse',
  },
  {
    given: 'my name, revoked',
    spec: { identityKeyHash: MINE, approval: 'Approved', revoked: true },
    token: valid,
    kind: 'refuse',
  },
  {
    given: 'my name, decommissioned',
    spec: { identityKeyHash: MINE, approval: 'Approved', decommission: true },
    token: valid,
    kind: 'refuse',
  },
  {
    given: "another machine's name, with a token",
    spec: { identityKeyHash: 'bb', approval: 'Approved' },
    token: valid,
    kind: 'refuse',
  },
  {
    given: "a TPM's name, although the key is pinned too",
    spec: { ekHash: 'cc', identityKeyHash: MINE, approval: 'Approved' },
    token: valid,
    kind: 'refuse',
  },
];

test.for(cases)('$given: $kind', ({ spec, token, kind }) => {
  const input = { host: spec === undefined ? undefined : host(spec), identityHash: MINE, token };
  expect(decideAdmission(input).kind).toBe(kind);
});

test('only a name held by another machine is a conflict', () => {
  const conflicts = cases.filter(({ spec, token }) => {
    const input = { host: spec === undefined ? undefined : host(spec), identityHash: MINE, token };
    const admission = decideAdmission(input);
    return admission.kind === 'refuse' && admission.isConflict;
  });
  expect(conflicts.map(({ given }) => given)).toEqual([
    "another machine's name, with a token",
    "a TPM's name, although the key is pinned too",
  ]);
});
