/**
 * The agent and a TPM that is in lockout, or away: when it looks, what it tells, what it keeps from the keys.
 * @module
 */
import { expect, test } from 'vitest';
import { TpmWatch } from '#agent/tpm/tpm-watch.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { DaState } from '#src/tpm/lockout.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { FakeLog } from '#test/fakes/fake-log.ts';

const FREE: DaState = { isLockedOut: false, counter: 1, max: 3, intervalSeconds: 600 };
const LOCKED: DaState = { ...FREE, isLockedOut: true, counter: 3 };
const AWAY = new CredfleetError('TPM_UNAVAILABLE', 'it does not answer');

function watched(first: DaState | CredfleetError) {
  const clock = new FakeClock();
  const log = new FakeLog();
  const tpm = { now: first, asked: 0 };
  const read = async (): Promise<DaState> => {
    tpm.asked += 1;
    if (tpm.now instanceof CredfleetError) throw tpm.now;
    return tpm.now;
  };
  const random = { fraction: () => 0, bytes: () => new Uint8Array() };
  const watch = new TpmWatch({ read, clock, random, log: log.logger });
  const told: unknown[] = [];
  watch.follow(() => told.push(watch.seen?.kind));
  return { watch, clock, tpm, log, told };
}

/** Lets everything run that waits for nothing. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

test('one that is free is used; several uses at once ask it once', async () => {
  const { watch, tpm, clock } = watched(FREE);
  await watch.refuseLockedOut();
  await watch.refuseLockedOut();
  expect(tpm.asked).toBe(1);
  clock.advance(1_000);
  await watch.refuseLockedOut();
  expect(tpm.asked).toBe(2);
});

test('one in lockout is refused with counter, limit, end and way out', async () => {
  const { watch, clock } = watched(LOCKED);
  const until = new Date(clock.nowMs() + 600_000).toISOString().replace('.000Z', 'Z');
  await expect(watch.refuseLockedOut()).rejects.toMatchObject({
    code: 'TPM_LOCKED_OUT',
    message: `the TPM is in dictionary-attack lockout and is not used: 3 of 3 failed authorisations are counted, one is forgotten every 600 s; over by ${until} at the latest; sooner, as its owner: tpm2_dictionarylockout --clear-lockout`,
  });
});

test('one that did not answer somebody is looked at once, and then again in its time', async () => {
  const { watch, tpm, told } = watched(FREE);
  await watch.look();
  tpm.now = AWAY;
  for (let failures = 0; failures < 3; failures += 1) watch.noticeAway();
  await settle();
  watch.noticeAway();
  expect(told).toEqual(['answers', 'unavailable']);
  expect(tpm.asked).toBe(2);
});

test('one that was away a moment ago is asked again by whoever uses it', async () => {
  const { watch, tpm } = watched(AWAY);
  await watch.look();
  tpm.now = LOCKED;
  await expect(watch.refuseLockedOut()).rejects.toMatchObject({ code: 'TPM_LOCKED_OUT' });
});

test('one that does not answer is for whoever uses it to tell', async () => {
  const { watch, log } = watched(AWAY);
  await watch.refuseLockedOut();
  expect(watch.seen).toEqual({ kind: 'unavailable', code: AWAY.code, message: AWAY.message });
  expect(log.lines.map(({ message }) => message)).toEqual([AWAY.message]);
});

test('a host without one is never locked out', async () => {
  const { clock, log } = watched(FREE);
  const random = { fraction: () => 0, bytes: () => new Uint8Array() };
  const watch = new TpmWatch({ read: undefined, clock, random, log: log.logger });
  await watch.refuseLockedOut();
  await watch.waitWhileLockedOut(new AbortController().signal);
  await watch.run(new AbortController().signal);
  expect(watch.seen).toBeUndefined();
});

test('who follows is told of each change, once', async () => {
  const { watch, tpm, told, log } = watched(FREE);
  await watch.look();
  await watch.look();
  tpm.now = LOCKED;
  await watch.look();
  await watch.look();
  tpm.now = AWAY;
  await watch.look();
  tpm.now = FREE;
  await watch.look();
  expect(told).toEqual(['answers', 'answers', 'unavailable', 'answers']);
  expect(log.lines.map(({ message }) => message.slice(0, 30))).toEqual([
    'the TPM is in dictionary-attac',
    'it does not answer',
    'the TPM answers again',
  ]);
});

test('a lockout that a use found is looked at soon, though the next look was far away', async () => {
  const { watch, clock, tpm } = watched(FREE);
  const stop = new AbortController();
  const running = watch.run(stop.signal);
  await watch.look();
  await settle();
  clock.advance(599_999);
  await settle();
  expect(tpm.asked).toBe(1);
  tpm.now = LOCKED;
  await expect(watch.refuseLockedOut()).rejects.toMatchObject({ code: 'TPM_LOCKED_OUT' });
  await settle();
  tpm.now = FREE;
  clock.advance(30_000);
  await settle();
  expect(watch.seen).toMatchObject({ lockout: { isLockedOut: false } });
  stop.abort(new Error('over'));
  await running;
});

test('the start waits until it is over, and asks every half minute', async () => {
  const { watch, clock, tpm } = watched(LOCKED);
  let isOver = false;
  const waiting = watch.waitWhileLockedOut(new AbortController().signal).then(() => {
    isOver = true;
  });
  await settle();
  clock.advance(30_000);
  await settle();
  expect([tpm.asked, isOver]).toEqual([2, false]);
  tpm.now = FREE;
  clock.advance(30_000);
  await waiting;
  expect(tpm.asked).toBe(3);
});

test('the start waits no longer than the agent', async () => {
  const { watch, tpm } = watched(LOCKED);
  const stop = new AbortController();
  const waiting = watch.waitWhileLockedOut(stop.signal);
  await settle();
  stop.abort(new Error('stopped'));
  await waiting;
  expect(tpm.asked).toBe(1);
});

test('that a lockout is over is said once, whoever saw it', async () => {
  const { watch, tpm } = watched(FREE);
  await watch.look();
  expect(watch.takeLockoutOver()).toBe(false);
  tpm.now = LOCKED;
  await watch.look();
  expect(watch.takeLockoutOver()).toBe(false);
  tpm.now = AWAY;
  await watch.look();
  expect(watch.takeLockoutOver()).toBe(false);
  tpm.now = FREE;
  await watch.look();
  expect([watch.takeLockoutOver(), watch.takeLockoutOver()]).toEqual([true, false]);
});
