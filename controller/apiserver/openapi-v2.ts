/**
 * The OpenAPI v2 document in protobuf: what kubectl checks a `kind: List` with before it sends its items one
 * by one. Definitions only; message and field numbers are those of gnostic's OpenAPIv2.proto.
 * @module
 */
import protobuf from 'protobufjs/light.js';
import type { Schema } from '#src/api/crds/schema.ts';
import type { JsonObject, JsonValue } from '#src/api/json.ts';
import { OBJECT_META } from './core-schemas.ts';
import { parseMediaTypes } from './negotiate.ts';
import { groupVersionKind, META_NAME, schemaName } from './openapi.ts';
import { type Resource, resources } from './resources.ts';

export const OPENAPI_V2_TYPE = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

/** kubectl writes `v2@v1.0`, which the answer's type cannot repeat: '@' is not allowed in one. */
const ASKED_AS: ReadonlySet<string> = new Set([
  'application/com.github.proto-openapi.spec.v2@v1.0+protobuf',
  OPENAPI_V2_TYPE,
]);

const field = (id: number, type: string): protobuf.IField => ({ id, type });
const many = (id: number, type: string): protobuf.IField => ({ id, type, rule: 'repeated' });

const root = protobuf.Root.fromJSON({
  nested: {
    Document: {
      fields: {
        swagger: field(1, 'string'),
        info: field(2, 'Info'),
        definitions: field(9, 'Schemas'),
      },
    },
    Info: { fields: { title: field(1, 'string'), version: field(2, 'string') } },
    /** Definitions and Properties are alike. */
    Schemas: { fields: { named: many(1, 'NamedSchema') } },
    NamedSchema: { fields: { name: field(1, 'string'), value: field(2, 'Schema') } },
    Schema: {
      fields: {
        ref: field(1, 'string'),
        format: field(2, 'string'),
        description: field(4, 'string'),
        required: many(19, 'string'),
        additionalProperties: field(21, 'AdditionalProperties'),
        type: field(22, 'Types'),
        items: field(23, 'Items'),
        properties: field(25, 'Schemas'),
        extensions: many(31, 'NamedAny'),
      },
    },
    AdditionalProperties: { fields: { schema: field(1, 'Schema') } },
    Types: { fields: { value: many(1, 'string') } },
    Items: { fields: { schema: many(1, 'Schema') } },
    NamedAny: { fields: { name: field(1, 'string'), value: field(2, 'Any') } },
    Any: { fields: { yaml: field(2, 'string') } },
  },
});

let encoded: Uint8Array | undefined;

/** Undefined for a client that asks for another form: there is no other. */
export function openApiV2(accept: string): Uint8Array | undefined {
  if (!parseMediaTypes(accept).some(({ type }) => ASKED_AS.has(type))) return undefined;
  encoded ??= encodeDocument();
  return encoded;
}

function encodeDocument(): Uint8Array {
  const Document = root.lookupType('Document');
  const document = {
    swagger: '2.0',
    info: { title: 'credfleet', version: 'v1' },
    definitions: { named: [...resources.map(definition), named(META_NAME, OBJECT_META)] },
  };
  return Document.encode(Document.fromObject(document)).finish();
}

function definition(resource: Resource): JsonObject {
  const { properties = {}, ...schema } = schemaMessage(resource.schema);
  const { named: fields = [] } = properties as { readonly named?: readonly JsonObject[] };
  const metadata = { name: 'metadata', value: { ref: `#/definitions/${META_NAME}` } };
  const others = fields.filter(({ name }) => name !== 'metadata');
  const yaml = JSON.stringify([groupVersionKind(resource)]);
  const extension = { name: 'x-kubernetes-group-version-kind', value: { yaml } };
  const value = { ...schema, properties: { named: [...others, metadata] } };
  return { name: schemaName(resource), value: { ...value, extensions: [extension] } };
}

function named(name: string, schema: Schema): JsonObject {
  return { name, value: schemaMessage(schema) };
}

function schemaMessage(schema: Schema): JsonObject {
  const { type, format, description, required, properties, items, additionalProperties } = schema;
  const entries: readonly (readonly [string, JsonValue | undefined])[] = [
    ['format', format],
    ['description', description],
    ['required', required],
    ['type', type === undefined ? undefined : { value: [type] }],
    ['items', items && { schema: [schemaMessage(items)] }],
    [
      'additionalProperties',
      additionalProperties && { schema: schemaMessage(additionalProperties) },
    ],
    [
      'properties',
      properties && { named: Object.entries(properties).map(([name, one]) => named(name, one)) },
    ],
  ];
  const known = entries.filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
  return Object.fromEntries(known);
}
