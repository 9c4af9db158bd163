/**
 * CEL rules of a schema (`x-kubernetes-validations`), transition rules with oldSelf included. A rule that
 * fails to evaluate refuses the object, as on the real server.
 * @module
 */
import { Environment } from '@marcbachmann/cel-js';
import type { Rule, Schema } from '#src/api/crds/schema.ts';
import { equalJson, field, isJsonArray, isJsonObject, type JsonValue } from '#src/api/json.ts';
import { at, type Problem } from './problem.ts';
import { propertySchema } from './prune.ts';

type Program = (context: { self: unknown; oldSelf?: unknown }) => unknown;

/** `old` is undefined on create and where the old value cannot be told, such as in atomic lists. */
export type CheckRules = (
  schema: Schema,
  value: JsonValue,
  old: JsonValue | undefined,
) => readonly Problem[];

/** Compiles each rule once. */
export function createRules(): CheckRules {
  const environment = new Environment({ unlistedVariablesAreDyn: true });
  const programs = new Map<string, Program>();

  const compile = (rule: string): Program => {
    const known = programs.get(rule);
    if (known !== undefined) return known;
    const program: Program = environment.parse(rule);
    programs.set(rule, program);
    return program;
  };
  return (schema, value, old) => check({ compile, schema, path: '' }, value, old);
}

type Place = {
  readonly compile: (rule: string) => Program;
  readonly schema: Schema;
  readonly path: string;
};

function check(place: Place, value: JsonValue, old: JsonValue | undefined): readonly Problem[] {
  return [...ownRules(place, value, old), ...innerRules(place, value, old)];
}

function ownRules(
  { compile, schema, path }: Place,
  value: JsonValue,
  old: JsonValue | undefined,
): readonly Problem[] {
  const rules = (schema['x-kubernetes-validations'] ?? []).filter(
    ({ rule }) => old !== undefined || !isTransition(rule),
  );
  if (rules.length === 0) return [];
  const self = toCel(value);
  const context = old === undefined ? { self } : { self, oldSelf: toCel(old) };
  return rules.flatMap((rule) => problemOf(rule, path, () => compile(rule.rule)(context)));
}

function isTransition(rule: string): boolean {
  return /\boldSelf\b/u.test(rule);
}

function problemOf(
  { rule, message }: Rule,
  path: string,
  holds: () => unknown,
): readonly Problem[] {
  const field = path === '' ? '<nil>' : path;
  try {
    if (holds() === true) return [];
    return [{ field, reason: 'FieldValueInvalid', message: `Invalid value: ${message}` }];
  } catch (error) {
    const detail = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    const failed = `Invalid value: rule '${rule}' could not be evaluated: ${detail}`;
    return [{ field, reason: 'FieldValueInvalid', message: failed }];
  }
}

function innerRules(
  place: Place,
  value: JsonValue,
  old: JsonValue | undefined,
): readonly Problem[] {
  const { compile, schema, path } = place;
  if (isJsonArray(value)) {
    const { items } = schema;
    if (items === undefined) return [];
    return value.flatMap((one, index) =>
      check(
        { compile, schema: items, path: `${path}[${index}]` },
        one,
        elementOf(schema, one, old),
      ),
    );
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, one]) => {
    const inner = propertySchema(schema, name);
    if (inner === undefined) return [];
    return check({ compile, schema: inner, path: at(path, name) }, one, field(old, name));
  });
}

/** Only elements of map lists can be told apart; others have no old value. */
function elementOf(
  schema: Schema,
  element: JsonValue,
  old: JsonValue | undefined,
): JsonValue | undefined {
  if (schema['x-kubernetes-list-type'] !== 'map' || !isJsonArray(old)) return undefined;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  return old.find((one) => keys.every((key) => equalJson(field(one, key), field(element, key))));
}

/** CEL's integers are 64 bit: whole numbers become bigint. */
function toCel(value: JsonValue): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (isJsonArray(value)) return value.map(toCel);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, toCel(one)]));
}
