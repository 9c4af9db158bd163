/**
 * Fills in a schema's defaults. Runs before validation, so that rules see what code will see.
 * @module
 */
import type { Schema } from '#src/api/crds/schema.ts';
import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  mapValues,
} from '#src/api/json.ts';
import { propertySchema } from './prune.ts';

export function applyDefaults(schema: Schema, value: JsonValue): JsonValue {
  if (isJsonArray(value)) {
    const { items } = schema;
    return items === undefined ? value : value.map((one) => applyDefaults(items, one));
  }
  return isJsonObject(value) ? defaultObject(schema, value) : value;
}

function defaultObject(schema: Schema, value: JsonObject): JsonObject {
  const present = Object.fromEntries(
    Object.entries(value).filter(([name, one]) => !isNullToDefault(schema, name, one)),
  );
  const missing = Object.entries(schema.properties ?? {}).flatMap(
    ([name, property]): [string, JsonValue][] =>
      property.default === undefined || Object.hasOwn(present, name)
        ? []
        : [[name, property.default]],
  );
  return mapValues({ ...present, ...Object.fromEntries(missing) }, (one, name) => {
    const inner = propertySchema(schema, name);
    return inner === undefined ? one : applyDefaults(inner, one);
  });
}

/** Null for a field that is not nullable means "absent", as on the real server. */
function isNullToDefault(schema: Schema, name: string, value: JsonValue): boolean {
  const inner = propertySchema(schema, name);
  return value === null && inner !== undefined;
}
