/**
 * Rotating keys: whole after a crash anywhere, in every store, with nothing left that is not needed.
 * @module
 */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { directoryKeyStore } from '#controller/keys/directory-key-store.node.ts';
import { keyEntry } from '#controller/keys/key-entries.ts';
import type { KeyChange, KeyMaterial, KeyStore } from '#controller/keys/key-store.ts';
import { loadKeyring } from '#controller/keys/keyring.ts';
import { CA_LIFE_MS, makeCa, makeIntentKey } from '#controller/keys/make-keys.ts';
import { secretKeyStore } from '#controller/keys/secret-key-store.ts';
import { caPin } from '#src/identity/pin.ts';
import { ed25519Raw } from '#src/identity/public-key.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { encodeTrustBundle } from '#src/wire/trust-wire.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { FakeObjects } from '#test/fakes/fake-objects.ts';
import { MemoryKeyStore } from '#test/gen/keyring.ts';

const clock = new FakeClock();
const random = systemRandom;
let base = '';

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'rotation-'));
});
afterEach(async () => rm(base, { recursive: true }));

const stores: readonly { kind: string; open: () => () => KeyStore }[] = [
  { kind: 'a directory', open: () => () => directoryKeyStore(join(base, 'keys')) },
  {
    kind: 'a Secret',
    open: () => {
      const objects = new FakeObjects(clock);
      return () => secretKeyStore(objects);
    },
  },
];

const entries = async (store: KeyStore): Promise<readonly string[]> =>
  Object.keys((await store.read()) ?? {});
const privateKeys = async (store: KeyStore): Promise<number> =>
  (await entries(store)).filter((name) => /^(?:ca|intent).*\.key$/u.test(name)).length;

/** A store that dies after so many writes; the write itself is done or not done. */
function dyingAfter(store: KeyStore, writes: number): KeyStore {
  let left = writes;
  return {
    read: async () => store.read(),
    create: async (material) => store.create(material),
    change: async (change: KeyChange) => {
      if (left === 0) throw new Error('killed');
      left -= 1;
      await store.change(change);
    },
  };
}

describe.for(stores)('in $kind', ({ open }) => {
  test('the next becomes the present, there is a new next, and the former private key is gone', async () => {
    const store = open();
    const keyring = await loadKeyring({ store: store(), clock, random });
    const before = keyring.bundle;
    await keyring.rotate('intent', { by: 'ada', epoch: 1 });
    await keyring.rotate('ca', { by: 'bob', epoch: 2 });
    const after = keyring.bundle;
    expect(after.epoch).toBe(3);
    expect(after.intentKeys[0]).toEqual(before.intentKeys[1]);
    expect(after.caCertificates[0]).toEqual(before.caCertificates[1]);
    expect(ed25519Raw(keyring.intentKey)).toEqual(after.intentKeys[0]);
    expect(await privateKeys(store())).toBe(4);
    const again = await loadKeyring({ store: store(), clock, random });
    expect(again.caPin).toBe(keyring.caPin);
    expect(again.history.map(({ change, by }) => `${change} by ${by}`)).toEqual([
      'made by controller',
      'intent by ada',
      'ca by bob',
    ]);
  });

  test.for([
    { key: 'intent', writes: 0 },
    { key: 'intent', writes: 1 },
    { key: 'intent', writes: 2 },
    { key: 'ca', writes: 0 },
    { key: 'ca', writes: 1 },
    { key: 'ca', writes: 2 },
  ] as const)(
    'killed after $writes writes of $key, it is the old or the new',
    async ({ key, writes }) => {
      const store = open();
      await loadKeyring({ store: store(), clock, random });
      const dying = await loadKeyring({ store: dyingAfter(store(), writes), clock, random });
      await expect(dying.rotate(key, { by: 'ada', epoch: 1 })).rejects.toThrow('killed');
      const again = await loadKeyring({ store: store(), clock, random });
      expect(again.bundle.epoch).toBe(writes < 2 ? 1 : 2);
      await again.rotate(key, { by: 'ada', epoch: again.bundle.epoch });
      expect(await privateKeys(store())).toBe(4);
    },
  );
});

test('a rotation of a bundle that is no more in force is refused, and two at once are one', async () => {
  const store = new MemoryKeyStore();
  const keyring = await loadKeyring({ store, clock, random });
  const both = ['ada', 'bob'].map(async (by) => keyring.rotate('intent', { by, epoch: 1 }));
  const results = await Promise.allSettled(both);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(results[1]).toMatchObject({ reason: { code: 'KEYS_NOT_ROTATED' } });
  expect(keyring.bundle.epoch).toBe(2);
});

test('those who ask are told after the new keys are in use, until they stop', async () => {
  const keyring = await loadKeyring({ store: new MemoryKeyStore(), clock, random });
  const seen: number[] = [];
  const stop = keyring.onChange(() => seen.push(keyring.bundle.epoch));
  await keyring.rotate('ca', { by: 'ada', epoch: 1 });
  stop();
  await keyring.rotate('ca', { by: 'ada', epoch: 2 });
  expect(seen).toEqual([2]);
});

test('what a crash left half written in a directory is removed', async () => {
  const directory = join(base, 'keys');
  const store = directoryKeyStore(directory);
  await loadKeyring({ store, clock, random });
  await writeFile(join(directory, 'trust.tmp'), 'half', { mode: 0o600 });
  await loadKeyring({ store, clock, random });
  expect(await readdir(directory)).not.toContain('trust.tmp');
});

