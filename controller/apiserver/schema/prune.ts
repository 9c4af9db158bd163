/**
 * Drops what a schema does not know and names it: "structural pruning".
 * @module
 */
import type { Schema } from '#src/api/crds/schema.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '#src/api/json.ts';

export type Pruned = {
  readonly value: JsonValue;
  /** Paths such as `spec.items[0].foo`. */
  readonly unknown: readonly string[];
};

/** Values of a wrong type are left alone: validation names them. */
export function prune(schema: Schema, value: JsonValue, path = ''): Pruned {
  const unknown: string[] = [];
  return { value: pruneInto({ schema, path, unknown }, value), unknown };
}

type Place = { readonly schema: Schema; readonly path: string; readonly unknown: string[] };

function pruneInto(place: Place, value: JsonValue): JsonValue {
  const { schema, path, unknown } = place;
  if (isJsonArray(value)) {
    const { items } = schema;
    if (items === undefined) return value;
    return value.map((one, index) =>
      pruneInto({ schema: items, path: `${path}[${index}]`, unknown }, one),
    );
  }
  return isJsonObject(value) ? pruneObject(place, value) : value;
}

function pruneObject({ schema, path, unknown }: Place, value: JsonObject): JsonValue {
  // Metadata and other open objects are somebody else's business.
  if (schema.type !== 'object' || isOpen(schema)) return value;
  const kept: [string, JsonValue][] = [];
  for (const [name, one] of Object.entries(value)) {
    const inner = propertySchema(schema, name);
    const innerPath = path === '' ? name : `${path}.${name}`;
    if (inner === undefined) unknown.push(innerPath);
    else kept.push([name, pruneInto({ schema: inner, path: innerPath, unknown }, one)]);
  }
  return Object.fromEntries(kept);
}

function isOpen(schema: Schema): boolean {
  return (
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    (schema.properties === undefined && schema.additionalProperties === undefined)
  );
}

export function propertySchema(schema: Schema, name: string): Schema | undefined {
  const { properties } = schema;
  if (properties !== undefined && Object.hasOwn(properties, name)) return properties[name];
  return schema.additionalProperties;
}
