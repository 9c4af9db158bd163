/**
 * The key of the audit log: made with the others, kept for good.
 * @module
 */
import { expect, test } from 'vitest';
import { loadKeyring } from '#controller/keys/keyring.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { ed25519Raw } from '#src/identity/public-key.ts';
import { MemoryKeyStore } from '#test/gen/keyring.ts';

const sources = { clock: new FakeClock(), random: systemRandom };

async function keyIn(store: MemoryKeyStore): Promise<Uint8Array> {
  return ed25519Raw((await loadKeyring({ ...sources, store })).auditKey);
}

test('it is the same after each start, and none of the intent keys', async () => {
  const store = new MemoryKeyStore();
  const keyring = await loadKeyring({ ...sources, store });
  expect(await keyIn(store)).toEqual(ed25519Raw(keyring.auditKey));
  expect(keyring.bundle.intentKeys).not.toContainEqual(ed25519Raw(keyring.auditKey));
});

test('a store of a release without one gets one, once', async () => {
  const store = new MemoryKeyStore();
  await keyIn(store);
  await store.change({ remove: ['audit.key'] });
  const made = await keyIn(store);
  expect(await keyIn(store)).toEqual(made);
});

test('one that is no key is STORE_KEY_MISSING', async () => {
  const store = new MemoryKeyStore();
  await keyIn(store);
  await store.change({ put: { 'audit.key': new Uint8Array([1, 2, 3]) } });
  await expect(keyIn(store)).rejects.toMatchObject({ code: 'STORE_KEY_MISSING' });
});
