/**
 * Content of versions at rest.
 * @module
 */
import { expect, test } from 'vitest';
import { keyId, type ContentKeys } from '#controller/content/content-keys.ts';
import { createContentStore } from '#controller/content/content-store.ts';
import { API_VERSION } from '#src/api/meta.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { Secret } from '#src/secret/secret.ts';
import { FakeObjects } from '#test/fakes/fake-objects.ts';

const ref = { namespace: 'payments', credential: 'db', version: 3 };
const owner = { apiVersion: API_VERSION, kind: 'HostCredential', name: 'db', uid: 'u' };

function keysOf(fill: number): ContentKeys {
  const key = () => new Secret(new Uint8Array(32).fill(fill));
  return { contentKey: key(), digestKey: key };
}

function storeOf(objects = new FakeObjects(), fill = 1) {
  return {
    objects,
    store: createContentStore({ objects, keys: keysOf(fill), random: systemRandom }),
  };
}

function itemsOf(values: Readonly<Record<string, string>>) {
  return Object.entries(values).map(([name, value]) => ({
    name,
    content: new Secret(new Uint8Array(Buffer.from(value))),
  }));
}

async function stored() {
  const { objects, store } = storeOf();
  const items = itemsOf({ user: 'ada', password: 'hunter2' });
  await objects.create('Secret', store.sealed({ ...ref, owner, items }));
  return { objects, store };
}

async function secretIn(objects: FakeObjects, name = 'db-v3-content') {
  const secret = await objects.get('Secret', { namespace: 'payments', name });
  if (secret === undefined) throw new Error('no content');
  return secret;
}

test('what was put comes out, item by item', async () => {
  const { store } = await stored();
  const items = await store.open(ref, ['password', 'user']);
  expect(
    items.map(({ name, content }) => [name, Buffer.from(content.reveal()).toString()]),
  ).toEqual([
    ['password', 'hunter2'],
    ['user', 'ada'],
  ]);
});

test('it lies in an immutable Secret of its own type, owned by the HostCredential, unreadable', async () => {
  const { objects } = await stored();
  const secret = await secretIn(objects);
  expect(secret).toMatchObject({ type: 'credfleet.dev/version-content', immutable: true });
  expect(secret.metadata.ownerReferences).toEqual([owner]);
  const raw = Object.values(secret.data ?? {}).map((value) =>
    Buffer.from(value, 'base64').toString('latin1'),
  );
  expect(raw.join()).not.toContain('hunter2');
});

test('the same content twice does not look the same', async () => {
  const { objects, store } = await stored();
  const again = { ...ref, version: 4, owner, items: itemsOf({ password: 'hunter2' }) };
  await objects.create('Secret', store.sealed(again));
  const [first, second] = [await secretIn(objects), await secretIn(objects, 'db-v4-content')];
  expect(first.data?.['password']).not.toBe(second.data?.['password']);
});

test.for([
  { given: 'of another version', change: { version: 4 } },
  { given: 'of another credential', change: { credential: 'other' } },
  { given: 'of another namespace', change: { namespace: 'other' } },
])('content moved into the place of one $given does not open', async ({ change }) => {
  const { objects, store } = await stored();
  const { data, metadata, type } = await secretIn(objects);
  const elsewhere = { ...ref, ...change };
  await objects.create('Secret', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      namespace: elsewhere.namespace,
      name: `${elsewhere.credential}-v${elsewhere.version}-content`,
      annotations: metadata.annotations ?? {},
    },
    type: type ?? '',
    data: data ?? {},
  });
  await expect(store.open(elsewhere, ['password'])).rejects.toMatchObject({
    code: 'CONTENT_UNREADABLE',
  });
});

test('two items that were exchanged do not open', async () => {
  const { objects, store } = await stored();
  const secret = await secretIn(objects);
  const { user = '', password = '' } = secret.data ?? {};
  await objects.replace('Secret', { ...secret, data: { user: password, password: user } });
  await expect(store.open(ref, ['user'])).rejects.toMatchObject({ code: 'CONTENT_UNREADABLE' });
});

test('a flipped bit, a missing item, content that is gone: unreadable, and the error says what to do', async () => {
  const { objects, store } = await stored();
  await expect(store.open(ref, ['nothing'])).rejects.toMatchObject({ code: 'CONTENT_UNREADABLE' });
  const secret = await secretIn(objects);
  const sealed = Buffer.from(secret.data?.['user'] ?? '', 'base64');
  sealed[30] = (sealed[30] ?? 0) ^ 1;
  await objects.replace('Secret', { ...secret, data: { user: sealed.toString('base64') } });
  await expect(store.open(ref, ['user'])).rejects.toMatchObject({ code: 'CONTENT_UNREADABLE' });
  await store.remove(ref);
  await expect(store.open(ref, ['user'])).rejects.toThrow(
    /payments\/db-v3: its Secret is gone; change the source/u,
  );
});

test('another key is refused by name, before anything is tried', async () => {
  const { objects } = await stored();
  const { store } = storeOf(objects, 2);
  const old = keyId(keysOf(1).contentKey);
  await expect(store.open(ref, ['user'])).rejects.toThrow(`the keyring has no key '${old}'`);
});

test('hosts that ask at the same moment share one fetch, later ones fetch again', async () => {
  const { objects, store } = await stored();
  const before = objects.reads.length;
  const both = await Promise.all([store.open(ref, ['user']), store.open(ref, ['password'])]);
  expect(both.flat().map((item) => item.name)).toEqual(['user', 'password']);
  expect(objects.reads.length - before).toBe(1);
  await store.open(ref, ['user']);
  expect(objects.reads.length - before).toBe(2);
});

test('content is never overwritten', async () => {
  const { objects, store } = await stored();
  const other = store.sealed({ ...ref, owner, items: itemsOf({ user: 'eve' }) });
  const again = objects.create('Secret', other);
  await expect(again).rejects.toMatchObject({ code: 'OBJECT_EXISTS' });
});
