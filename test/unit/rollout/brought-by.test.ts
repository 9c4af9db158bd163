/**
 * Which version a rollout brings, and which versions are revoked.
 * @module
 */
import { expect, test } from 'vitest';
import type { CredentialVersion } from '#src/api/credential.ts';
import type { CredentialRollout, CredentialRolloutSpec } from '#src/api/rollout.ts';
import { isBroughtBy, isFromSources, revokedNumbers } from '#src/rollout/brought-by.ts';
import { versionOf } from '#test/gen/situation.ts';

function version(
  number: number,
  spec: Partial<CredentialVersion['spec']> = {},
  status?: CredentialVersion['status'],
) {
  const made = versionOf(number, status);
  return { ...made, spec: { ...made.spec, digest: `content-${number}`, ...spec } };
}

function rollout(name: string, type: CredentialRolloutSpec['type'], versionName: string) {
  return {
    metadata: { name },
    spec: { hostCredentialName: 'db', versionName, type },
  } as CredentialRollout;
}

const first = version(1);
const restored = version(3, {
  digest: 'content-1',
  restores: { number: 1, rolloutName: 'back' },
});
const tombstone = version(4, { items: [], removes: { rolloutName: 'gone' } });

test.for([
  ['an update brings what it names', rollout('r', 'Update', 'db-v1'), first, true],
  [
    'a rollback does not bring the version it names',
    rollout('r', 'Rollback', 'db-v1'),
    first,
    false,
  ],
  ['a rollback brings what was made for it', rollout('back', 'Rollback', 'db-v1'), restored, true],
  ['a revocation may bring a content', rollout('back', 'Revoke', 'db-v2'), restored, true],
  ['a removal brings nothing', rollout('gone', 'Remove', 'db-v3'), tombstone, true],
  ['nothing is for another rollout', rollout('other', 'Remove', 'db-v3'), tombstone, false],
] as const)('%s', ([, by, what, expected]) => {
  expect(isBroughtBy(by, what)).toBe(expected);
});

test('only what the sources said is from the sources', () => {
  expect([first, restored, tombstone].filter((one) => isFromSources(one))).toEqual([first]);
});

const all = [first, version(2), restored, tombstone];
const revocations: readonly [string, readonly CredentialRollout[], readonly number[]][] = [
  ['nothing', [], []],
  ['an update revokes nothing', [rollout('r', 'Update', 'db-v1')], []],
  ['the version that is named', [rollout('r', 'Revoke', 'db-v2')], [2]],
  ['and every other of the same content', [rollout('r', 'Revoke', 'db-v1')], [1, 3]],
  ['also when the copy is named', [rollout('r', 'Revoke', 'db-v3')], [1, 3]],
  ['a version without content cannot be revoked', [rollout('r', 'Revoke', 'db-v4')], []],
];

test.for(revocations)('revoked: %s', ([, rollouts, numbers]) => {
  expect([...revokedNumbers(all, rollouts)]).toEqual(numbers);
});

test('revoked stays revoked when the rollout that said so is gone', () => {
  const told = [version(1, {}, { state: 'Revoked' }), version(2), restored];
  expect([...revokedNumbers(told, [])]).toEqual([1, 3]);
});
