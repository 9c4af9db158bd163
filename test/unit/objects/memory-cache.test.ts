/**
 * The local copy of one kind and what its listeners hear.
 * @module
 */
import { expect, test } from 'vitest';
import { MemoryCache } from '#controller/objects/memory-cache.ts';
import type { JsonObject } from '#src/api/json.ts';
import type { Host } from '#src/api/host.ts';
import type { Stored } from '#src/api/meta.ts';
import { silentLog } from '#test/fakes/silent-log.ts';

function host(name: string, resourceVersion: string, uid = `uid-${name}`): JsonObject {
  return {
    apiVersion: 'credfleet.dev/v1alpha1',
    kind: 'Host',
    metadata: { name, uid, resourceVersion, creationTimestamp: '2026-01-01T00:00:00Z' },
    spec: {},
  };
}

function newCache(signal: AbortSignal = new AbortController().signal) {
  const read = (object: JsonObject) => object as unknown as Stored<Host>;
  const cache = new MemoryCache<'Host'>({ read, log: silentLog, signal });
  const told: string[] = [];
  cache.onChange(({ kind, object }) => {
    const shown = cache.get(object.metadata)?.metadata.resourceVersion ?? 'gone';
    told.push(`${kind} ${object.metadata.name} ${shown}`);
  });
  return { cache, told };
}

test('the first list is told and then synced', async () => {
  const { cache, told } = newCache();
  cache.replaced([host('a', '1'), host('b', '2')]);
  await cache.synced;
  expect(told).toEqual(['set a 1', 'set b 2']);
  expect(cache.all()).toHaveLength(2);
});

test('a later list tells only what differs: gone, new, changed', () => {
  const { cache, told } = newCache();
  cache.replaced([host('a', '1'), host('b', '2'), host('c', '3')]);
  told.length = 0;
  cache.replaced([host('a', '1'), host('b', '5'), host('d', '6')]);
  expect(told).toEqual(['deleted c gone', 'set b 5', 'set d 6']);
});

test('a change that the cache shows already is not told again', () => {
  const { cache, told } = newCache();
  cache.set(host('a', '1'));
  cache.set(host('a', '1'));
  expect(told).toEqual(['set a 1']);
});

test('an object that was made anew between two lists is told as deleted and set', () => {
  const { cache, told } = newCache();
  cache.replaced([host('a', '1', 'first')]);
  told.length = 0;
  cache.replaced([host('a', '9', 'second')]);
  expect(told).toEqual(['deleted a 9', 'set a 9']);
});

test('deleting what is not there is not told', () => {
  const { cache, told } = newCache();
  cache.deleted(host('a', '1'));
  expect(told).toEqual([]);
});

test('a listener that throws does not keep others from hearing', () => {
  const { cache } = newCache();
  const heard: string[] = [];
  cache.onChange(() => {
    throw new Error('bad listener');
  });
  cache.onChange(({ object }) => heard.push(object.metadata.name));
  cache.set(host('a', '1'));
  expect(heard).toEqual(['a']);
});

test('a listener that stopped hears nothing', () => {
  const { cache } = newCache();
  const heard: string[] = [];
  const stop = cache.onChange(({ object }) => heard.push(object.metadata.name));
  stop();
  cache.set(host('a', '1'));
  expect(heard).toEqual([]);
});

test('synced rejects when the end comes before the first list', async () => {
  const end = new AbortController();
  const { cache } = newCache(end.signal);
  end.abort(new Error('shutting down'));
  await expect(cache.synced).rejects.toThrow('shutting down');
});
