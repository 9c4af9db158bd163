/**
 * Bodies without apiVersion or kind, on both servers: the URL says what a core kind is, a custom one says it
 * itself.
 * @module
 */
import { CoreV1Api } from '@kubernetes/client-node';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { credential, GROUP, namespace } from './manifests.ts';
import { readConfig, type Target, targets, uniqueName } from './targets.ts';

const SECRET = { metadata: { name: 's' }, data: { a: 'YQ==' } };

describe.each(targets)('$name', ({ start }) => {
  let target: Target;
  let space: string;
  let secrets: string;

  beforeAll(async () => {
    target = await start();
  });
  afterAll(async () => {
    await target.close();
  });
  beforeEach(async () => {
    space = uniqueName('meta');
    secrets = `/api/v1/namespaces/${space}/secrets`;
    await target.api.call('POST', '/api/v1/namespaces', { body: namespace(space) });
  });

  test.for([
    ['neither', {}],
    ['only the kind', { kind: 'Secret' }],
    ['only the version', { apiVersion: 'v1' }],
    ['empty texts', { apiVersion: '', kind: '' }],
    ['null', { apiVersion: null, kind: null }],
  ] as const)('a Secret with $0 is stored as a Secret of v1', async ([, typeMeta]) => {
    const reply = await target.api.call('POST', secrets, { body: { ...typeMeta, ...SECRET } });
    expect(reply.code).toBe(201);
    expect(reply.json()).toMatchObject({ apiVersion: 'v1', kind: 'Secret', data: { a: 'YQ==' } });
  });

  test.for([
    ['another kind', { apiVersion: 'v1', kind: 'ConfigMap' }],
    ['another kind and no version', { kind: 'ConfigMap' }],
    ['a kind that does not exist', { apiVersion: 'v1', kind: 'Foo' }],
    ['another version', { apiVersion: 'v2', kind: 'Secret' }],
    ['another version and no kind', { apiVersion: 'v2' }],
    ['a number as kind', { apiVersion: 'v1', kind: 7 }],
  ] as const)('a Secret with $0 is 400', async ([, typeMeta]) => {
    const reply = await target.api.call('POST', secrets, { body: { ...typeMeta, ...SECRET } });
    expect(reply.code).toBe(400);
    expect(reply.json()).toMatchObject({
      reason: 'BadRequest',
      message: expect.stringContaining('Secret') as string,
    });
  });

  test('a typed client replaces a Secret and a Lease, which it sends without a kind', async () => {
    const client = readConfig(target.kubeconfig).makeApiClient(CoreV1Api);
    await client.createNamespacedSecret({ namespace: space, body: SECRET });
    const body = { metadata: { name: 's' }, data: { a: 'Yg==' } };
    const replaced = await client.replaceNamespacedSecret({ namespace: space, name: 's', body });
    expect(replaced.data).toEqual({ a: 'Yg==' });
    const leases = `/apis/coordination.k8s.io/v1/namespaces/${space}/leases`;
    const lease = { metadata: { name: 'l' }, spec: { holderIdentity: 'me' } };
    const made = await target.api.call('POST', leases, { body: lease });
    expect(made.json()).toMatchObject({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' });
  });

  test.for([
    ['neither', {}, "Object 'Kind' is missing"],
    ['no kind', { apiVersion: 'credfleet.dev/v1alpha1' }, "Object 'Kind' is missing"],
    ['no version', { kind: 'HostCredential' }, 'the API version in the data () does not match'],
  ] as const)('a HostCredential with $0 is 400', async ([, typeMeta, message]) => {
    const { metadata, spec } = credential('db');
    const path = `${GROUP}/namespaces/${space}/hostcredentials`;
    const reply = await target.api.call('POST', path, { body: { ...typeMeta, metadata, spec } });
    expect(reply.code).toBe(400);
    expect(reply.json().message).toContain(message);
  });
});
