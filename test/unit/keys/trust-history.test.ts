/**
 * The history of what hosts were told to trust: what is kept, who may follow, which CAs are still accepted.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { loadKeyring, type Keyring } from '#controller/keys/keyring.ts';
import {
  clientCas,
  decodeHistory,
  encodeHistory,
  FORMER_CA_MS,
} from '#controller/keys/trust-history.ts';
import { caPin } from '#src/identity/pin.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { MemoryKeyStore } from '#test/gen/keyring.ts';

async function made(): Promise<{ readonly keyring: Keyring; readonly clock: FakeClock }> {
  const clock = new FakeClock();
  const store = new MemoryKeyStore();
  return { clock, keyring: await loadKeyring({ store, clock, random: systemRandom }) };
}

async function rotate(keyring: Keyring, key: 'intent' | 'ca', times = 1): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    await keyring.rotate(key, { by: 'ada', epoch: keyring.bundle.epoch });
  }
}

test('a host gets exactly what it missed; one that is ahead gets nothing', async () => {
  const { keyring } = await made();
  await rotate(keyring, 'intent', 3);
  const missed = (epoch: number) => keyring.bundlesAfter(epoch)?.length;
  expect([1, 2, 3, 4, 9].map(missed)).toEqual([3, 2, 1, 0, 0]);
});

test('64 changes are kept; who missed more cannot follow', async () => {
  const { keyring } = await made();
  await rotate(keyring, 'intent', 70);
  expect(keyring.history).toHaveLength(64);
  expect(keyring.bundlesAfter(7)).toHaveLength(64);
  expect(keyring.bundlesAfter(6)).toBeUndefined();
});

test('a former CA is accepted for a day, however many rotations follow', async () => {
  const { keyring, clock } = await made();
  const pins = () => keyring.clientCas(clock.nowMs()).map(caPin);
  const [first, second] = [keyring.caPin, keyring.nextCaPin];
  await rotate(keyring, 'ca');
  clock.advance(FORMER_CA_MS / 2);
  await rotate(keyring, 'intent');
  expect(pins()).toEqual([second, first]);
  await rotate(keyring, 'ca');
  expect(pins()).toEqual([keyring.caPin, second, first]);
  clock.advance(FORMER_CA_MS / 2);
  expect(pins()).toEqual([keyring.caPin, second]);
  clock.advance(FORMER_CA_MS / 2);
  expect(pins()).toEqual([keyring.caPin]);
});

test('of a stolen CA nothing is accepted from then on, also after a restart', async () => {
  const { keyring, clock } = await made();
  await rotate(keyring, 'ca');
  const { epoch } = keyring.bundle;
  await keyring.rotate('ca', { by: 'ada', epoch, isStolen: true });
  await rotate(keyring, 'intent');
  const again = decodeHistory(encodeHistory(keyring.history));
  for (const cas of [keyring.clientCas(clock.nowMs()), clientCas(again, clock.nowMs())]) {
    expect(cas.map(caPin)).toEqual([keyring.caPin]);
  }
});

describe('what is stored', () => {
  test('is the same when it is read again', async () => {
    const { keyring } = await made();
    await rotate(keyring, 'intent');
    const encoded = encodeHistory(keyring.history);
    expect(encodeHistory(decodeHistory(encoded))).toEqual(encoded);
  });

  test.for<{ given: string; spoil: (text: string) => string }>([
    { given: 'empty', spoil: () => '' },
    { given: 'of another format', spoil: (text) => text.replace('"format":1', '"format":2') },
    { given: 'without entries', spoil: () => '{"format":1,"entries":[]}' },
    { given: 'cut short', spoil: (text) => text.slice(0, -20) },
    {
      given: 'one that does not follow',
      spoil: (text) =>
        text.replaceAll(/(?<="signature":")./gu, (first) => (first === 'A' ? 'B' : 'A')),
    },
  ])('$given, it is STORE_KEY_MISSING', async ({ spoil }) => {
    const { keyring } = await made();
    await rotate(keyring, 'intent');
    const text = Buffer.from(encodeHistory(keyring.history)).toString();
    const missing = expect.objectContaining({ code: 'STORE_KEY_MISSING' });
    expect(() => decodeHistory(Buffer.from(spoil(text)))).toThrow(missing);
  });
});
