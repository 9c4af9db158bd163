/**
 * Who becomes which host.
 * @module
 */
import { describe, expect, test } from 'vitest';
import {
  type Admission,
  type AdmissionInput,
  decideAdmission,
} from '#controller/enroll/decide-admission.ts';
import type { TokenVerdict } from '#controller/enroll/decide-token.ts';
import type { Host, HostSpec } from '#src/api/host.ts';

const MINE = 'aa'.repeat(32);
const NEW = 'dd'.repeat(32);
const valid: TokenVerdict = { kind: 'valid' };
const none: TokenVerdict = { kind: 'refused', cause: 'no token' };
const host = (spec: HostSpec): Host => ({
  apiVersion: 'credfleet.dev/v1alpha1',
  kind: 'Host',
  metadata: { name: 'db-1' },
  spec,
});

type Given = Partial<Omit<AdmissionInput, 'host'>> & { readonly spec?: HostSpec };

function decide({ spec, ...change }: Given): Admission {
  return decideAdmission({
    hostName: 'db-1',
    host: spec === undefined ? undefined : host(spec),
    assurance: 'TPM',
    identityHash: MINE,
    isDenied: false,
    hostsOfMachine: [],
    keys: 'first',
    installation: NEW,
    isCertified: false,
    hasToken: change.token !== undefined,
    token: undefined,
    ...change,
  });
}

type Case = { readonly given: string; readonly kind: Admission['kind'] } & Given;

const kindOf = ({ kind: _kind, given: _given, ...input }: Case) => decide(input).kind;

describe('of a software host', () => {
  const cases: readonly Case[] = [
    { given: 'an unknown name', kind: 'askToken' },
    { given: 'an unknown name with a token', token: valid, kind: 'pin' },
    { given: 'an unknown name with a bad one', token: none, kind: 'refuse' },
    { given: 'a name kept free, with a token', spec: {}, token: valid, kind: 'pin' },
    { given: 'a name approved, without', spec: { approval: 'Approved' }, kind: 'askToken' },
    {
      given: 'my name, approved',
      spec: { identityKeyHash: MINE, approval: 'Approved' },
      kind: 'issue',
    },
    { given: 'my name, no decision', spec: { identityKeyHash: MINE }, kind: 'pending' },
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
    {
      given: 'a software key whose hash is pinned as that of a TPM',
      spec: { ekHash: MINE },
      token: valid,
      kind: 'refuse',
    },
  ];
  test.for(cases)('$given: $kind', (input) => {
    expect(kindOf({ ...input, assurance: 'Software' })).toBe(input.kind);
  });
});

describe('of a host with a TPM', () => {
  const cases: readonly Case[] = [
    { given: 'made beforehand, pinned', spec: { ekHash: MINE }, kind: 'issue' },
    {
      given: 'made beforehand, pinned, to be approved',
      spec: { ekHash: MINE, approval: 'Pending' },
      kind: 'pending',
    },
    {
      given: 'made beforehand, pinned, denied',
      spec: { ekHash: MINE, approval: 'Denied' },
      kind: 'refuse',
    },
    {
      given: 'pinned, revoked wherever',
      spec: { ekHash: MINE },
      isDenied: true,
      kind: 'refuse',
    },
    { given: 'unknown, with a trusted EK certificate', isCertified: true, kind: 'pin' },
    {
      given: 'a name kept free, with a trusted EK certificate',
      isCertified: true,
      spec: {},
      kind: 'pin',
    },
    {
      given: 'a name that waits for whoever has its token, with a trusted EK certificate',
      isCertified: true,
      spec: { approval: 'Approved' },
      kind: 'askToken',
    },
    {
      given: 'a trusted EK certificate and a token that is not read yet',
      isCertified: true,
      hasToken: true,
      kind: 'askToken',
    },
    {
      given: 'a trusted EK certificate and a bad token',
      isCertified: true,
      token: none,
      kind: 'refuse',
    },
    { given: 'unknown, with a token', token: valid, kind: 'pin' },
    {
      given: "another TPM's name, with certificate and token",
      spec: { ekHash: 'bb' },
      isCertified: true,
      token: valid,
      kind: 'refuse',
    },
    {
      given: "a software host's name, with certificate and token",
      spec: { identityKeyHash: MINE },
      isCertified: true,
      token: valid,
      kind: 'refuse',
    },
    {
      given: 'another name than the one it has, pinned',
      spec: { ekHash: MINE },
      hostsOfMachine: ['db-1', 'db-2'],
      kind: 'refuse',
    },
    {
      given: 'another name than the one it has, with a token',
      hostsOfMachine: ['db-2'],
      token: valid,
      kind: 'refuse',
    },
    {
      given: 'its own name',
      spec: { ekHash: MINE },
      hostsOfMachine: ['db-1'],
      keys: 'same',
      kind: 'issue',
    },
  ];
  test.for(cases)('$given: $kind', (input) => {
    expect(kindOf(input)).toBe(input.kind);
  });
});

describe('of a machine that was installed anew', () => {
  const pinned = { ekHash: MINE };
  test.for([
    { given: 'by default', spec: pinned, kind: 'pending' },
    { given: 'with Approval', spec: { ...pinned, reenroll: 'Approval' }, kind: 'pending' },
    { given: 'with Auto', spec: { ...pinned, reenroll: 'Auto' }, kind: 'issue' },
    {
      given: 'with Auto, but denied',
      spec: { ...pinned, reenroll: 'Auto', approval: 'Denied' },
      kind: 'refuse',
    },
    {
      given: 'when this installation is approved',
      spec: { ...pinned, approvedInstallation: NEW },
      kind: 'issue',
    },
    {
      given: 'when an earlier one was approved',
      spec: { ...pinned, approvedInstallation: 'ee'.repeat(32) },
      kind: 'pending',
    },
  ] as const)('$given: $kind', ({ spec, kind }) => {
    expect(decide({ spec, keys: 'other' }).kind).toBe(kind);
  });

  test('what waits is the installation; a new machine waits as such', () => {
    expect(decide({ spec: pinned, keys: 'other' })).toEqual({
      kind: 'pending',
      installation: NEW,
    });
    expect(decide({ spec: { ...pinned, approval: 'Pending' } })).toEqual({ kind: 'pending' });
  });

  test('a later KX key alone waits for nobody', () => {
    expect(decide({ spec: pinned, keys: 'rotated' }).kind).toBe('issue');
  });
});

test('the Host that a person has to look at is the one that is in the way', () => {
  const conflictOf = (given: Given) => {
    const admission = decide(given);
    return admission.kind === 'refuse' ? admission.conflictOn : admission.kind;
  };
  expect(conflictOf({ spec: { ekHash: 'bb' } })).toBe('db-1');
  expect(conflictOf({ hostsOfMachine: ['db-2'], token: valid })).toBe('db-2');
  expect(conflictOf({ spec: { ekHash: MINE }, isDenied: true })).toBeUndefined();
  expect(conflictOf({ token: none })).toBeUndefined();
});
