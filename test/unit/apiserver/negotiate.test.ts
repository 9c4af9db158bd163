/**
 * What clients accept, with the headers that real ones send.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { aggregatedDiscoveryVersion, negotiateForm } from '#controller/apiserver/negotiate.ts';

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';

test.for([
  ['', 'object json'],
  ['*/*', 'object json'],
  ['application/json, */*', 'object json'],
  ['application/vnd.kubernetes.protobuf,application/json', 'object json'],
  [`${TABLE},application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json`, 'table json'],
  ['application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io', 'partial json'],
  ['application/yaml', 'object yaml'],
  ['application/json;as=Strange;v=v1;g=meta.k8s.io,application/json', 'object json'],
  ['text/html', undefined],
  ['application/vnd.kubernetes.protobuf', undefined],
] as const)("'%s': %s", ([accept, expected]) => {
  const form = negotiateForm(accept);
  expect(form === undefined ? undefined : `${form.as} ${form.encoding}`).toBe(expected);
});

describe('aggregated discovery', () => {
  const aggregated = (v: string) =>
    `application/json;g=apidiscovery.k8s.io;v=${v};as=APIGroupDiscoveryList`;

  test.for([
    [`${aggregated('v2')},${aggregated('v2beta1')},application/json`, 'v2'],
    [`${aggregated('v2beta1')},application/json`, 'v2beta1'],
    [`${aggregated('v3')},application/json`, undefined],
    ['application/json', undefined],
    ['*/*', undefined],
  ] as const)("'%s': %s", ([accept, version]) => {
    expect(aggregatedDiscoveryVersion(accept)).toBe(version);
  });
});
