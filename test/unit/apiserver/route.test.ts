/**
 * URLs and methods of the Kubernetes API.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { route } from '#controller/apiserver/route.ts';

const GROUP = '/apis/credfleet.dev/v1alpha1';

test.for([
  ['GET', '/api/v1/namespaces', 'list namespaces'],
  ['GET', '/api/v1/namespaces/payments', 'get namespaces payments'],
  ['PUT', '/api/v1/namespaces/payments/status', 'update namespaces payments /status'],
  ['GET', '/api/v1/namespaces/payments/secrets', 'list secrets in payments'],
  ['GET', '/api/v1/secrets', 'list secrets'],
  ['POST', `${GROUP}/namespaces/payments/hostcredentials`, 'create hostcredentials in payments'],
  ['GET', `${GROUP}/namespaces/payments/hostcredentials/db`, 'get hostcredentials in payments db'],
  [
    'PATCH',
    `${GROUP}/namespaces/payments/hostcredentials/db/status`,
    'patch hostcredentials in payments db /status',
  ],
  ['DELETE', `${GROUP}/hosts/metal-01`, 'delete hosts metal-01'],
  ['DELETE', `${GROUP}/hosts`, 'deletecollection hosts'],
  ['GET', '/apis/coordination.k8s.io/v1/namespaces/a/leases/l', 'get leases in a l'],
  ['GET', `${GROUP}/hosts/a%2Fb`, 'get hosts a/b'],
] as const)('%s %s: %s', ([method, path, expected]) => {
  const found = route({ method, path, isWatch: false });
  if (found.kind !== 'resource') throw new Error(`routed to ${found.kind}`);
  const { verb, resource, namespace, name, subresource } = found;
  const parts = [
    verb,
    resource.plural,
    namespace === '' ? '' : `in ${namespace}`,
    name,
    subresource === '' ? '' : `/${subresource}`,
  ];
  expect(parts.filter((part) => part !== '').join(' ')).toBe(expected);
});

test('watch=true turns reading into watching', () => {
  expect(route({ method: 'GET', path: `${GROUP}/hosts`, isWatch: true })).toMatchObject({
    verb: 'watch',
  });
  expect(route({ method: 'DELETE', path: `${GROUP}/hosts/a`, isWatch: true })).toMatchObject({
    verb: 'delete',
  });
});

describe('what does not exist', () => {
  test.for([
    ['GET', `${GROUP}/namespaces/payments/hosts`, 'document'],
    ['GET', `${GROUP}/hostcredentials/db`, 'document'],
    ['POST', `${GROUP}/hostcredentials`, 'notFound'],
    ['POST', `${GROUP}/namespaces//hostcredentials`, 'notFound'],
    ['GET', `${GROUP}/hosts/a/scale`, 'notFound'],
    ['GET', `${GROUP}/rolloutpolicies/a/status`, 'notFound'],
    ['GET', '/apis/credfleet.dev/v2/hosts', 'document'],
    ['GET', `${GROUP}/hosts/%E0%A4%A`, 'notFound'],
    ['PUT', `${GROUP}/hosts`, 'nameRequired'],
    ['POST', `${GROUP}/hosts/a`, 'methodNotAllowed'],
    ['DELETE', `${GROUP}/hosts/a/status`, 'methodNotAllowed'],
    ['TRACE', `${GROUP}/hosts/a`, 'methodNotAllowed'],
    ['GET', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', 'notFound'],
  ] as const)('%s %s: %s', ([method, path, kind]) => {
    expect(route({ method, path, isWatch: false }).kind).toBe(kind);
  });
});
