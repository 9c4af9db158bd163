/**
 * Documents that are encrypted at rest.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { createBodySealer } from '#controller/objects/sealed-body.ts';
import { systemRandom } from '#src/random/random.node.ts';

const key = Uint8Array.from({ length: 32 }, (_, index) => index + 1);
const identity = { namespace: 'payments', name: 'db', uid: 'u1' };
const sealer = createBodySealer(key, systemRandom);

test('what was sealed opens again', () => {
  const sealed = sealer.seal('{"data":{"a":"päss"}}', identity);
  expect(sealer.open(sealed, identity)).toBe('{"data":{"a":"päss"}}');
});

test('the sealed bytes show nothing and differ each time', () => {
  const first = Buffer.from(sealer.seal('recognisable', identity));
  const second = Buffer.from(sealer.seal('recognisable', identity));
  expect(first.includes('recognisable')).toBe(false);
  expect(first.equals(second)).toBe(false);
});

describe('does not open', () => {
  const sealed = sealer.seal('x', identity);
  const changed = (index: number): Uint8Array => sealed.with(index, (sealed[index] ?? 0) ^ 1);

  test.for([
    { given: 'in another namespace', bytes: sealed, as: { ...identity, namespace: 'edge' } },
    { given: 'under another name', bytes: sealed, as: { ...identity, name: 'db2' } },
    { given: 'as another object of that name', bytes: sealed, as: { ...identity, uid: 'u2' } },
    { given: 'with another format byte', bytes: changed(0), as: identity },
    { given: 'with another nonce', bytes: changed(1), as: identity },
    { given: 'with another tag', bytes: changed(sealed.length - 1), as: identity },
    { given: 'when cut short', bytes: sealed.subarray(0, 10), as: identity },
    { given: 'when empty', bytes: new Uint8Array(), as: identity },
  ])('$given', ({ bytes, as }) => {
    expect(() => sealer.open(bytes, as)).toThrow(
      expect.objectContaining({ code: 'CONTENT_UNREADABLE' }),
    );
  });

  test('with another key', () => {
    const other = createBodySealer(key.with(0, 99), systemRandom);
    expect(() => other.open(sealed, identity)).toThrow(/payments\/db/u);
  });
});

test.for([
  { given: 'a short key', bytes: key.subarray(1) },
  { given: 'a long key', bytes: new Uint8Array([...key, 1]) },
  { given: 'a key that was wiped', bytes: new Uint8Array(32) },
])('$given is refused', ({ bytes }) => {
  expect(() => createBodySealer(bytes, systemRandom)).toThrow(
    expect.objectContaining({ code: 'STORE_KEY_MISSING' }),
  );
});

test('the caller may wipe its key afterwards', () => {
  const own = Uint8Array.from(key);
  const kept = createBodySealer(own, systemRandom);
  own.fill(0);
  expect(sealer.open(kept.seal('x', identity), identity)).toBe('x');
});
