/**
 * Manifests for the API tests, with good defaults.
 * @module
 */
export const GROUP = '/apis/credfleet.dev/v1alpha1';

export function credential(
  name: string | undefined,
  spec: Readonly<Record<string, unknown>> = {},
  metadata: Readonly<Record<string, unknown>> = {},
) {
  return {
    apiVersion: 'credfleet.dev/v1alpha1',
    kind: 'HostCredential',
    metadata: { ...(name === undefined ? {} : { name }), ...metadata },
    spec: {
      items: [{ name: 'db', source: { secretKeyRef: { name: 'payments-db', key: 'password' } } }],
      targets: { hostNames: ['metal-01'] },
      delivery: { type: 'Service' },
      ...spec,
    },
  };
}

export function host(
  name: string,
  spec: Readonly<Record<string, unknown>> = {},
  metadata: Readonly<Record<string, unknown>> = {},
) {
  return {
    apiVersion: 'credfleet.dev/v1alpha1',
    kind: 'Host',
    metadata: { name, ...metadata },
    spec,
  };
}

export function secret(name: string, content: Readonly<Record<string, unknown>> = {}) {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name }, ...content };
}

export function namespace(name: string) {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}
