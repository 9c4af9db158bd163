/**
 * Which freeze keeps which credential from which host, and when that changes.
 * @module
 */
import { expect, test } from 'vitest';
import type { ChangeFreezeSpec } from '#src/api/freeze.ts';
import { API_VERSION } from '#src/api/meta.ts';
import { freezesOf, frozenBy, nextFreezeChangeMs } from '#src/rollout/freeze.ts';
import { storedOf } from '#test/gen/objects.ts';

const NOW_MS = Date.parse('2026-12-01T12:00:00Z');
const CREDENTIAL = { namespace: 'payments', name: 'db' };

function freezeOf(spec: Partial<ChangeFreezeSpec>, name = 'xmas') {
  return storedOf({
    apiVersion: API_VERSION,
    kind: 'ChangeFreeze' as const,
    metadata: { name },
    spec: { reason: 'holidays', endTime: '2026-12-02T00:00:00Z', ...spec },
  });
}

const cases: readonly [given: string, spec: Partial<ChangeFreezeSpec>, isFrozen: boolean][] = [
  ['that names nothing', {}, true],
  ['that begins now', { startTime: '2026-12-01T12:00:00Z' }, true],
  ['that begins later', { startTime: '2026-12-01T12:00:01Z' }, false],
  ['that ends now', { endTime: '2026-12-01T12:00:00Z' }, false],
  ['with an end that nobody can read', { endTime: 'never' }, true],
  ['of its namespace', { namespaces: ['payments'] }, true],
  ['of another namespace', { namespaces: ['search'] }, false],
  ['of hosts like it', { hostSelector: { matchLabels: { zone: 'a' } } }, true],
  ['of other hosts', { hostSelector: { matchLabels: { zone: 'b' } } }, false],
  ['that exempts its namespace', { exemptions: [{ namespace: 'payments' }] }, false],
  ['that exempts it', { exemptions: [{ namespace: 'payments', hostCredentialName: 'db' }] }, false],
  [
    'that exempts another of its namespace',
    { exemptions: [{ namespace: 'payments', hostCredentialName: 'api' }] },
    true,
  ],
  [
    'that exempts the same name elsewhere',
    { exemptions: [{ namespace: 'search', hostCredentialName: 'db' }] },
    true,
  ],
];
test.for(cases)('a freeze %s: frozen %s', ([, spec, isFrozen]) => {
  const freezes = freezesOf([freezeOf(spec)], CREDENTIAL, NOW_MS);
  expect(frozenBy(freezes, { zone: 'a' }, NOW_MS) !== undefined).toBe(isFrozen);
});

test('of several, the one that lasts longest is named', () => {
  const longer = freezeOf({ endTime: '2026-12-03T00:00:00Z' }, 'new-year');
  const freezes = freezesOf([freezeOf({}), longer], CREDENTIAL, NOW_MS);
  expect(frozenBy(freezes, {}, NOW_MS)?.name).toBe('new-year');
});

test('the next change is the next beginning or end of one that concerns it', () => {
  const soon = freezeOf({ startTime: '2026-12-01T13:00:00Z' }, 'soon');
  const elsewhere = freezeOf({ startTime: '2026-12-01T12:30:00Z', namespaces: ['x'] }, 'other');
  const freezes = freezesOf([freezeOf({}), soon, elsewhere], CREDENTIAL, NOW_MS);
  expect(nextFreezeChangeMs(freezes, NOW_MS)).toBe(Date.parse('2026-12-01T13:00:00Z'));
  expect(nextFreezeChangeMs([], NOW_MS)).toBeUndefined();
});
