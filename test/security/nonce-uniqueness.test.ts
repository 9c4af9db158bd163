/**
 * Threat: AES-GCM under one (key, nonce) twice gives away the difference of two contents and the key of the tags. Seen
 * from the other end: every envelope is opened by a cipher that writes down what it is used with.
 * @module
 */
import { createPublicKey } from 'node:crypto';
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256 } from 'hpke';
import { expect, test } from 'vitest';
import { contextInfo, itemAad } from '#src/envelope/binding.ts';
import { decodeEnvelope } from '#src/wire/envelope-wire.ts';
import { decodeIntent } from '#src/wire/intent-from-wire.ts';
import { type EnvelopeKeys, envelopeKeys, wrapped } from '#test/gen/envelope.ts';
import { openedIntentOf } from '#test/gen/intent.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const ECDH = { name: 'ECDH', namedCurve: 'P-256' };

type Used = { readonly key: string; readonly nonce: string };

/** Opens all of an envelope and returns what each item was encrypted under. */
async function usedBy(keys: EnvelopeKeys, envelope: Uint8Array): Promise<readonly Used[]> {
  const used: Used[] = [];
  const real = AEAD_AES_256_GCM();
  const suite = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, () => ({
    ...real,
    Open: async (key: Uint8Array, nonce: Uint8Array, ...rest: [Uint8Array, Uint8Array]) => {
      used.push({ key: hex(key), nonce: hex(nonce) });
      return real.Open(key, nonce, ...rest);
    },
  }));
  const { header, enc, intents } = decodeEnvelope(envelope);
  const recipient = {
    privateKey: keys.kx.toCryptoKey(ECDH, false, ['deriveBits']),
    publicKey: createPublicKey(keys.kx).toCryptoKey(ECDH, true, []),
  };
  const context = await suite.SetupRecipient(recipient, enc, { info: contextInfo(header) });
  let index = 0;
  for (const { spec, ciphertexts } of intents) {
    const intent = decodeIntent(spec);
    for (const [at, ciphertext] of ciphertexts.entries()) {
      const aad = itemAad({ header, spec, intent }, index, intent.items[at]?.name ?? '');
      // Rejects when this is not what it was encrypted under: what is written down is true.
      await context.Open(ciphertext, aad);
      index += 1;
    }
  }
  return used;
}

function expectUnique(used: readonly Used[]): void {
  expect(new Set(used.map(({ key, nonce }) => `${key} ${nonce}`)).size).toBe(used.length);
}

const contents = { a: 'one', b: 'two', c: '', d: 'x'.repeat(300) };

test('the same intents for many hosts, wrapped at the same time, share no key', async () => {
  const hosts = Array.from({ length: 40 }, () => envelopeKeys());
  const intents = [openedIntentOf(contents), openedIntentOf({ e: 'three' }, { uid: 'other' })];
  const envelopes = await Promise.all(hosts.map(async (keys) => wrapped(keys, intents)));
  const perHost = await Promise.all(
    hosts.map(async (keys, at) => usedBy(keys, envelopes[at] ?? new Uint8Array())),
  );
  const used = perHost.flat();
  expect(used).toHaveLength(200);
  expectUnique(used);
  expect(new Set(used.map(({ key }) => key)).size).toBe(40);
});

test('the same push for one host, again and again with the same header, has another key each time', async () => {
  const keys = envelopeKeys();
  const intents = [openedIntentOf(contents)];
  const used: Used[] = [];
  for (let push = 0; push < 60; push += 1) {
    used.push(...(await usedBy(keys, await wrapped(keys, intents))));
  }
  expect(used).toHaveLength(240);
  expectUnique(used);
  expect(new Set(used.map(({ key }) => key)).size).toBe(60);
});

test('the items of one envelope have one key and a nonce each', async () => {
  const keys = envelopeKeys();
  const names = Array.from({ length: 32 }, (_, at) => [`item-${at}`, 'same content']);
  const intents = [0, 1, 2, 3].map((at) =>
    openedIntentOf(Object.fromEntries(names), { uid: `${at}` }),
  );
  const used = await usedBy(keys, await wrapped(keys, intents));
  expect(used).toHaveLength(128);
  expect(new Set(used.map(({ key }) => key)).size).toBe(1);
  expectUnique(used);
});
