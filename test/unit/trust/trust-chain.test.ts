/**
 * The chain of trust bundles: what follows is taken, anything else is refused whole.
 * @module
 */
import { createPrivateKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CA_LIFE_MS, makeCa, makeIntentKey } from '#controller/keys/make-keys.ts';
import { ed25519Raw } from '#src/identity/public-key.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { followTrust, signTrustBundle } from '#src/trust/trust-chain.ts';
import type { SignedTrustBundle, TrustBundle } from '#src/wire/messages.ts';
import { encodeTrustBundle } from '#src/wire/trust-wire.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';

const sources = { clock: new FakeClock(), random: systemRandom };
const CLUSTER = '5f0c2a8e-0000-4000-8000-000000000001';
const [first, second] = [makeIntentKey(), makeIntentKey()];
const [third, stranger] = [makeIntentKey(), makeIntentKey()];
const cas = [1, 2].map(() => makeCa(CLUSTER, CA_LIFE_MS.next, sources).certificate);

function bundleOf(change: Partial<TrustBundle> = {}): TrustBundle {
  const intentKeys = [second, third].map(ed25519Raw);
  return { clusterUid: CLUSTER, epoch: 2, caCertificates: cas, intentKeys, ...change };
}

const held = bundleOf({ epoch: 1, intentKeys: [first, second].map(ed25519Raw) });
const good = signTrustBundle(bundleOf(), first);
const after = signTrustBundle(bundleOf({ epoch: 3 }), third);
const refused = expect.objectContaining({ code: 'TRUST_UPDATE_REFUSED' });

test('what follows is trusted, one step after the other; nothing changes nothing', () => {
  expect(followTrust(held, [])).toBe(held);
  const follow = (...bundles: SignedTrustBundle[]) => encodeTrustBundle(followTrust(held, bundles));
  expect(follow(good)).toEqual(encodeTrustBundle(bundleOf()));
  expect(follow(signTrustBundle(bundleOf(), second))).toEqual(encodeTrustBundle(bundleOf()));
  expect(follow(good, after)).toEqual(encodeTrustBundle(bundleOf({ epoch: 3 })));
});

test('what is signed is frozen: "cf-trust/1" and the one encoding', () => {
  const seed = Buffer.from(`302e020100300506032b657004220420${'07'.repeat(32)}`, 'hex');
  const key = createPrivateKey({ key: seed, format: 'der', type: 'pkcs8' });
  const ca = new Uint8Array([1, 2, 3]);
  const intentKeys = [new Uint8Array(32).fill(9)];
  const bundle = { clusterUid: 'c1', epoch: 2, caCertificates: [ca], intentKeys };
  const { body, intentKeyId, signature } = signTrustBundle(bundle, key);
  expect(Buffer.from(body).toString('hex')).toBe(
    '0a02633110021a0301020322200909090909090909090909090909090909090909090909090909090909090909',
  );
  expect(intentKeyId).toBe('fe812c12f3ab4ce6');
  expect(Buffer.from(signature).toString('hex')).toBe(
    'f1602bcdd9051762938e2da71902a5d1bc1f6d52dbff57b2be1bdaaa3dce7e384b3b489d81277f5acd125a1a38642a5aeab472390fed3c59473cdc955ee73e06',
  );
});

function altered(change: Partial<SignedTrustBundle>): SignedTrustBundle {
  return { ...good, ...change };
}

const own = bundleOf({ intentKeys: [stranger].map(ed25519Raw) });
test.for<{ given: string; bundles: readonly SignedTrustBundle[] }>([
  { given: 'signed by a stranger', bundles: [signTrustBundle(bundleOf(), stranger)] },
  { given: 'signed by a key that only it names', bundles: [signTrustBundle(own, stranger)] },
  { given: 'signed by a key of the bundle after', bundles: [signTrustBundle(bundleOf(), third)] },
  {
    given: "with another key's name",
    bundles: [altered({ intentKeyId: signTrustBundle(bundleOf(), second).intentKeyId })],
  },
  {
    given: 'of another cluster',
    bundles: [signTrustBundle(bundleOf({ clusterUid: 'another' }), first)],
  },
  { given: 'that leaves an epoch out', bundles: [signTrustBundle(bundleOf({ epoch: 3 }), first)] },
  { given: 'of the epoch that is held', bundles: [signTrustBundle(bundleOf({ epoch: 1 }), first)] },
  { given: 'that comes twice', bundles: [good, good] },
  { given: 'in the wrong order', bundles: [after, good] },
  { given: 'whose first is good and second is not', bundles: [good, altered({})] },
  {
    given: 'without a CA',
    bundles: [signTrustBundle(bundleOf({ caCertificates: [] }), first)],
  },
  {
    given: 'with a CA that is none',
    bundles: [signTrustBundle(bundleOf({ caCertificates: [new Uint8Array(300)] }), first)],
  },
  {
    given: 'without an intent key',
    bundles: [signTrustBundle(bundleOf({ intentKeys: [] }), first)],
  },
])('an update $given is refused', ({ bundles }) => {
  expect(() => followTrust(held, bundles)).toThrow(refused);
});

test('an old bundle, replayed, is refused by who has followed', () => {
  const now = followTrust(held, [good, after]);
  for (const old of [good, after]) expect(() => followTrust(now, [old])).toThrow(refused);
});

describe('any flipped bit is refused', () => {
  test.for(['body', 'signature'] as const)('in the %s', (part) => {
    for (let bit = 0; bit < good[part].length * 8; bit += 7) {
      const bytes = Uint8Array.from(good[part]);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => followTrust(held, [altered({ [part]: bytes })])).toThrow(refused);
    }
  });
});
