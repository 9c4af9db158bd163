/**
 * What a HostCredential's settings become, and which of their changes are a new version.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { deliveryFingerprint, intentSettings } from '#controller/reconcile/intent-defaults.ts';
import { policyOf } from '#controller/reconcile/policy-of.ts';
import { prunable } from '#controller/reconcile/prune-versions.ts';
import type { CredentialVersion, HostCredentialSpec } from '#src/api/credential.ts';
import { API_VERSION } from '#src/api/meta.ts';
import { hostCredentialOf, rolloutPolicyOf, storedOf } from '#test/gen/objects.ts';
import { rowOf } from '#test/gen/rollout.ts';

test('what is left out gets the documented default, on whichever server it was stored', () => {
  const { items, targets } = hostCredentialOf().spec;
  expect(intentSettings({ items, targets, delivery: { type: 'Service' } })).toEqual({
    delivery: { type: 'Service', store: 'Persistent', dropIn: 'Managed' },
    sealing: { key: 'HostAndTPM2', tpm2Pcrs: [] },
    activation: { units: [], autoDetect: true, coalesceMs: 10_000 },
    health: {
      minHealthyMs: 30_000,
      deadlineMs: 300_000,
      maxRestarts: 0,
      verifyLoaded: 'BestEffort',
      probes: [],
    },
    rollbackOnFailure: true,
  });
});

test('what is said is what the host gets', () => {
  const settings = intentSettings(
    hostCredentialOf({
      delivery: { type: 'Service', store: 'Volatile', dropIn: 'None' },
      sealing: { key: 'TPM2', tpm2PCRs: [11, 7], ttlSeconds: 7200 },
      activation: { units: [{ name: 'a.service' }], autoDetect: 'Disabled', coalesceSeconds: 0 },
      health: {
        verifyLoaded: 'Required',
        probes: [
          { tcp: { port: 443 } },
          { http: { url: 'http://localhost' } },
          { unit: { name: 'check.service' } },
        ],
      },
      rollback: { host: 'Disabled' },
    }).spec,
  );
  expect(settings).toMatchObject({
    delivery: { store: 'Volatile', dropIn: 'None' },
    sealing: { key: 'TPM2', tpm2Pcrs: [7, 11], ttlSeconds: 7200 },
    activation: {
      units: [{ name: 'a.service', action: 'TryRestart' }],
      autoDetect: false,
      coalesceMs: 0,
    },
    health: {
      verifyLoaded: 'Required',
      probes: [
        { kind: 'tcp', port: 443 },
        { kind: 'http', url: 'http://localhost', expectStatus: 200 },
        { kind: 'unit', name: 'check.service' },
      ],
    },
    rollbackOnFailure: false,
  });
});

test('a container: its own unit, and no other that would load the name', () => {
  const delivery = { type: 'Machine', store: 'Persistent', machine: { name: 'web' } } as const;
  const settings = intentSettings(hostCredentialOf({ delivery, activation: {} }).spec);
  expect(settings.delivery).toEqual({
    type: 'Machine',
    store: 'Machine',
    machine: 'web',
    dropIn: 'Managed',
  });
  const units = [{ name: 'systemd-nspawn@web.service', action: 'TryRestart' }];
  expect(settings.activation).toMatchObject({ units, autoDetect: false });
  const activation = { units: [{ name: 'systemd-nspawn@web.service', action: 'None' as const }] };
  expect(intentSettings(hostCredentialOf({ delivery, activation }).spec).activation.units).toEqual(
    activation.units,
  );
});

test('the next boot: sealed to the TPM alone, and no unit', () => {
  const boot = { location: 'UKIExtra', image: 'debian.efi', activateBy: 'NextBoot' } as const;
  const { sealing: _, ...base } = hostCredentialOf({ activation: {} }).spec;
  const settings = intentSettings({ ...base, delivery: { type: 'Boot', boot } });
  expect(settings).toMatchObject({
    delivery: { type: 'Boot', store: 'Boot', boot: { location: 'UKIExtra', image: 'debian.efi' } },
    sealing: { key: 'TPM2Initrd', tpm2Pcrs: [] },
    activation: { units: [], autoDetect: false },
  });
});

const spec = hostCredentialOf().spec;
test.for<{ given: string; change: Partial<HostCredentialSpec>; isNew: boolean }>([
  { given: 'another sealing profile', change: { sealing: { key: 'TPM2' } }, isNew: true },
  {
    given: 'another store',
    change: { delivery: { type: 'Service', store: 'Volatile' } },
    isNew: true,
  },
  {
    given: 'another unit',
    change: { activation: { units: [{ name: 'b.service' }] } },
    isNew: true,
  },
  {
    given: 'a default that is now written out',
    change: { sealing: { key: 'HostAndTPM2' } },
    isNew: false,
  },
  { given: 'another health limit', change: { health: { minHealthySeconds: 99 } }, isNew: false },
  { given: 'another rollout policy', change: { rollout: { policyName: 'slow' } }, isNew: false },
])('$given is a new version: $isNew', ({ change, isNew }) => {
  expect(deliveryFingerprint({ ...spec, ...change }) !== deliveryFingerprint(spec)).toBe(isNew);
});

describe('the policy of a HostCredential', () => {
  const steps = [{ name: 'all', target: '100%' }];
  const find = (name: string) =>
    name === 'slow' ? storedOf(rolloutPolicyOf('slow', { steps, maxUnavailable: 3 })) : undefined;

  test('a named one is used', () => {
    expect(policyOf({ choice: { policyName: 'slow' }, find }).policy.maxUnavailable).toBe(3);
  });

  test('one that does not exist blocks, it is not replaced by the default', () => {
    expect(policyOf({ choice: { policyName: 'gone' }, find }).blocked).toMatchObject({
      reason: 'PolicyNotFound',
    });
  });

  test('one that cannot be counted blocks, with what is wrong', () => {
    const { blocked } = policyOf({ choice: { inline: { steps: [] } }, find });
    expect(blocked).toMatchObject({ reason: 'PolicyInvalid' });
    expect(blocked?.message).toContain('rollout.inline: steps');
  });
});

describe('versions beyond revisionHistoryLimit', () => {
  const versions = [1, 2, 3, 4, 5, 6].map((number) =>
    storedOf<CredentialVersion>({
      apiVersion: API_VERSION,
      kind: 'CredentialVersion',
      metadata: { namespace: 'payments', name: `db-v${number}` },
      spec: {
        hostCredentialName: 'db',
        hostCredentialUID: 'c1',
        number,
        items: [],
        digest: '',
        digestKeyID: '',
        sources: [],
      },
    }),
  );
  const numbers = (input: Partial<Parameters<typeof prunable>[0]>) =>
    prunable({ versions, stable: 5, rows: [], limit: 2, revoked: new Set(), ...input }).map(
      ({ spec }) => spec.number,
    );

  test('the oldest go; the stable one, newer ones and the limit stay', () => {
    expect(numbers({})).toEqual([1, 2]);
  });

  test('a version that a host still holds stays', () => {
    expect(numbers({ rows: [rowOf('h1', { runningVersion: 1, targetVersion: 5 })] })).toEqual([2]);
  });

  test('nothing goes while there is room', () => {
    expect(numbers({ limit: 20 })).toEqual([]);
  });
});
