/**
 * The CRD documents agree with the kind table, keep what a real server demands, and hold no trap.
 * @module
 */
import { Environment } from '@marcbachmann/cel-js';
import { describe, expect, test } from 'vitest';
import { compileJsonPath } from '#controller/apiserver/json-path.ts';
import { crds } from '#src/api/crds.ts';
import type { Schema } from '#src/api/crds/schema.ts';
import { kinds } from '#src/api/core.ts';
import { API_GROUP } from '#src/api/meta.ts';

const own = Object.values(kinds).filter(({ group }) => group === API_GROUP);

type Place = { readonly path: string; readonly schema: Schema };

function walk(schema: Schema, path: string): readonly Place[] {
  const inner = [
    ...Object.entries(schema.properties ?? {}).map(([name, one]) => walk(one, `${path}.${name}`)),
    ...(schema.items === undefined ? [] : [walk(schema.items, `${path}[]`)]),
    ...(schema.additionalProperties === undefined
      ? []
      : [walk(schema.additionalProperties, `${path}{}`)]),
  ];
  return [{ path, schema }, ...inner.flat()];
}

function schemaOf(kind: string): Schema {
  const crd = crds.find(({ spec }) => spec.names.kind === kind);
  return crd?.spec.versions[0].schema.openAPIV3Schema ?? {};
}

const places = crds.flatMap(({ spec }) =>
  walk(spec.versions[0].schema.openAPIV3Schema, spec.names.kind),
);
const ofSpecs = places.filter(({ path }) => path.split('.')[1] === 'spec');

test('each own kind has one document with the names of the kind table', () => {
  const documented = crds.map(({ spec }) => ({
    kind: spec.names.kind,
    group: spec.group,
    version: spec.versions[0].name,
    plural: spec.names.plural,
    singular: spec.names.singular,
    shortNames: spec.names.shortNames,
    namespaced: spec.scope === 'Namespaced',
  }));
  const byKind = (a: { kind: string }, b: { kind: string }) => a.kind.localeCompare(b.kind);
  expect(documented.toSorted(byKind)).toEqual(own.toSorted(byKind));
});

test('all kinds are in the category credfleet and none in all', () => {
  for (const { spec } of crds) expect(spec.names.categories).toEqual(['credfleet']);
});

test('every printer column has a path that the embedded API understands', () => {
  for (const { spec } of crds) {
    for (const { jsonPath } of spec.versions[0].additionalPrinterColumns) {
      expect(() => compileJsonPath(jsonPath)).not.toThrow();
    }
  }
});

test('every rule is valid CEL', () => {
  const environment = new Environment({ unlistedVariablesAreDyn: true });
  const rules = places.flatMap(({ schema }) => schema['x-kubernetes-validations'] ?? []);
  expect(rules.length).toBeGreaterThan(15);
  for (const { rule } of rules) expect(() => environment.parse(rule)).not.toThrow();
});

describe('in every spec', () => {
  test('lists are bounded, so that the cost of rules is', () => {
    const unbounded = ofSpecs.filter(
      ({ schema }) => schema.type === 'array' && schema.maxItems === undefined,
    );
    expect(unbounded.map(({ path }) => path)).toEqual([]);
  });

  test('maps are bounded', () => {
    const unbounded = ofSpecs.filter(
      ({ schema }) =>
        schema.additionalProperties !== undefined && schema.maxProperties === undefined,
    );
    expect(unbounded.map(({ path }) => path)).toEqual([]);
  });

  test('texts are bounded or one of a few', () => {
    const unbounded = ofSpecs.filter(
      ({ schema }) =>
        schema.type === 'string' &&
        schema.maxLength === undefined &&
        schema.enum === undefined &&
        schema.format === undefined,
    );
    expect(unbounded.map(({ path }) => path)).toEqual([]);
  });

  test('nothing unknown is kept', () => {
    const open = ofSpecs.filter(
      ({ schema }) => schema['x-kubernetes-preserve-unknown-fields'] === true,
    );
    expect(open).toEqual([]);
  });

  test('each default is a value that its own schema accepts', () => {
    const wrong = ofSpecs.filter(
      ({ schema }) =>
        schema.enum !== undefined &&
        schema.default !== undefined &&
        !schema.enum.some((one) => one === schema.default),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

test('a status has no defaults: what the controller writes is what it reads back', () => {
  const filled = places.filter(
    ({ path, schema }) => path.split('.')[1] === 'status' && schema.default !== undefined,
  );
  expect(filled.map(({ path }) => path)).toEqual([]);
});

test('a schema never has both properties and additionalProperties, which real servers refuse', () => {
  const both = places.filter(
    ({ schema }) => schema.properties !== undefined && schema.additionalProperties !== undefined,
  );
  expect(both.map(({ path }) => path)).toEqual([]);
});

test('sealing is HostAndTPM2 unless a weaker key is named', () => {
  const sealing = schemaOf('HostCredential').properties?.['spec']?.properties?.['sealing'];
  expect(sealing?.properties?.['key']?.default).toBe('HostAndTPM2');
  expect(sealing?.properties?.['tpm2PCRs']?.default).toBeUndefined();
});

test('hosts without a TPM identity are left out of a HostAccessPolicy by default', () => {
  const spec = schemaOf('HostAccessPolicy').properties?.['spec'];
  expect(spec?.properties?.['assurance']?.default).toBe('TPM');
});
