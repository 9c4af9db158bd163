/**
 * Threat: a join token that is found, guessed at, or used by two machines.
 * @module
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Secret } from '#src/secret/secret.ts';
import { SoftwareTpmMachine } from '#test/gen/machine.ts';
import { EnrolmentOffice } from './enrolment-office.ts';

const first = new SoftwareTpmMachine();
const second = new SoftwareTpmMachine();
const denied = { kind: 'denied' };
let office: EnrolmentOffice;

beforeEach(async () => {
  office = await EnrolmentOffice.open();
});
afterEach(() => office[Symbol.dispose]());
const pinned = async () => (await office.objects.get('Host', { name: 'db-1' }))?.spec.ekHash;

test('a token lets one machine wait for approval, and no second one', async () => {
  const token = await office.token('db-1');
  expect(await office.enrol(first, 'db-1', { token })).toMatchObject({ kind: 'pending' });
  expect(await office.enrol(second, 'db-1', { token })).toMatchObject(denied);
  expect(await pinned()).toBe(first.ekHash);
});

test('a used token admits nobody under a name that is free again', async () => {
  const token = await office.token('db-1');
  await office.enrol(first, 'db-1', { token });
  await office.objects.delete('Host', { name: 'db-1' });
  expect(await office.enrol(second, 'db-1', { token })).toMatchObject(denied);
  expect(office.causes()).toEqual([expect.stringContaining('used before')]);
  expect(await pinned()).toBeUndefined();
});

test('two machines with one token at the same moment: one waits, the other is refused', async () => {
  const token = await office.token('db-1');
  const answers = await Promise.all([
    office.enrol(first, 'db-1', { token }),
    office.enrol(second, 'db-1', { token }),
  ]);
  expect(answers.map(({ kind }) => kind).sort()).toEqual(['denied', 'pending']);
});

test('a token for one name admits nobody to another', async () => {
  const token = await office.token('db-1');
  expect(await office.enrol(first, 'db-2', { token })).toMatchObject(denied);
  expect(office.causes()).toEqual([expect.stringContaining("for host 'db-1'")]);
});

test('who knows the id of a token, but not its secret, is refused and does not use it up', async () => {
  const token = await office.token('db-1');
  const guessed = { id: token.id, secret: new Secret(new Uint8Array(32).fill(1)) };
  expect(await office.enrol(second, 'db-1', { token: guessed })).toMatchObject(denied);
  expect(await office.enrol(first, 'db-1', { token })).toMatchObject({ kind: 'pending' });
});

test('a token after its hour is refused', async () => {
  const token = await office.token('db-1');
  office.clock.advance(3_600_001);
  expect(await office.enrol(first, 'db-1', { token })).toMatchObject(denied);
  expect(office.causes()).toEqual([expect.stringContaining('expired')]);
});
