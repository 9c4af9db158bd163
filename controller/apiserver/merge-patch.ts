/**
 * Patches as pure functions of a JSON value: merge patch (RFC 7396) and JSON patch (RFC 6902).
 * @module
 */
import {
  equalJson,
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  omit,
} from '#src/api/json.ts';
import type { Parsed } from './parsed.ts';

/** RFC 7396: null removes, objects merge, everything else replaces. */
export function mergePatch(target: JsonValue, patch: JsonValue): JsonValue {
  if (!isJsonObject(patch)) return patch;
  const base = isJsonObject(target) ? target : {};
  const removed = Object.keys(patch).filter((name) => patch[name] === null);
  const changed = Object.entries(patch)
    .filter(([, value]) => value !== null)
    .map(([name, value]): [string, JsonValue] => [
      name,
      mergePatch(Object.hasOwn(base, name) ? (base[name] ?? null) : null, value),
    ]);
  return { ...omit(base, ...removed), ...Object.fromEntries(changed) };
}

/** Strategic merge patches may hold directives that a plain merge would store as data. */
export function findDirective(patch: JsonValue): string | undefined {
  if (isJsonArray(patch)) return firstOf(patch);
  if (!isJsonObject(patch)) return undefined;
  return Object.keys(patch).find((name) => name.startsWith('$')) ?? firstOf(Object.values(patch));
}

function firstOf(values: readonly JsonValue[]): string | undefined {
  for (const value of values) {
    const found = findDirective(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

type Operation = {
  readonly op: string;
  readonly path: readonly string[];
  readonly from: readonly string[];
  readonly value: JsonValue;
};

const JSON_PATCH_MAX = 10_000;

export function jsonPatch(target: JsonValue, patch: readonly JsonValue[]): Parsed<JsonValue> {
  if (patch.length > JSON_PATCH_MAX) return { ok: false, problem: 'too many operations' };
  let value = target;
  for (const [index, raw] of patch.entries()) {
    const operation = readOperation(raw);
    const next = operation === undefined ? undefined : apply(value, operation);
    if (next === undefined) return { ok: false, problem: `operation ${index} does not apply` };
    value = next;
  }
  return { ok: true, value };
}

function readOperation(raw: JsonValue): Operation | undefined {
  if (!isJsonObject(raw)) return undefined;
  const { op, path, from, value } = raw;
  const parsedPath = pointer(path);
  if (typeof op !== 'string' || parsedPath === undefined) return undefined;
  if ((op === 'add' || op === 'replace' || op === 'test') && value === undefined) return undefined;
  return { op, path: parsedPath, from: pointer(from) ?? [], value: value ?? null };
}

/** RFC 6901. */
function pointer(text: JsonValue | undefined): readonly string[] | undefined {
  if (typeof text !== 'string' || (text !== '' && !text.startsWith('/'))) return undefined;
  return text
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function apply(target: JsonValue, { op, path, from, value }: Operation): JsonValue | undefined {
  switch (op) {
    case 'add':
      return edit(target, path, { kind: 'add', value });
    case 'remove':
      return edit(target, path, { kind: 'remove' });
    case 'replace':
      return edit(target, path, { kind: 'replace', value });
    case 'test':
      return equalJson(lookUp(target, path), value) ? target : undefined;
    case 'copy':
    case 'move':
      return transfer(target, { op, path, from });
    default:
      return undefined;
  }
}

function transfer(
  target: JsonValue,
  { op, path, from }: Pick<Operation, 'op' | 'path' | 'from'>,
): JsonValue | undefined {
  const value = lookUp(target, from);
  if (value === undefined) return undefined;
  const source = op === 'move' ? edit(target, from, { kind: 'remove' }) : target;
  return source === undefined ? undefined : edit(source, path, { kind: 'add', value });
}

function lookUp(target: JsonValue, path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((value, part) => {
    if (isJsonArray(value)) return value[indexIn(value, part) ?? value.length];
    return isJsonObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  }, target);
}

type Edit =
  | { readonly kind: 'add' | 'replace'; readonly value: JsonValue }
  | { readonly kind: 'remove' };

/** Undefined when the place does not exist. */
function edit(target: JsonValue, path: readonly string[], change: Edit): JsonValue | undefined {
  const [part, ...rest] = path;
  if (part === undefined) return change.kind === 'remove' ? undefined : change.value;
  if (isJsonArray(target)) return editList(target, [part, rest], change);
  return isJsonObject(target) ? editObject(target, [part, rest], change) : undefined;
}

type PathParts = readonly [string, readonly string[]];

function editObject(
  target: JsonObject,
  [part, rest]: PathParts,
  change: Edit,
): JsonValue | undefined {
  const isThere = Object.hasOwn(target, part);
  if (rest.length === 0 && change.kind === 'remove') {
    return isThere ? omit(target, part) : undefined;
  }
  if (!isThere && (rest.length > 0 || change.kind === 'replace')) return undefined;
  const inner = edit(target[part] ?? null, rest, change);
  return inner === undefined ? undefined : { ...target, ...Object.fromEntries([[part, inner]]) };
}

function editList(
  target: readonly JsonValue[],
  [part, rest]: PathParts,
  change: Edit,
): JsonValue | undefined {
  const index = part === '-' ? target.length : indexIn(target, part);
  if (index === undefined) return undefined;
  if (rest.length === 0 && change.kind === 'add') return target.toSpliced(index, 0, change.value);
  const element = target[index];
  if (element === undefined) return undefined;
  if (rest.length === 0 && change.kind === 'remove') return target.toSpliced(index, 1);
  const inner = edit(element, rest, change);
  return inner === undefined ? undefined : target.with(index, inner);
}

/** A position, or the one behind the last. */
function indexIn(list: readonly JsonValue[], part: string): number | undefined {
  if (!/^(0|[1-9]\d*)$/u.test(part)) return undefined;
  const index = Number(part);
  return index <= list.length ? index : undefined;
}
