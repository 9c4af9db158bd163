/**
 * The object store: revisions, restarts, refusals to open, and nothing readable on disk.
 * @module
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ObjectStore } from '#controller/objects/object-store.ts';
import { openSqliteObjects } from '#controller/objects/sqlite-objects.node.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { apiDocument } from '#test/gen/api-document.ts';

const storageKey = new Uint8Array(32).fill(7);
const PLAIN = { sealed: false } as const;
const host = (name: string) => ({ resource: 'hosts', namespace: '', name });

let directory: string;
let database: string;
let open: ObjectStore[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'objects-'));
  database = join(directory, 'objects.db');
  open = [];
});

afterEach(() => {
  for (const store of open) store.close();
  rmSync(directory, { recursive: true });
});

function openStore(key: Uint8Array = storageKey): ObjectStore {
  const store = openSqliteObjects({ database, storageKey: key, random: systemRandom });
  open.push(store);
  return store;
}

function closeStore(store: ObjectStore): void {
  store.close();
  open = open.filter((other) => other !== store);
}

function put(store: ObjectStore, name: string, labels: Record<string, string> = {}) {
  return store.change((write) => write.put(host(name), apiDocument({ name, labels }), PLAIN));
}

test('each write gets the next revision, over all resources', () => {
  const store = openStore();
  expect(put(store, 'a').metadata.resourceVersion).toBe('1');
  const secret = { resource: 'secrets', namespace: 'x', name: 's' };
  const stored = store.change((write) => write.put(secret, apiDocument({ name: 's' }), PLAIN));
  expect(stored.metadata.resourceVersion).toBe('2');
  store.change((write) => write.remove(host('a')));
  expect(store.revision()).toBe(3);
});

test('objects and the revision survive a restart; changes before it are forgotten, not invented', () => {
  const before = openStore();
  put(before, 'a');
  put(before, 'b');
  closeStore(before);

  const after = openStore();
  expect(after.revision()).toBe(2);
  expect(after.get(host('a'))?.metadata.resourceVersion).toBe('1');
  expect(after.changesSince(1)).toBeUndefined();
  expect(after.changesSince(2)).toEqual([]);
  expect(put(after, 'c').metadata.resourceVersion).toBe('3');
});

test('a revision from the future is forgotten too: the client holds a newer copy than a restored backup', () => {
  expect(openStore().changesSince(5)).toBeUndefined();
});

describe('a change that fails', () => {
  test('leaves nothing behind and tells nobody', () => {
    const store = openStore();
    put(store, 'a');
    const told: string[] = [];
    store.onChange(({ key }) => told.push(key.name));
    const failing = () =>
      store.change((write) => {
        write.put(host('b'), apiDocument({ name: 'b' }), PLAIN);
        throw new TypeError('no');
      });
    expect(failing).toThrow(expect.objectContaining({ code: 'STORE_FAILED' }));
    expect(store.get(host('b'))).toBeUndefined();
    expect(store.revision()).toBe(1);
    expect(told).toEqual([]);
    expect(put(store, 'c').metadata.resourceVersion).toBe('2');
  });
});

describe('changes that are made together', () => {
  test('see each other, and are told when all of them are durable', () => {
    const store = openStore();
    const told: string[] = [];
    store.onChange(({ key, revision }) => told.push(`${key.name} ${revision}`));
    store.together(() => {
      put(store, 'a');
      expect(put(store, 'b').metadata.resourceVersion).toBe('2');
      expect(store.get(host('a'))?.metadata.resourceVersion).toBe('1');
      expect(told).toEqual([]);
    });
    expect(told).toEqual(['a 1', 'b 2']);
    expect(store.changesSince(0)).toHaveLength(2);
    closeStore(store);
    expect(openStore().revision()).toBe(2);
  });

  test('one that fails is undone by itself', () => {
    const store = openStore();
    const told: string[] = [];
    store.onChange(({ key }) => told.push(key.name));
    store.together(() => {
      put(store, 'a');
      const failing = () =>
        store.change((write) => {
          write.put(host('b'), apiDocument({ name: 'b' }), PLAIN);
          throw new TypeError('no');
        });
      expect(failing).toThrow(expect.objectContaining({ code: 'STORE_FAILED' }));
      expect(put(store, 'c').metadata.resourceVersion).toBe('2');
    });
    expect(told).toEqual(['a', 'c']);
    closeStore(store);
    const again = openStore();
    expect(['a', 'b', 'c'].filter((name) => again.get(host(name)))).toEqual(['a', 'c']);
  });

  test('of which none is kept leave nothing behind and tell nobody', () => {
    const store = openStore();
    put(store, 'a');
    const told: string[] = [];
    store.onChange(({ key }) => told.push(key.name));
    const failing = () =>
      store.together(() => {
        put(store, 'b');
        throw new TypeError('no');
      });
    expect(failing).toThrow(expect.objectContaining({ code: 'STORE_FAILED' }));
    expect([store.revision(), store.get(host('b')), told]).toEqual([1, undefined, []]);
    expect(store.changesSince(1)).toEqual([]);
    expect(put(store, 'c').metadata.resourceVersion).toBe('2');
    expect(told).toEqual(['c']);
  });
});

test('listeners hear of changes with what was there before', () => {
  const store = openStore();
  const heard: unknown[] = [];
  store.onChange((change) => {
    const before = change.previousJson();
    heard.push([
      change.type,
      change.revision,
      before === undefined ? undefined : JSON.parse(before),
    ]);
  });
  const first = put(store, 'a');
  const second = put(store, 'a', { x: '1' });
  store.change((write) => write.remove(host('a')));
  expect(heard).toEqual([
    ['ADDED', 1, undefined],
    ['MODIFIED', 2, first],
    ['DELETED', 3, second],
  ]);
});

test('a deleted object is told with the revision of its deletion', () => {
  const store = openStore();
  put(store, 'a');
  store.change((write) => write.remove(host('a')));
  const [, deleted] = store.changesSince(0) ?? [];
  expect(JSON.parse(deleted?.json() ?? '')).toMatchObject({ metadata: { resourceVersion: '2' } });
});

test('lists are in order of namespace and name, and go on behind any key', () => {
  const store = openStore();
  const keys = [
    ['b', 'x'],
    ['a', 'z'],
    ['a', 'a'],
  ] as const;
  for (const [namespace, name] of keys) {
    const key = { resource: 'secrets', namespace, name };
    store.change((write) => write.put(key, apiDocument({ namespace, name }), PLAIN));
  }
  const names = (options?: object) =>
    [...store.list('secrets', options)].map(
      ({ metadata }) => `${metadata.namespace}/${metadata.name}`,
    );
  expect(names()).toEqual(['a/a', 'a/z', 'b/x']);
  expect(names({ after: { namespace: 'a', name: 'm' } })).toEqual(['a/z', 'b/x']);
  expect(names({ namespace: 'a' })).toEqual(['a/a', 'a/z']);
  expect(store.count('secrets', { after: { namespace: 'a', name: 'a' } })).toBe(2);
});

test('objects whose time is over are named', () => {
  const store = openStore();
  store.change((write) => {
    write.put(host('old'), apiDocument({ name: 'old' }), { sealed: false, expiresAtMs: 100 });
    write.put(host('young'), apiDocument({ name: 'young' }), { sealed: false, expiresAtMs: 300 });
  });
  expect(store.expired(200)).toEqual([host('old')]);
});

describe('a sealed object', () => {
  const CANARY = 'canary-5f0c1a7e';
  const key = { resource: 'secrets', namespace: 'payments', name: 'db' };
  const document = apiDocument(
    { ...key, annotations: { 'kubectl.kubernetes.io/last-applied-configuration': CANARY } },
    { kind: 'Secret', data: { password: Buffer.from(CANARY).toString('base64') } },
  );

  function bytesOnDisk(): Buffer {
    return Buffer.concat(readdirSync(directory).map((name) => readFileSync(join(directory, name))));
  }

  test('is nowhere readable on disk, write-ahead log included, before and after it is removed', () => {
    const store = openStore();
    store.change((write) => write.put(key, document, { sealed: true }));
    const live = bytesOnDisk();
    store.change((write) => write.remove(key));
    closeStore(store);
    expect(live.includes('payments')).toBe(true);
    for (const bytes of [live, bytesOnDisk()]) {
      expect(bytes.includes(CANARY)).toBe(false);
      expect(bytes.includes(Buffer.from(CANARY).toString('base64').slice(0, 16))).toBe(false);
    }
  });

  test('that was removed is overwritten on disk, ciphertext and all', () => {
    const store = openStore();
    store.change((write) => write.put(key, document, { sealed: true }));
    store.change((write) => write.remove(key));
    closeStore(store);
    expect(bytesOnDisk().includes('payments')).toBe(false);
  });

  test('comes back whole, from get, list and changes', () => {
    const store = openStore();
    const stored = store.change((write) => write.put(key, document, { sealed: true }));
    expect(store.get(key)).toEqual(stored);
    expect([...store.list('secrets')]).toEqual([stored]);
    expect(JSON.parse(store.changesSince(0)?.[0]?.json() ?? '')).toEqual(stored);
  });

  test('that was moved to another row does not open', () => {
    const store = openStore();
    store.change((write) => write.put(key, document, { sealed: true }));
    closeStore(store);
    const raw = new DatabaseSync(database);
    raw.exec("UPDATE objects SET name = 'other' WHERE name = 'db'");
    raw.close();
    const after = openStore();
    expect(() => after.get({ ...key, name: 'other' })).toThrow(
      expect.objectContaining({ code: 'CONTENT_UNREADABLE' }),
    );
  });
});

describe('opening', () => {
  test('with another key is refused before anything is read or written', () => {
    closeStore(openStore());
    expect(() => openStore(new Uint8Array(32).fill(8))).toThrow(
      expect.objectContaining({ code: 'STORE_KEY_MISSING' }),
    );
  });

  test('a second time while it is open is refused: two writers would lose changes', () => {
    const store = openStore();
    put(store, 'a');
    expect(() => openStore()).toThrow(expect.objectContaining({ code: 'STORE_FAILED' }));
  });

  test('a format of a later version is refused', () => {
    closeStore(openStore());
    const raw = new DatabaseSync(database);
    raw.exec("UPDATE facts SET value = 2 WHERE name = 'format'");
    raw.close();
    expect(() => openStore()).toThrow(/format 2/u);
  });

  test('a file that is no database is refused and named', () => {
    database = directory;
    expect(() => openStore()).toThrow(directory);
  });

  test('makes files that only their owner can read', () => {
    put(openStore(), 'a');
    const modes = readdirSync(directory).map(
      (name) => statSync(join(directory, name)).mode & 0o077,
    );
    expect(modes.every((mode) => mode === 0)).toBe(true);
  });
});
