/**
 * What a host refuses of a push before it stores anything.
 * @module
 */
import { expect, test } from 'vitest';
import { ALLOW_ALL } from '#agent/allow/allow-list.ts';
import { acceptedIntent, refusalOfPush, type PushInput } from '#agent/apply/check-push.ts';
import { EMPTY_STATE, foldRecord, type JournalState } from '#agent/apply/journal-state.ts';
import type { OpenedIntent } from '#src/intent/intent.ts';
import { Secret } from '#src/secret/secret.ts';
import { deletingIntentOf, intentOf, openedIntentOf } from '#test/gen/intent.ts';

function codeOf(intents: readonly OpenedIntent[], change: Partial<PushInput> = {}) {
  const host = { state: EMPTY_STATE, allow: ALLOW_ALL, systemdVersion: 257, isProviding: true };
  return refusalOfPush({ intents, ...host, ...change })?.code;
}

function after(...intents: readonly OpenedIntent[]): JournalState {
  const accepted = intents.map(acceptedIntent);
  return foldRecord(EMPTY_STATE, {
    kind: 'accepted',
    hostSeq: 1,
    envelopeDigest: 'e',
    intents: accepted,
  });
}

const named = (name: string, change = {}) => openedIntentOf({ [name]: 'x' }, change);
const units = (name: string) => ({
  activation: { units: [{ name, action: 'Restart' as const }], autoDetect: true, coalesceMs: 0 },
});

test('a new version of a new credential is accepted', () => {
  expect(codeOf([openedIntentOf()])).toBeUndefined();
});

test.for([
  { given: 'a path for a name', intent: named('a/b'), code: 'CREDENTIAL_NAME_INVALID' },
  { given: "systemd's own name", intent: named('journal.app'), code: 'CREDENTIAL_NAME_RESERVED' },
  { given: 'no items', intent: openedIntentOf({}), code: 'ENVELOPE_MALFORMED' },
  {
    given: 'a UID that is a path',
    intent: named('x', { uid: '../../etc' }),
    code: 'ENVELOPE_MALFORMED',
  },
  {
    given: 'a unit that is none',
    intent: named('x', units('a/b.service')),
    code: 'ENVELOPE_MALFORMED',
  },
  { given: 'a timer', intent: named('x', units('a.timer')), code: 'ENVELOPE_MALFORMED' },
  {
    given: 'another delivery',
    intent: named('x', { delivery: { ...intentOf().delivery, type: 'Boot' } }),
    code: 'DELIVERY_UNSUPPORTED',
  },
  {
    given: 'content that is not the declared one',
    intent: {
      ...openedIntentOf(),
      items: [{ name: 'db-password', content: new Secret(Buffer.from('y')) }],
    },
    code: 'ENVELOPE_MALFORMED',
  },
  {
    given: 'too much content',
    intent: openedIntentOf({ a: 'x'.repeat(600_000), b: 'x'.repeat(600_000) }),
    code: 'CREDENTIAL_TOO_LARGE',
  },
])('$given: $code', ({ intent, code }) => {
  expect(codeOf([intent])).toBe(code);
});

test('one bad intent refuses the whole push', () => {
  expect(codeOf([openedIntentOf(), named('a b', { uid: 'uid-2', name: 'two' })])).toBeDefined();
});

test('two intents of one HostCredential in one push are refused', () => {
  expect(codeOf([openedIntentOf(), openedIntentOf()])).toBe('ENVELOPE_MALFORMED');
});

test('content that 252 could not read back is refused there only', () => {
  const large = openedIntentOf({ a: 'x'.repeat(900_000) });
  expect(codeOf([large], { systemdVersion: 252 })).toBe('CREDENTIAL_TOO_LARGE');
  expect(codeOf([large])).toBeUndefined();
});

test.for([
  { given: 'older', intent: openedIntentOf(undefined, { version: 2 }), code: 'VERSION_NOT_NEWER' },
  { given: 'newer', intent: openedIntentOf(undefined, { version: 4 }), code: undefined },
  { given: 'the same again', intent: openedIntentOf(), code: undefined },
  {
    given: 'the same number with other content',
    intent: openedIntentOf({ 'db-password': 'second' }),
    code: 'VERSION_NOT_NEWER',
  },
  {
    given: 'an older removal',
    intent: deletingIntentOf({ version: 2 }),
    code: 'VERSION_NOT_NEWER',
  },
])('$given: $code', ({ intent, code }) => {
  expect(codeOf([intent], { state: after(openedIntentOf()) })).toBe(code);
});

test('what the allow list of the host does not name is refused', () => {
  const allow = { units: ['other.service'], credentials: ['*'] };
  expect(codeOf([openedIntentOf()], { allow })).toBe('UNIT_NOT_ALLOWED');
});

test('a unit that a probe would run, neither', () => {
  const allow = { units: ['payments.service'], credentials: ['*'] };
  const probes = [{ kind: 'unit', name: 'other.service' } as const];
  const health = { ...intentOf().health, probes };
  expect(codeOf([openedIntentOf()], { allow })).toBeUndefined();
  expect(codeOf([openedIntentOf(undefined, { health })], { allow })).toBe('UNIT_NOT_ALLOWED');
});

test('a name that another HostCredential holds on this host is refused', () => {
  const state = after(openedIntentOf());
  const [record] = state.credentials.values();
  if (record === undefined) throw new Error('nothing was accepted');
  const items = [
    { name: 'db-password', digest: 'd', sealedDigest: 's', keyType: 'host', pcrMask: 0 },
  ];
  const held = {
    version: 3,
    digest: 'd',
    spec: 's',
    store: 'Persistent',
    items,
    dropIns: [],
  } as const;
  const holding = { ...state, credentials: new Map([[record.uid, { ...record, held }]]) };
  const other = openedIntentOf(undefined, { uid: 'uid-2', name: 'other' });
  expect(codeOf([other], { state: holding })).toBe('CREDENTIAL_NAME_CONFLICT');
  const again = openedIntentOf(undefined, { uid: 'uid-2', version: 1 });
  expect(codeOf([again], { state: holding })).toBeUndefined();
});

test('what is installed differs when delivery, sealing or units differ, and not otherwise', () => {
  const specOf = (change: Parameters<typeof intentOf>[0]) =>
    acceptedIntent(openedIntentOf(undefined, change)).spec;
  const plain = specOf({});
  expect(specOf({ rolloutUid: 'other', attempt: 7, rollbackOnFailure: false })).toBe(plain);
  expect(specOf({ health: { ...intentOf().health, minHealthyMs: 1 } })).toBe(plain);
  const different = [
    specOf({ delivery: { ...intentOf().delivery, store: 'Volatile' } }),
    specOf({ sealing: { key: 'Host', tpm2Pcrs: [] } }),
    specOf({ sealing: { key: 'HostAndTPM2', tpm2Pcrs: [7] } }),
    specOf(units('other.service')),
  ];
  expect(new Set([plain, ...different]).size).toBe(5);
});
