/**
 * Threat: a genuine envelope used where it does not belong: on another host, after a new identity or key, under another
 * version or name, or a second time. What it says of itself is refused; saying something else, it does not open.
 * @module
 */
import { sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ALLOW_ALL } from '#agent/allow/allow-list.ts';
import { acceptedIntent, refusalOfPush } from '#agent/apply/check-push.ts';
import { EMPTY_STATE, foldRecord } from '#agent/apply/journal-state.ts';
import { signedBytes } from '#src/envelope/binding.ts';
import { type EnvelopeHeader, encodeHeader } from '#src/envelope/header.ts';
import { type OpenRequest, openEnvelope } from '#src/envelope/open-envelope.ts';
import type { Intent } from '#src/intent/intent.ts';
import { decodeEnvelope, encodeEnvelope } from '#src/wire/envelope-wire.ts';
import { decodeIntent } from '#src/wire/intent-from-wire.ts';
import { encodeIntent } from '#src/wire/intent-to-wire.ts';
import { envelopeKeys, headerOf, openRequestOf, wrapped } from '#test/gen/envelope.ts';
import { openedIntentOf } from '#test/gen/intent.ts';

const keys = envelopeKeys();
const HERE: EnvelopeHeader = headerOf();

const elsewhere: readonly (readonly [string, Partial<EnvelopeHeader>])[] = [
  ['another host', { hostUid: 'b0000000-0000-4000-8000-00000000000f' }],
  ['another cluster', { clusterUid: 'c0000000-0000-4000-8000-00000000000f' }],
  ['an identity of before', { identityEpoch: 7 }],
  ['a key of before', { kxEpoch: 7 }],
];

/** As whoever has the intent key, but not the host's, would make it fit: header and specs rewritten, signed again. */
function relabelled(
  envelope: Uint8Array,
  header: Partial<EnvelopeHeader>,
  change: (intent: Intent) => Intent = (intent) => intent,
): Uint8Array {
  const parts = decodeEnvelope(envelope);
  const intents = parts.intents.map(({ spec, ciphertexts }) => ({
    spec: encodeIntent(change(decodeIntent(spec))),
    ciphertexts,
  }));
  const count = intents.reduce((sum, { ciphertexts }) => sum + ciphertexts.length, 0);
  const changed = { ...parts, header: encodeHeader({ ...HERE, ...header }, count), intents };
  const signature = sign(null, signedBytes(changed), keys.intentKey);
  return encodeEnvelope({ ...changed, signature });
}

const refused = async (request: OpenRequest): Promise<unknown> =>
  openEnvelope(request).catch((reason: unknown) => reason);

describe.for(elsewhere)('an envelope for %s', ([, change]) => {
  test('is refused as such', async () => {
    const request = openRequestOf(keys, await wrapped(keys, undefined, change));
    expect(await refused(request)).toMatchObject({ code: 'ENVELOPE_WRONG_HOST' });
  });

  test('with a header that says it is for here does not open, though host and key are the right ones', async () => {
    const envelope = relabelled(await wrapped(keys, undefined, change), {});
    expect(await refused(openRequestOf(keys, envelope))).toMatchObject({
      code: 'ENVELOPE_UNOPENABLE',
    });
  });
});

test("an envelope for this host does not open with another host's key", async () => {
  const other = { ...keys, kx: envelopeKeys().kx };
  const request = openRequestOf(other, await wrapped(keys));
  expect(await refused(request)).toMatchObject({ code: 'ENVELOPE_UNOPENABLE' });
});

describe('a sequence that was accepted', () => {
  test('is not accepted again', async () => {
    const request = openRequestOf(keys, await wrapped(keys), { acceptedSeq: HERE.hostSeq });
    expect(await refused(request)).toMatchObject({ code: 'ENVELOPE_REPLAYED' });
  });

  test('in another number does not open', async () => {
    const again = relabelled(await wrapped(keys), { hostSeq: HERE.hostSeq + 1 });
    const request = openRequestOf(keys, again, { acceptedSeq: HERE.hostSeq });
    expect(await refused(request)).toMatchObject({ code: 'ENVELOPE_UNOPENABLE' });
  });

  test('does not live longer by saying so', async () => {
    const late = HERE.notAfterMs + 3_600_000;
    const longer = relabelled(await wrapped(keys), { notAfterMs: late });
    const request = { ...openRequestOf(keys, longer), nowMs: late };
    expect(await refused(request)).toMatchObject({ code: 'ENVELOPE_UNOPENABLE' });
  });
});

describe('the intent inside', () => {
  const changes: readonly (readonly [string, (intent: Intent) => Intent])[] = [
    ['a higher version', (intent) => ({ ...intent, version: intent.version + 1 })],
    ['another HostCredential', (intent) => ({ ...intent, uid: 'another' })],
    ['a deletion', (intent) => ({ ...intent, operation: 'delete', items: [] })],
    ['a weaker sealing', (intent) => ({ ...intent, sealing: { key: 'Host', tpm2Pcrs: [] } })],
    [
      'another name for its item',
      (intent) => ({
        ...intent,
        items: intent.items.map((item) => ({ ...item, name: 'root-key' })),
      }),
    ],
    [
      'another unit',
      (intent) => ({
        ...intent,
        activation: { ...intent.activation, units: [{ name: 'sshd.service', action: 'Restart' }] },
      }),
    ],
  ];

  test.for(changes)('does not open as %s', async ([, change]) => {
    const envelope = relabelled(await wrapped(keys), {}, change);
    expect(await refused(openRequestOf(keys, envelope))).toMatchObject({
      code: 'ENVELOPE_UNOPENABLE',
    });
  });

  test('of an older version is refused by what the host has accepted', () => {
    const newer = acceptedIntent(openedIntentOf({ a: 'new' }, { version: 4 }));
    const record = { kind: 'accepted', hostSeq: 9, envelopeDigest: 'e', intents: [newer] } as const;
    const state = foldRecord(EMPTY_STATE, record);
    const old = openedIntentOf({ a: 'old' }, { version: 3 });
    const input = {
      intents: [old],
      state,
      allow: ALLOW_ALL,
      systemdVersion: 257,
      isProviding: true,
    };
    expect(refusalOfPush(input)).toMatchObject({ code: 'VERSION_NOT_NEWER' });
  });
});