test('an immutable Secret is refused before anything is changed, with what to do', async () => {
  const objects = new FakeObjects(clock);
  const store = secretKeyStore(objects);
  const keyring = await loadKeyring({ store, clock, random });
  const ref = { namespace: 'credfleet-system', name: 'credfleet-keys' };
  const secret = await objects.get('Secret', ref);
  if (secret === undefined) throw new Error('no Secret');
  await objects.replace('Secret', { ...secret, immutable: true });
  const rotating = keyring.rotate('intent', { by: 'ada', epoch: 1 });
  await expect(rotating).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  expect(keyring.bundle.epoch).toBe(1);
});

describe('intent keys apart', () => {
  test('lie in their store alone, from the first start on, also after a rotation', async () => {
    const [store, intentStore] = [new MemoryKeyStore(), directoryKeyStore(join(base, 'intent'))];
    const keyring = await loadKeyring({ store, intentStore, clock, random });
    await keyring.rotate('intent', { by: 'ada', epoch: 1 });
    expect((await entries(store)).filter((name) => name.startsWith('intent'))).toEqual([]);
    expect(await entries(intentStore)).toHaveLength(2);
    const again = await loadKeyring({ store, intentStore, clock, random });
    expect(again.bundle).toEqual(keyring.bundle);
  });

  test('are moved there from the key store, and missing when the option is left out again', async () => {
    const [store, intentStore] = [new MemoryKeyStore(), new MemoryKeyStore()];
    const { bundle } = await loadKeyring({ store, clock, random });
    const keyring = await loadKeyring({ store, intentStore, clock, random });
    expect(keyring.bundle).toEqual(bundle);
    expect(await privateKeys(store)).toBe(2);
    const without = loadKeyring({ store, clock, random });
    await expect(without).rejects.toMatchObject({ code: 'STORE_KEY_MISSING' });
  });

  test('are not put beside those of another fleet', async () => {
    const intentStore = new MemoryKeyStore();
    await loadKeyring({ store: new MemoryKeyStore(), intentStore, clock, random });
    const before = intentStore.material;
    const other = new MemoryKeyStore();
    const loading = loadKeyring({ store: other, intentStore, clock, random });
    await expect(loading).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    expect(intentStore.material).toEqual(before);
    expect(other.material).toBeUndefined();
  });
});

describe('a key store of a release that could not rotate', () => {
  /** As it was written: one CA, two intent keys, no bundle. */
  async function oldStore(): Promise<{ readonly store: MemoryKeyStore; readonly pin: string }> {
    const store = new MemoryKeyStore();
    const { clusterUid } = await loadKeyring({ store, clock, random });
    const ca = makeCa(clusterUid, CA_LIFE_MS.present, { clock, random });
    const pkcs8 = (key: ReturnType<typeof makeIntentKey>, kind: 'ca' | 'intent') =>
      Object.values(keyEntry(kind, key))[0] ?? new Uint8Array();
    const kept = Object.entries(store.material ?? {}).filter(
      ([name]) => !/^(?:trust|ca-.*|intent-.*)$/u.test(name),
    );
    const material: KeyMaterial = {
      ...Object.fromEntries(kept),
      'ca.crt': ca.certificate,
      'ca.key': pkcs8(ca.key, 'ca'),
      'intent.key': pkcs8(makeIntentKey(), 'intent'),
      'intent-next.key': pkcs8(makeIntentKey(), 'intent'),
    };
    store.material = material;
    return { store, pin: caPin(ca.certificate) };
  }

  test('keeps its keys and gets a next CA, which its hosts can follow to', async () => {
    const { store, pin } = await oldStore();
    const keyring = await loadKeyring({ store, clock, random });
    expect(keyring.caPin).toBe(pin);
    expect(keyring.bundle.epoch).toBe(2);
    expect(keyring.bundlesAfter(1)).toHaveLength(1);
    const again = await loadKeyring({ store, clock, random });
    expect(encodeTrustBundle(again.bundle)).toEqual(encodeTrustBundle(keyring.bundle));
    await keyring.rotate('intent', { by: 'ada', epoch: 2 });
    await keyring.rotate('ca', { by: 'ada', epoch: 3 });
    const names = await entries(store);
    expect(names).not.toContain('ca.crt');
    expect(names).not.toContain('ca.key');
    expect(names).not.toContain('intent.key');
  });

  test.for(['ca.key', 'intent.key', 'intent-next.key'])(
    'without %s is STORE_KEY_MISSING',
    async (name) => {
      const { store } = await oldStore();
      const { [name]: _gone, ...rest } = store.material ?? {};
      store.material = rest;
      const loading = loadKeyring({ store, clock, random });
      await expect(loading).rejects.toMatchObject({ code: 'STORE_KEY_MISSING' });
      expect(store.material).toEqual(rest);
    },
  );
});

test('a private key that belongs to nobody is removed from the key store', async () => {
  const store = new MemoryKeyStore();
  await loadKeyring({ store, clock, random });
  const stray = keyEntry('ca', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
  await store.change({ put: stray });
  await loadKeyring({ store, clock, random });
  expect(await privateKeys(store)).toBe(4);
});
