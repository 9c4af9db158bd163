/**
 * OpenAPI v3 documents for kubectl: schemas for `explain`, and the fieldValidation parameter on PATCH that
 * makes it leave validation to the server.
 * @module
 */
import { createHash } from 'node:crypto';
import type { JsonObject, JsonValue } from '#src/api/json.ts';
import { OBJECT_META } from './core-schemas.ts';
import { groupVersions } from './discovery.ts';
import { apiVersionOf, type Resource, resources } from './resources.ts';

export const META_NAME = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
const LIST_META_NAME = 'io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta';

const WRITE_PARAMETERS = ['dryRun', 'fieldManager', 'fieldValidation'] as const;

const reference = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

function pathOf({ group, version }: { readonly group: string; readonly version: string }): string {
  return group === '' ? `api/${version}` : `apis/${group}/${version}`;
}

const documents: ReadonlyMap<string, { readonly text: string; readonly hash: string }> = new Map(
  groupVersions.map((groupVersion) => {
    const text = JSON.stringify(documentOf(groupVersion));
    const hash = createHash('sha256').update(text).digest('hex').toUpperCase();
    return [pathOf(groupVersion), { text, hash }];
  }),
);

/** The answer to `/openapi/v3`. */
export function openApiIndex(): JsonObject {
  const paths = [...documents].map(([path, { hash }]): [string, JsonValue] => [
    path,
    { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` },
  ]);
  return { paths: Object.fromEntries(paths) };
}

/** The answer to `/openapi/v3/PATH`, as text. */
export function openApiDocument(path: string): string | undefined {
  return documents.get(path)?.text;
}

function documentOf(groupVersion: {
  readonly group: string;
  readonly version: string;
}): JsonObject {
  const served = resources.filter(
    ({ group, version }) => group === groupVersion.group && version === groupVersion.version,
  );
  return {
    openapi: '3.0.0',
    info: { title: 'credfleet', version: 'v1' },
    paths: Object.fromEntries(served.flatMap(pathsOf)),
    components: {
      schemas: {
        ...Object.fromEntries(served.flatMap(schemasOf)),
        [META_NAME]: OBJECT_META,
        [LIST_META_NAME]: {
          type: 'object',
          properties: {
            continue: { type: 'string' },
            remainingItemCount: { type: 'integer', format: 'int64' },
            resourceVersion: { type: 'string' },
          },
        },
      },
    },
  };
}

export function schemaName({ group, version, kind }: Resource): string {
  const reversed = group === '' ? 'io.k8s.api.core' : group.split('.').toReversed().join('.');
  return `${reversed}.${version}.${kind}`;
}

export function groupVersionKind(resource: Resource): JsonObject {
  return { group: resource.group, version: resource.version, kind: resource.kind };
}

function schemasOf(resource: Resource): readonly [string, JsonValue][] {
  const name = schemaName(resource);
  const list = { ...groupVersionKind(resource), kind: `${resource.kind}List` };
  const { properties = {}, ...schema } = resource.schema;
  return [
    [
      name,
      {
        ...schema,
        properties: {
          ...properties,
          metadata: {
            description: 'Standard metadata of an object.',
            allOf: [reference(META_NAME)],
          },
        },
        'x-kubernetes-group-version-kind': [groupVersionKind(resource)],
      },
    ],
    [
      `${name}List`,
      {
        type: 'object',
        required: ['items'],
        properties: {
          apiVersion: { type: 'string' },
          kind: { type: 'string' },
          metadata: { allOf: [reference(LIST_META_NAME)] },
          items: { type: 'array', items: reference(name) },
        },
        'x-kubernetes-group-version-kind': [list],
      },
    ],
  ];
}

function pathsOf(resource: Resource): readonly [string, JsonValue][] {
  const { namespaced, plural, hasStatus } = resource;
  const base = `/${pathOf(resource)}${namespaced ? '/namespaces/{namespace}' : ''}/${plural}`;
  const collection = operations(resource, ['get', 'post', 'delete']);
  const one = operations(resource, ['get', 'put', 'patch', 'delete']);
  const status = operations(resource, ['get', 'put', 'patch']);
  return [
    [base, collection],
    [`${base}/{name}`, one],
    ...(hasStatus ? ([[`${base}/{name}/status`, status]] as [string, JsonValue][]) : []),
  ];
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

function operations(resource: Resource, methods: readonly Method[]): JsonObject {
  return Object.fromEntries(
    methods.map((method): [string, JsonValue] => [method, operation(resource, method)]),
  );
}

function operation(resource: Resource, method: Method): JsonObject {
  const writes = method === 'post' || method === 'put' || method === 'patch';
  return {
    operationId: `${method}${apiVersionOf(resource)}${resource.kind}`,
    parameters: (writes ? WRITE_PARAMETERS : []).map((name) => ({
      name,
      in: 'query',
      schema: { type: 'string', uniqueItems: true },
    })),
    responses: {
      200: {
        description: 'OK',
        content: { 'application/json': { schema: reference(schemaName(resource)) } },
      },
    },
    'x-kubernetes-action': method,
    'x-kubernetes-group-version-kind': groupVersionKind(resource),
  };
}
