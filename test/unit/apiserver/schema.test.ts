/**
 * Pruning, defaulting, validation and CEL rules of structural schemas.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { applyDefaults } from '#controller/apiserver/schema/defaults.ts';
import { prune } from '#controller/apiserver/schema/prune.ts';
import { createRules } from '#controller/apiserver/schema/rules.ts';
import { validate } from '#controller/apiserver/schema/validate.ts';
import {
  choice,
  integer,
  list,
  mapList,
  object,
  type Schema,
  set,
  string,
} from '#src/api/crds/schema.ts';
import type { JsonValue } from '#src/api/json.ts';

const unit = object(
  { name: string(''), action: choice('', ['A', 'B'], 'A') },
  { required: ['name'] },
);

describe('pruning', () => {
  const schema = object({ a: integer(''), units: list(unit), open: { type: 'object' } });

  test('unknown fields are dropped and named with their path', () => {
    const pruned = prune(schema, { a: 1, b: 2, units: [{ name: 'x', foo: 1 }] });
    expect(pruned.value).toEqual({ a: 1, units: [{ name: 'x' }] });
    expect(pruned.unknown).toEqual(['b', 'units[0].foo']);
  });

  test('a field named like something of JavaScript is unknown too', () => {
    const value = JSON.parse('{"__proto__":{"x":1},"constructor":2,"a":1}') as JsonValue;
    expect(prune(schema, value)).toEqual({
      value: { a: 1 },
      unknown: ['__proto__', 'constructor'],
    });
  });

  test('an object without listed fields is left alone', () => {
    expect(prune(schema, { open: { any: 1 } }).unknown).toEqual([]);
  });
});

describe('defaulting', () => {
  const schema = object({
    units: list(unit),
    health: object({ seconds: integer('', { default: 30 }) }),
    kind: choice('', ['X'], 'X'),
  });

  test('missing fields are filled in at every depth, given ones are kept', () => {
    const given = { units: [{ name: 'a' }, { name: 'b', action: 'B' }], health: {} };
    expect(applyDefaults(schema, given)).toEqual({
      units: [
        { name: 'a', action: 'A' },
        { name: 'b', action: 'B' },
      ],
      health: { seconds: 30 },
      kind: 'X',
    });
  });

  test('an object that is missing is not invented for the defaults inside it', () => {
    expect(applyDefaults(schema, {})).toEqual({ kind: 'X' });
  });

  test('null means absent', () => {
    expect(applyDefaults(schema, { kind: null, health: null })).toEqual({ kind: 'X' });
  });
});

describe('validation', () => {
  const cases: readonly {
    given: string;
    schema: Schema;
    value: JsonValue;
    wrong: readonly string[];
  }[] = [
    { given: 'a text', schema: string(''), value: 'x', wrong: [] },
    {
      given: 'a number for a text',
      schema: string(''),
      value: 1,
      wrong: ['p: Invalid value: "integer": p in body must be of type string: "integer"'],
    },
    {
      given: 'a fraction for an integer',
      schema: integer(''),
      value: 1.5,
      wrong: ['p: Invalid value: "number": p in body must be of type integer: "number"'],
    },
    {
      given: 'a value that is not offered',
      schema: choice('', ['A', 'B']),
      value: 'C',
      wrong: ['p: Unsupported value: "C": supported values: "A", "B"'],
    },
    {
      given: 'a text that does not match',
      schema: string('', { pattern: '^a+$' }),
      value: 'b',
      wrong: [`p: Invalid value: "b": p in body should match '^a+$'`],
    },
    {
      given: 'a text that is too long',
      schema: string('', { maxLength: 2 }),
      value: 'abc',
      wrong: ['p: Too long: may not be more than 2 bytes'],
    },
    {
      given: 'characters beyond the BMP count once',
      schema: string('', { maxLength: 1 }),
      value: '😀',
      wrong: [],
    },
    {
      given: 'a number out of range',
      schema: integer('', { minimum: 1, maximum: 3 }),
      value: 4,
      wrong: ['p: Invalid value: 4: p in body should be less than or equal to 3'],
    },
    {
      given: 'a missing field',
      schema: unit,
      value: { action: 'A' },
      wrong: ['p.name: Required value'],
    },
    {
      given: 'too few elements',
      schema: list(string(''), { minItems: 1 }),
      value: [],
      wrong: ['p: Invalid value: 0: p in body should have at least 1 items'],
    },
    {
      given: 'too many elements',
      schema: list(string(''), { maxItems: 1 }),
      value: ['a', 'b'],
      wrong: ['p: Too many: 2: must have at most 1 items'],
    },
    {
      given: 'the same element twice in a set',
      schema: set(integer('')),
      value: [1, 2, 1],
      wrong: ['p[2]: Duplicate value: 1'],
    },
    {
      given: 'the same key twice in a map list',
      schema: mapList(['name'], unit),
      value: [{ name: 'a' }, { name: 'a', action: 'B' }],
      wrong: ['p[1]: Duplicate value: {"name":"a"}'],
    },
    {
      given: 'a percentage or a count',
      schema: { 'x-kubernetes-int-or-string': true, pattern: '^[0-9]+%$', minimum: 0 },
      value: '5%',
      wrong: [],
    },
    {
      given: 'neither percentage nor count',
      schema: { 'x-kubernetes-int-or-string': true, pattern: '^[0-9]+%$' },
      value: true,
      wrong: ['p: Invalid value: "boolean": p in body must be of type integer,string: "boolean"'],
    },
    {
      given: 'something that is not a time',
      schema: { type: 'string', format: 'date-time' },
      value: 'tomorrow',
      wrong: ['p: Invalid value: "tomorrow": p in body must be of type date-time: "tomorrow"'],
    },
  ];
  test.for(cases)('$given: $wrong', ({ schema, value, wrong }) => {
    const problems = validate(schema, value, 'p');
    expect(problems.map(({ field, message }) => `${field}: ${message}`)).toEqual(wrong);
  });
});

describe('rules', () => {
  const check = createRules();
  const schema = object(
    {
      type: string(''),
      step: integer(''),
      units: mapList(
        ['name'],
        object(
          { name: string(''), port: integer('') },
          {
            rules: [
              {
                rule: '!has(oldSelf.port) || self.port >= oldSelf.port',
                message: 'ports only grow',
              },
            ],
          },
        ),
      ),
      loose: list(
        object({ n: integer('') }, { rules: [{ rule: 'self.n == oldSelf.n', message: 'never' }] }),
      ),
    },
    {
      rules: [
        { rule: "self.type != 'B' || self.step > 1", message: 'B needs two steps' },
        { rule: '!has(oldSelf.type) || self.type == oldSelf.type', message: 'type is immutable' },
      ],
    },
  );

  test('a transition rule does not apply when there is nothing to compare with', () => {
    expect(check(schema, { type: 'A' }, undefined)).toEqual([]);
  });

  test('a transition rule compares with the old value', () => {
    const problems = check(schema, { type: 'C' }, { type: 'A' });
    expect(problems).toMatchObject([
      { field: '<nil>', message: 'Invalid value: type is immutable' },
    ]);
  });

  test('whole numbers compare as integers', () => {
    expect(check(schema, { type: 'B', step: 1 }, undefined)).toHaveLength(1);
    expect(check(schema, { type: 'B', step: 2 }, undefined)).toEqual([]);
  });

  test('a rule that cannot be evaluated refuses the object', () => {
    const [problem] = check(schema, { type: 'B' }, undefined);
    expect(problem?.message).toContain('could not be evaluated');
  });

  test('elements of a map list are compared by their key, not by their place', () => {
    const old = {
      units: [
        { name: 'a', port: 5 },
        { name: 'b', port: 9 },
      ],
    };
    const moved = {
      units: [
        { name: 'b', port: 9 },
        { name: 'a', port: 5 },
      ],
    };
    const shrunk = { units: [{ name: 'b', port: 8 }] };
    expect(check(schema, { type: 'A', ...moved }, { type: 'A', ...old })).toEqual([]);
    expect(check(schema, { type: 'A', ...shrunk }, { type: 'A', ...old })).toMatchObject([
      { field: 'units[0]', message: 'Invalid value: ports only grow' },
    ]);
  });

  test('elements of other lists have no old value', () => {
    expect(
      check(schema, { type: 'A', loose: [{ n: 2 }] }, { type: 'A', loose: [{ n: 1 }] }),
    ).toEqual([]);
  });
});
