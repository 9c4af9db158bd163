/**
 * Threat: a join token that is found, guessed at, or used by two machines.
 * @module
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EnrollWorld } from '#test/fakes/enroll-world.ts';
import { SoftwareTpmApplicant } from '#test/fakes/software-tpm-applicant.ts';
import { named } from './named.ts';

const first = new SoftwareTpmApplicant();
const second = new SoftwareTpmApplicant();
const denied = { kind: 'denied' };
let world: EnrollWorld;

beforeEach(async () => {
  world = await EnrollWorld.start();
});
afterEach(() => world[Symbol.dispose]());
const pinned = async () => (await world.objects.get('Host', { name: 'db-1' }))?.spec.ekHash;

test('a token lets one machine wait for approval, and no second one', async () => {
  const token = await world.token('db-1');
  expect(await world.enroll(first, named('db-1', token))).toMatchObject({ kind: 'pending' });
  expect(await world.enroll(second, named('db-1', token))).toMatchObject(denied);
  expect(await pinned()).toBe(first.ekHash);
});

test('a used token admits nobody under a name that is free again', async () => {
  const token = await world.token('db-1');
  await world.enroll(first, named('db-1', token));
  await world.objects.delete('Host', { name: 'db-1' });
  expect(await world.enroll(second, named('db-1', token))).toMatchObject(denied);
  expect(world.refusals()).toEqual([expect.stringContaining('used before')]);
  expect(await pinned()).toBeUndefined();
});

test('two machines with one token at the same moment: one waits, the other is refused', async () => {
  const token = await world.token('db-1');
  const answers = await Promise.all([
    world.enroll(first, named('db-1', token)),
    world.enroll(second, named('db-1', token)),
  ]);
  expect(answers.map(({ kind }) => kind).sort()).toEqual(['denied', 'pending']);
});

test('a token for one name admits nobody to another', async () => {
  const token = await world.token('db-1');
  expect(await world.enroll(first, named('db-2', token))).toMatchObject(denied);
  expect(world.refusals()).toEqual([expect.stringContaining("for host 'db-1'")]);
});

test('who knows the id of a token, but not its secret, is refused and does not use it up', async () => {
  const token = await world.token('db-1');
  const guessed = `${token.split('.')[0]}.${'A'.repeat(43)}`;
  expect(await world.enroll(second, named('db-1', guessed))).toMatchObject(denied);
  expect(await world.enroll(first, named('db-1', token))).toMatchObject({ kind: 'pending' });
});

test('a token after its hour is refused', async () => {
  const token = await world.token('db-1');
  world.clock.advance(3_600_001);
  expect(await world.enroll(first, named('db-1', token))).toMatchObject(denied);
  expect(world.refusals()).toEqual([expect.stringContaining('expired')]);
});
