/**
 * Small parts of the client: lines, watch events, paths, backoff.
 * @module
 */
import { array, assert, asyncProperty, double, integer, nat, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoffMs } from '#controller/objects/backoff.ts';
import { splitLines } from '#controller/objects/lines.ts';
import { collectionPath, objectPath, selectorText } from '#controller/objects/object-paths.ts';
import { readWatchEvent } from '#controller/objects/watch-event.ts';

async function lines(chunks: readonly string[]): Promise<readonly string[]> {
  async function* source(): AsyncIterable<Uint8Array> {
    for (const chunk of chunks) yield Buffer.from(chunk, 'latin1');
  }
  const found: string[] = [];
  for await (const line of splitLines(source())) found.push(line);
  return found;
}

describe('lines', () => {
  test('do not depend on how the bytes were cut', async () => {
    const text = 'one\ntwo\n\nthree\n';
    await assert(
      asyncProperty(array(nat(text.length), { maxLength: 6 }), async (cuts) => {
        const ends = [...new Set([0, ...cuts, text.length])].toSorted((a, b) => a - b);
        const chunks = ends.slice(1).map((end, index) => text.slice(ends[index], end));
        expect(await lines(chunks)).toEqual(['one', 'two', '', 'three']);
      }),
    );
  });

  test('what follows the last line end is dropped: the connection broke inside it', async () => {
    expect(await lines(['a\nhal'])).toEqual(['a']);
  });

  test('a line without end is an error, not a full memory', async () => {
    await expect(lines(['x'.repeat(17 * 1024 * 1024)])).rejects.toThrow('longer than');
  });
});

test.for([
  ['not json', 'unreadable'],
  ['{}', 'unreadable'],
  ['{"type":"ADDED"}', 'unreadable'],
  ['{"type":"ADDED","object":{"metadata":{"name":"a"}}}', 'unreadable'],
  ['{"type":"ADDED","object":{"metadata":{"name":"a","resourceVersion":"1"}}}', 'set'],
  ['{"type":"DELETED","object":{"metadata":{"name":"a","resourceVersion":"1"}}}', 'deleted'],
  ['{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"1"}}}', 'bookmark'],
  ['{"type":"BOOKMARK","object":{}}', 'unreadable'],
  ['{"type":"ERROR","object":{"kind":"Status","status":"Failure","code":410}}', 'error'],
  ['{"type":"ERROR","object":{"x":1}}', 'unreadable'],
] as const)('%s is %s', ([line, kind]) => {
  expect(readWatchEvent(line).kind).toBe(kind);
});

describe('paths', () => {
  test('of our kinds and of core kinds', () => {
    expect(collectionPath('Host', undefined)).toBe('/apis/credfleet.dev/v1alpha1/hosts');
    expect(collectionPath('Secret', undefined)).toBe('/api/v1/secrets');
    expect(objectPath('Secret', { namespace: 'a', name: 'b' })).toBe(
      '/api/v1/namespaces/a/secrets/b',
    );
  });

  test('a name cannot leave its place in the path', () => {
    expect(objectPath('Host', { name: '../secrets?x' })).toBe(
      '/apis/credfleet.dev/v1alpha1/hosts/..%2Fsecrets%3Fx',
    );
  });

  test('a selector in every form', () => {
    const text = selectorText({
      matchLabels: { role: 'db' },
      matchExpressions: [
        { key: 'zone', operator: 'In', values: ['a', 'b'] },
        { key: 'old', operator: 'NotIn', values: ['x'] },
        { key: 'up', operator: 'Exists' },
        { key: 'down', operator: 'DoesNotExist' },
      ],
    });
    expect(text).toBe('role=db,zone in (a,b),old notin (x),up,!down');
  });
});

describe('backoff', () => {
  test('never exceeds a minute and never the doubling ceiling', () => {
    assert(
      property(
        integer({ min: 1, max: 10_000 }),
        double({ min: 0, max: 0.999, noNaN: true }),
        (failures, fraction) => {
          const ms = backoffMs(failures, fraction);
          expect(ms).toBeGreaterThanOrEqual(0);
          expect(ms).toBeLessThanOrEqual(Math.min(60_000, 1000 * 2 ** Math.min(failures - 1, 16)));
        },
      ),
    );
  });
});
