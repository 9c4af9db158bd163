/**
 * The controller's keys: made once, whole, and never weaker than they were.
 * @module
 */
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { directoryKeyStore } from '#controller/keys/directory-key-store.node.ts';
import { loadKeyring } from '#controller/keys/keyring.ts';
import { secretKeyStore } from '#controller/keys/secret-key-store.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { FakeObjects } from '#test/fakes/fake-objects.ts';
import { MemoryKeyStore } from '#test/gen/keyring.ts';

const clock = new FakeClock();
const random = systemRandom;
let base = '';

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'keys-'));
});
afterEach(async () => rm(base, { recursive: true }));

const stores = [
  { kind: 'a directory', open: () => directoryKeyStore(join(base, 'keys')) },
  {
    kind: 'a Secret',
    open: (() => {
      const objects = new FakeObjects(clock);
      return () => secretKeyStore(objects);
    })(),
  },
];

test.for(stores)('the keys in $kind are the same after a restart', async ({ open }) => {
  const first = await loadKeyring({ store: open(), clock, random });
  const again = await loadKeyring({ store: open(), clock, random });
  expect(again.clusterUid).toBe(first.clusterUid);
  expect(again.caPin).toBe(first.caPin);
  expect(again.bundle).toEqual(first.bundle);
  expect(again.storageKey.reveal()).toEqual(first.storageKey.reveal());
  expect(again.contentKey.reveal()).toEqual(first.contentKey.reveal());
  expect(again.digestKey('a').reveal()).toEqual(first.digestKey('a').reveal());
});

test('two controllers that start at once end with the same keys', async () => {
  const store = directoryKeyStore(join(base, 'keys'));
  const loading = Array.from({ length: 2 }, async () => loadKeyring({ store, clock, random }));
  const results = await Promise.allSettled(loading);
  const pins = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value.caPin] : []));
  const { caPin } = await loadKeyring({ store, clock, random });
  expect(pins.length).toBeGreaterThan(0);
  expect(new Set(pins)).toEqual(new Set([caPin]));
});

test('key files are 0600 in a directory 0700', async () => {
  const directory = join(base, 'keys');
  await loadKeyring({ store: directoryKeyStore(directory), clock, random });
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
  for (const name of await readdir(directory)) {
    expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600);
  }
});

test.for(['.', 'trust'])('%s readable by others is CONFIG_INVALID', async (name) => {
  const directory = join(base, 'keys');
  const store = directoryKeyStore(directory);
  await loadKeyring({ store, clock, random });
  await chmod(join(directory, name), name === '.' ? 0o750 : 0o640);
  const loading = loadKeyring({ store, clock, random });
  await expect(loading).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});

test.for(['first ca-', 'second ca-', 'first intent-', 'digest-master', 'cluster-uid', 'trust'])(
  'keys without the %s are STORE_KEY_MISSING, not made again',
  async (which) => {
    const store = new MemoryKeyStore();
    await loadKeyring({ store, clock, random });
    const [at, prefix] = which.startsWith('second ')
      ? [1, which.slice(7)]
      : [0, which.replace('first ', '')];
    const name =
      Object.keys(store.material ?? {}).filter((one) => one.startsWith(prefix))[at] ?? '';
    const { [name]: _gone, ...rest } = store.material ?? {};
    store.material = rest;
    const loading = loadKeyring({ store, clock, random });
    await expect(loading).rejects.toMatchObject({ code: 'STORE_KEY_MISSING' });
    expect(store.material).toEqual(rest);
  },
);

test('a CA key that is not of the CA certificate is refused', async () => {
  const [one, other] = [new MemoryKeyStore(), new MemoryKeyStore()];
  for (const store of [one, other]) await loadKeyring({ store, clock, random });
  const isCaKey = ([name]: [string, Uint8Array]): boolean => name.startsWith('ca-');
  const own = Object.entries(one.material ?? {}).filter((entry) => !isCaKey(entry));
  const foreign = Object.entries(other.material ?? {}).filter(isCaKey);
  one.material = Object.fromEntries([...own, ...foreign]);
  const loading = loadKeyring({ store: one, clock, random });
  await expect(loading).rejects.toMatchObject({ code: 'STORE_KEY_MISSING' });
});

test('each credential has its own digest key', async () => {
  const keyring = await loadKeyring({ store: new MemoryKeyStore(), clock, random });
  expect(keyring.digestKey('a').reveal()).not.toEqual(keyring.digestKey('b').reveal());
});

test('the CA is valid for ten years and may sign leaves only', async () => {
  const { ca } = await loadKeyring({ store: new MemoryKeyStore(), clock, random });
  const certificate = new X509Certificate(ca.certificate);
  const years = (certificate.validToDate.getTime() - clock.nowMs()) / (365 * 86_400_000);
  expect(Math.round(years)).toBe(10);
  expect(certificate.ca).toBe(true);
  expect(certificate.checkIssued(certificate)).toBe(true);
});
