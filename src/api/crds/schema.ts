/**
 * The part of OpenAPI that CustomResourceDefinitions use ("structural schemas"), and short builders for it.
 * @module
 */
import type { JsonValue } from '../json.ts';

export type Rule = {
  readonly rule: string;
  readonly message: string;
};

export type Schema = {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly description?: string;
  readonly format?: 'date-time' | 'byte' | 'int32' | 'int64' | 'micro-time';
  readonly default?: JsonValue;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly 'x-kubernetes-validations'?: readonly Rule[];
  readonly 'x-kubernetes-int-or-string'?: true;
  readonly 'x-kubernetes-preserve-unknown-fields'?: true;
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: 'atomic' | 'granular';
};

type Properties = Readonly<Record<string, Schema>>;

/** `required` names the properties that must be there; `rules` are CEL and may use oldSelf. */
export function object(
  properties: Properties,
  more: Omit<Schema, 'type' | 'properties' | 'x-kubernetes-validations'> & {
    readonly rules?: readonly Rule[];
  } = {},
): Schema {
  const { rules, ...rest } = more;
  return {
    type: 'object',
    ...rest,
    properties,
    ...(rules === undefined ? {} : { 'x-kubernetes-validations': rules }),
  };
}

export function string(description: string, more: Omit<Schema, 'type'> = {}): Schema {
  return { type: 'string', description, ...more };
}

export function choice<T extends string>(
  description: string,
  values: readonly T[],
  preset?: NoInfer<T>,
): Schema {
  return {
    type: 'string',
    description,
    enum: values,
    ...(preset === undefined ? {} : { default: preset }),
  };
}

export function integer(description: string, more: Omit<Schema, 'type'> = {}): Schema {
  return { type: 'integer', format: 'int64', description, ...more };
}

export function boolean(description: string): Schema {
  return { type: 'boolean', description };
}

/** Replaced as a whole by server-side apply. */
export function list(items: Schema, more: Omit<Schema, 'type' | 'items'> = {}): Schema {
  return { type: 'array', 'x-kubernetes-list-type': 'atomic', ...more, items };
}

/** Elements are told apart by the values of `keys`, which must be unique. */
export function mapList(
  keys: readonly string[],
  items: Schema,
  more: Omit<Schema, 'type' | 'items'> = {},
): Schema {
  return {
    type: 'array',
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': keys,
    ...more,
    items,
  };
}

export function set(items: Schema, more: Omit<Schema, 'type' | 'items'> = {}): Schema {
  return { type: 'array', 'x-kubernetes-list-type': 'set', ...more, items };
}

/** The same shape with no defaults and no rules: for copies of a spec inside a status. */
export function asRecord(schema: Schema): Schema {
  const { default: _default, 'x-kubernetes-validations': _rules, ...rest } = schema;
  return {
    ...rest,
    ...(rest.items === undefined ? {} : { items: asRecord(rest.items) }),
    ...(rest.properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(rest.properties).map(([name, property]) => [name, asRecord(property)]),
          ),
        }),
  };
}
