/**
 * The OpenAPI v2 document: for kubectl's protobuf only.
 * @module
 */
import { expect, test } from 'vitest';
import { openApiV2 } from '#controller/apiserver/openapi-v2.ts';

test('kubectl gets a document that names our kinds, the core kinds and who is who', () => {
  const document = openApiV2('application/com.github.proto-openapi.spec.v2@v1.0+protobuf');
  const text = Buffer.from(document ?? []).toString('latin1');
  for (const name of ['dev.credfleet.v1alpha1.HostCredential', 'io.k8s.api.core.v1.Namespace']) {
    expect(text).toContain(name);
  }
  expect(text).toContain('[{"group":"credfleet.dev","version":"v1alpha1","kind":"Host"}]');
});

test.for(['', '*/*', 'application/json'])('a client that accepts %j gets none', (accept) => {
  expect(openApiV2(accept)).toBeUndefined();
});
