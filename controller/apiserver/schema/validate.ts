/**
 * Checks a value against a structural schema and says what is wrong in the words of the real API server.
 * @module
 */
import type { Schema } from '#src/api/crds/schema.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '#src/api/json.ts';
import { parseTime } from '#src/api/time.ts';
import { at, duplicate, invalid, notSupported, type Problem, required } from './problem.ts';
import { propertySchema } from './prune.ts';

export function validate(schema: Schema, value: JsonValue, path = ''): readonly Problem[] {
  const wrongType = typeProblem(schema, value, path);
  if (wrongType !== undefined) return [wrongType];
  if (isJsonArray(value)) return validateList(schema, value, path);
  if (isJsonObject(value)) return validateObject(schema, value, path);
  return validateScalar(schema, value, path);
}

function typeProblem(schema: Schema, value: JsonValue, path: string): Problem | undefined {
  const wanted = schema['x-kubernetes-int-or-string'] === true ? 'integer,string' : schema.type;
  const given = typeName(value);
  if (wanted === undefined || isOfType(schema, given)) return undefined;
  return {
    field: path,
    reason: 'FieldValueTypeInvalid',
    message: `Invalid value: ${JSON.stringify(given)}: ${path} in body must be of type ${wanted}: ${JSON.stringify(given)}`,
  };
}

function isOfType(schema: Schema, given: string): boolean {
  if (schema['x-kubernetes-int-or-string'] === true)
    return given === 'integer' || given === 'string';
  return schema.type === given || (schema.type === 'number' && given === 'integer');
}

function typeName(value: JsonValue): string {
  if (value === null) return 'null';
  if (isJsonArray(value)) return 'array';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function validateObject(schema: Schema, value: JsonObject, path: string): readonly Problem[] {
  const size = Object.keys(value).length;
  const missing = (schema.required ?? [])
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => required(at(path, name)));
  const sizes = [
    limit(schema.minProperties, (minimum) =>
      size < minimum
        ? invalid(path, size, `${path} in body should have at least ${minimum} properties`)
        : undefined,
    ),
    limit(schema.maxProperties, (maximum) =>
      size > maximum ? tooMany(path, size, maximum) : undefined,
    ),
  ].filter((problem) => problem !== undefined);
  const inner = Object.entries(value).flatMap(([name, one]) => {
    const property = propertySchema(schema, name);
    return property === undefined ? [] : validate(property, one, at(path, name));
  });
  return [...missing, ...sizes, ...inner];
}

function validateList(
  schema: Schema,
  value: readonly JsonValue[],
  path: string,
): readonly Problem[] {
  const size = value.length;
  const { items } = schema;
  return [
    ...found(
      limit(schema.minItems, (minimum) =>
        size < minimum
          ? invalid(path, size, `${path} in body should have at least ${minimum} items`)
          : undefined,
      ),
    ),
    ...found(
      limit(schema.maxItems, (maximum) =>
        size > maximum ? tooMany(path, size, maximum) : undefined,
      ),
    ),
    ...(items === undefined
      ? []
      : value.flatMap((one, index) => validate(items, one, `${path}[${index}]`))),
    ...duplicates(schema, value, path),
  ];
}

function duplicates(schema: Schema, value: readonly JsonValue[], path: string): readonly Problem[] {
  const type = schema['x-kubernetes-list-type'];
  if (type !== 'set' && type !== 'map') return [];
  const seen = new Set<string>();
  return value.flatMap((one, index) => {
    const key = type === 'set' ? one : elementKey(schema, one);
    const identity = JSON.stringify(key);
    if (!seen.has(identity)) {
      seen.add(identity);
      return [];
    }
    return [duplicate(`${path}[${index}]`, key)];
  });
}

function elementKey(schema: Schema, element: JsonValue): JsonValue {
  if (!isJsonObject(element)) return element;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  return Object.fromEntries(keys.map((key): [string, JsonValue] => [key, element[key] ?? null]));
}

function validateScalar(schema: Schema, value: JsonValue, path: string): readonly Problem[] {
  const problems: Problem[] = [];
  if (schema.enum !== undefined && !schema.enum.some((one) => one === value)) {
    problems.push(notSupported(path, value, schema.enum));
  }
  if (typeof value === 'string') problems.push(...stringProblems(schema, value, path));
  if (typeof value === 'number') problems.push(...numberProblems(schema, value, path));
  return problems;
}

function stringProblems(schema: Schema, value: string, path: string): readonly Problem[] {
  const length = Array.from(value).length;
  const { pattern } = schema;
  return [
    limit(schema.minLength, (minimum) =>
      length < minimum
        ? invalid(path, value, `${path} in body should be at least ${minimum} chars long`)
        : undefined,
    ),
    limit(schema.maxLength, (maximum) =>
      length > maximum
        ? ({
            field: path,
            reason: 'FieldValueTooLong',
            message: `Too long: may not be more than ${maximum} bytes`,
          } as const)
        : undefined,
    ),
    pattern === undefined || new RegExp(pattern, 'u').test(value)
      ? undefined
      : invalid(path, value, `${path} in body should match '${pattern}'`),
    isOfFormat(schema, value)
      ? undefined
      : invalid(
          path,
          value,
          `${path} in body must be of type ${schema.format}: ${JSON.stringify(value)}`,
        ),
  ].filter((problem) => problem !== undefined);
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u;

const isTime = (value: string): boolean => parseTime(value) !== undefined;

/** Formats that say more than their type does. */
const formats: Readonly<Record<string, (value: string) => boolean>> = {
  'date-time': isTime,
  'micro-time': isTime,
  byte: (value) => BASE64.test(value),
};

function isOfFormat({ format }: Schema, value: string): boolean {
  return formats[format ?? '']?.(value) ?? true;
}

function numberProblems(schema: Schema, value: number, path: string): readonly Problem[] {
  return [
    limit(schema.minimum, (minimum) =>
      value < minimum
        ? invalid(path, value, `${path} in body should be greater than or equal to ${minimum}`)
        : undefined,
    ),
    limit(schema.maximum, (maximum) =>
      value > maximum
        ? invalid(path, value, `${path} in body should be less than or equal to ${maximum}`)
        : undefined,
    ),
  ].filter((problem) => problem !== undefined);
}

function tooMany(path: string, given: number, maximum: number): Problem {
  return {
    field: path,
    reason: 'FieldValueTooMany',
    message: `Too many: ${given}: must have at most ${maximum} items`,
  };
}

function limit<T>(bound: number | undefined, check: (bound: number) => T): T | undefined {
  return bound === undefined ? undefined : check(bound);
}

function found(problem: Problem | undefined): readonly Problem[] {
  return problem === undefined ? [] : [problem];
}
