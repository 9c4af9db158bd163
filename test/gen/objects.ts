/**
 * Builders of API objects: a case shows only its point.
 * @module
 */
import type { HostCredential, HostCredentialSpec, RolloutPolicy } from '#src/api/credential.ts';
import type { Host, HostAccessPolicy } from '#src/api/host.ts';
import { API_VERSION, type ObjectMeta, type Stored } from '#src/api/meta.ts';
import type { KubeSecret } from '#src/api/core.ts';

export const NAMESPACE = 'payments';

export function hostCredentialOf(change: Partial<HostCredentialSpec> = {}): HostCredential {
  return {
    apiVersion: API_VERSION,
    kind: 'HostCredential',
    metadata: { namespace: NAMESPACE, name: 'db' },
    spec: {
      items: [{ name: 'db-password', source: { secretKeyRef: { name: 'db', key: 'password' } } }],
      targets: { hostSelector: { matchLabels: { role: 'db' } } },
      delivery: { type: 'Service' },
      activation: { units: [{ name: 'api.service', action: 'Restart' }], coalesceSeconds: 0 },
      health: { minHealthySeconds: 0, deadlineSeconds: 60 },
      ...change,
    },
  };
}

export function hostOf(
  name: string,
  labels: Readonly<Record<string, string>> = { role: 'db' },
): Host {
  return {
    apiVersion: API_VERSION,
    kind: 'Host',
    metadata: { name, labels },
    spec: { approval: 'Approved' },
  };
}

export function secretOf(name: string, values: Readonly<Record<string, string>>): KubeSecret {
  const entries = Object.entries(values);
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace: NAMESPACE, name },
    data: Object.fromEntries(
      entries.map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
    ),
  };
}

/** Lets everything of this namespace reach every host; a case takes away. */
export function accessPolicyOf(change: Partial<HostAccessPolicy['spec']> = {}): HostAccessPolicy {
  return {
    apiVersion: API_VERSION,
    kind: 'HostAccessPolicy',
    metadata: { name: 'all' },
    spec: {
      namespaces: [NAMESPACE],
      hostSelector: {},
      credentialNames: ['*'],
      units: ['*'],
      assurance: 'Any',
      ...change,
    },
  };
}

export function rolloutPolicyOf(name: string, spec: RolloutPolicy['spec']): RolloutPolicy {
  return { apiVersion: API_VERSION, kind: 'RolloutPolicy', metadata: { name }, spec };
}

/** As a server would have stored it. */
export function storedOf<T extends { readonly metadata: ObjectMeta }>(
  object: T,
  change: Partial<ObjectMeta> = {},
): Stored<T> {
  const { namespace = '', name } = object.metadata;
  return {
    ...object,
    metadata: {
      ...object.metadata,
      uid: `uid-${namespace}-${name}`,
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...change,
    },
  };
}
