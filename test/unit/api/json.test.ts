/**
 * JSON questions, above all about names that mean something to JavaScript.
 * @module
 */
import { expect, test } from 'vitest';
import { equalJson, field, type JsonValue, mapValues, omit } from '#src/api/json.ts';

const hostile = JSON.parse('{"__proto__":{"polluted":true},"constructor":1}') as JsonValue;

test('fields of the prototype are not fields of the value', () => {
  expect(field({}, 'constructor')).toBeUndefined();
  expect(field({}, '__proto__')).toBeUndefined();
  expect(field(hostile, 'constructor')).toBe(1);
});

test('a field named __proto__ stays a field', () => {
  const copy = mapValues(omit(hostile as never, 'constructor'), (value) => value);
  expect(Object.hasOwn(copy, '__proto__')).toBe(true);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test.for<[JsonValue, JsonValue, boolean]>([
  [{ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [{ a: 1 }, { b: 1 }, false],
  [[1, 2], [2, 1], false],
  [{}, [], false],
  [null, {}, false],
  ['1', 1, false],
])('%j and %j: equal is %s', ([a, b, equal]) => {
  expect(equalJson(a, b)).toBe(equal);
  expect(equalJson(b, a)).toBe(equal);
});
