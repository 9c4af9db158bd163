/**
 * The part of Kubernetes' JSONPath that printer columns use: `.a.b\.c`, `.a[0]`, `.a[?(@.type=="Ready")].status`.
 * @module
 */
import { field, isJsonArray, type JsonValue } from '#src/api/json.ts';

type Step =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'where'; readonly name: string; readonly value: string };

const STEP =
  /\.(?<name>(?:\\.|[^.[\\])+)|\[(?<index>\d+)\]|\[\?\(@\.(?<where>\w+)==["'](?<value>[^"']*)["']\)\]/guy;

export function compileJsonPath(path: string): (value: JsonValue) => readonly JsonValue[] {
  const steps = parseSteps(path);
  return (value) =>
    steps.reduce<readonly JsonValue[]>(
      (found, step) => found.flatMap((one) => take(step, one)),
      [value],
    );
}

function parseSteps(path: string): readonly Step[] {
  const steps: Step[] = [];
  let end = 0;
  for (const match of path.matchAll(STEP)) {
    const { name, index, where, value } = match.groups ?? {};
    end = match.index + match[0].length;
    if (name !== undefined) steps.push({ kind: 'field', name: name.replace(/\\(.)/gu, '$1') });
    else if (index !== undefined) steps.push({ kind: 'index', index: Number(index) });
    else steps.push({ kind: 'where', name: where ?? '', value: value ?? '' });
  }
  if (end !== path.length) throw new Error(`unsupported JSONPath '${path}'`);
  return steps;
}

function take(step: Step, value: JsonValue): readonly JsonValue[] {
  switch (step.kind) {
    case 'field':
      return present(field(value, step.name));
    case 'index':
      return isJsonArray(value) ? present(value[step.index]) : [];
    case 'where':
      return isJsonArray(value) ? value.filter((one) => field(one, step.name) === step.value) : [];
  }
}

function present(value: JsonValue | undefined): readonly JsonValue[] {
  return value === undefined ? [] : [value];
}
