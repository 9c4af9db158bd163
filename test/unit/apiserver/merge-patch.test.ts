/**
 * Merge patch by the examples of RFC 7396, JSON patch by those of RFC 6902.
 * @module
 */
import { assert, jsonValue, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findDirective, jsonPatch, mergePatch } from '#controller/apiserver/merge-patch.ts';
import type { JsonValue } from '#src/api/json.ts';

describe('merge patch', () => {
  test.for<[JsonValue, JsonValue, JsonValue]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [{ a: 'foo' }, null, null],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j with %j is %j', ([target, patch, result]) => {
    expect(mergePatch(target, patch)).toEqual(result);
  });

  test('a patch cannot reach the prototype', () => {
    const patch = JSON.parse('{"__proto__":{"polluted":1}}') as JsonValue;
    const result = mergePatch({}, patch);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(JSON.stringify(result)).toBe('{"__proto__":{"polluted":1}}');
  });

  test('applying a patch twice changes nothing more', () => {
    assert(
      property(jsonValue(), jsonValue(), (target, patch) => {
        const once = mergePatch(target as JsonValue, patch as JsonValue);
        expect(mergePatch(once, patch as JsonValue)).toEqual(once);
      }),
    );
  });
});

describe('strategic directives', () => {
  test.for<[JsonValue, string | undefined]>([
    [{ data: { a: 'b' } }, undefined],
    [{ $patch: 'replace' }, '$patch'],
    [
      { metadata: { '$deleteFromPrimitiveList/finalizers': ['a'] } },
      '$deleteFromPrimitiveList/finalizers',
    ],
    [{ list: [{ $patch: 'delete', name: 'x' }] }, '$patch'],
  ])('%j: %s', ([patch, directive]) => {
    expect(findDirective(patch)).toBe(directive);
  });
});

describe('JSON patch', () => {
  const operations = (...all: readonly JsonValue[]) => all;

  test.for<[string, JsonValue, readonly JsonValue[], JsonValue]>([
    [
      'adds a member',
      { foo: 'bar' },
      operations({ op: 'add', path: '/baz', value: 'qux' }),
      { baz: 'qux', foo: 'bar' },
    ],
    [
      'inserts an element',
      { foo: ['bar', 'baz'] },
      operations({ op: 'add', path: '/foo/1', value: 'qux' }),
      { foo: ['bar', 'qux', 'baz'] },
    ],
    [
      'appends an element',
      { foo: ['bar'] },
      operations({ op: 'add', path: '/foo/-', value: 'qux' }),
      { foo: ['bar', 'qux'] },
    ],
    [
      'removes a member',
      { baz: 'qux', foo: 'bar' },
      operations({ op: 'remove', path: '/baz' }),
      { foo: 'bar' },
    ],
    [
      'removes an element',
      { foo: [1, 2, 3] },
      operations({ op: 'remove', path: '/foo/1' }),
      { foo: [1, 3] },
    ],
    [
      'replaces',
      { baz: 'qux' },
      operations({ op: 'replace', path: '/baz', value: 'boo' }),
      { baz: 'boo' },
    ],
    [
      'moves',
      { foo: { bar: 'x', waldo: 'fred' }, qux: {} },
      operations({ op: 'move', from: '/foo/waldo', path: '/qux/thud' }),
      { foo: { bar: 'x' }, qux: { thud: 'fred' } },
    ],
    ['copies', { a: [1] }, operations({ op: 'copy', from: '/a', path: '/b' }), { a: [1], b: [1] }],
    [
      'passes a true test',
      { baz: 'qux' },
      operations({ op: 'test', path: '/baz', value: 'qux' }),
      { baz: 'qux' },
    ],
    [
      'reads ~0 and ~1',
      { '/': 9, '~1': 10 },
      operations({ op: 'test', path: '/~01', value: 10 }, { op: 'remove', path: '/~1' }),
      { '~1': 10 },
    ],
  ])('%s', ([, target, patch, value]) => {
    expect(jsonPatch(target, patch)).toEqual({ ok: true, value });
  });

  test.for<[string, JsonValue, JsonValue]>([
    ['a false test', { baz: 'qux' }, { op: 'test', path: '/baz', value: 'bar' }],
    ['removing what is not there', {}, { op: 'remove', path: '/baz' }],
    ['replacing what is not there', {}, { op: 'replace', path: '/baz', value: 1 }],
    ['a parent that is not there', { foo: 'bar' }, { op: 'add', path: '/baz/bat', value: 'qux' }],
    ['an index behind the end', { a: [1] }, { op: 'add', path: '/a/2', value: 1 }],
    ['an index with a leading zero', { a: [1, 2] }, { op: 'remove', path: '/a/01' }],
    ['an unknown operation', {}, { op: 'frob', path: '/a' }],
    ['a path without a slash', {}, { op: 'add', path: 'a', value: 1 }],
    ['no value', {}, { op: 'add', path: '/a' }],
    ['the prototype', {}, { op: 'add', path: '/__proto__/x', value: 1 }],
  ])('%s does not apply', ([, target, operation]) => {
    expect(jsonPatch(target, [operation]).ok).toBe(false);
  });
});
