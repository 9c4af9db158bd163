/**
 * What a request counts as: Kubernetes' verbs, resources that there are, nothing that a client chose.
 * @module
 */
import { expect, test } from 'vitest';
import { askedBy } from '#controller/apiserver/asked.ts';
import { route } from '#controller/apiserver/route.ts';

const OURS = '/apis/credfleet.dev/v1alpha1/namespaces/payments/hostcredentials';

test.for([
  ['GET', `${OURS}/db`, 'GET', 'hostcredentials'],
  ['HEAD', `${OURS}/db`, 'GET', 'hostcredentials'],
  ['GET', OURS, 'LIST', 'hostcredentials'],
  ['POST', OURS, 'POST', 'hostcredentials'],
  ['PUT', `${OURS}/db`, 'PUT', 'hostcredentials'],
  ['PATCH', `${OURS}/db/status`, 'PATCH', 'hostcredentials'],
  ['DELETE', `${OURS}/db`, 'DELETE', 'hostcredentials'],
  ['DELETE', OURS, 'DELETECOLLECTION', 'hostcredentials'],
  ['PATCH', OURS, 'PATCH', ''],
  ['POST', `${OURS}/db`, 'POST', 'hostcredentials'],
  [
    'POST',
    '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    'POST',
    'selfsubjectaccessreviews',
  ],
  ['GET', '/openapi/v3', 'GET', ''],
  ['GET', '/apis/mallory.example/v1/mallories/mallory', 'GET', ''],
  ['PROPFIND', '/mallory', 'other', ''],
] as const)('%s %s is %s of "%s"', ([method, path, verb, resource]) => {
  expect(askedBy(method, route({ method, path, isWatch: false }))).toEqual({ verb, resource });
});

test('a list that is watched is a WATCH', () => {
  const found = route({ method: 'GET', path: OURS, isWatch: true });
  expect(askedBy('GET', found)).toEqual({ verb: 'WATCH', resource: 'hostcredentials' });
});
