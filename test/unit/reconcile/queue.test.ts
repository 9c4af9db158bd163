/**
 * Keys, workers, backoff.
 * @module
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WorkQueue, type Work } from '#controller/reconcile/queue.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';

let clock: FakeClock;
let stop: AbortController;
let failures: { readonly key: string; readonly againInMs: number | undefined }[];
let ended: Promise<void>;
/** Work that waits to be let go. */
let gates: (() => void)[];

beforeEach(() => {
  clock = new FakeClock();
  stop = new AbortController();
  failures = [];
  ended = Promise.resolve();
  gates = [];
});
afterEach(async () => {
  stop.abort();
  for (const open of gates) open();
  await ended;
});

function queueOf(work: Work, concurrency = 8): WorkQueue {
  const queue = new WorkQueue({
    clock,
    random: { bytes: (count) => new Uint8Array(count), fraction: () => 0 },
    work,
    concurrency,
    onFailure: (key, _error, againInMs) => failures.push({ key, againInMs }),
  });
  ended = queue.run(stop.signal);
  return queue;
}

/** Lets every promise that can settle settle. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

/** Work that ends when the test says so. */
function gated() {
  const calls: string[] = [];
  const work: Work = async (key) => {
    calls.push(key);
    const { promise, resolve } = Promise.withResolvers<void>();
    gates.push(resolve);
    await promise;
    return {};
  };
  const open = async () => {
    gates.shift()?.();
    await settle();
  };
  return { calls, work, open };
}

test('a key added many times before it is worked on is worked on once', async () => {
  const { calls, work } = gated();
  const queue = queueOf(work);
  queue.add('a');
  queue.add('a');
  queue.add('b');
  await settle();
  expect(calls).toEqual(['a', 'b']);
});

test('a key added while it is worked on is worked on once more, not at the same time', async () => {
  const { calls, work, open } = gated();
  const queue = queueOf(work);
  queue.add('a');
  await settle();
  queue.add('a');
  queue.add('a');
  await settle();
  expect(calls).toEqual(['a']);
  await open();
  expect(calls).toEqual(['a', 'a']);
  await open();
  expect(calls).toEqual(['a', 'a']);
});

test('no more keys at once than there are workers', async () => {
  const { calls, work, open } = gated();
  const queue = queueOf(work, 2);
  for (const key of ['a', 'b', 'c']) queue.add(key);
  await settle();
  expect(calls).toEqual(['a', 'b']);
  await open();
  expect(calls).toEqual(['a', 'b', 'c']);
});

test('keys added before it runs wait for it', async () => {
  const calls: string[] = [];
  const queue = new WorkQueue({
    clock,
    random: { bytes: (count) => new Uint8Array(count), fraction: () => 0 },
    work: async (key) => {
      calls.push(key);
      return {};
    },
    onFailure: () => undefined,
  });
  queue.add('a');
  await settle();
  expect(calls).toEqual([]);
  ended = queue.run(stop.signal);
  await settle();
  expect(calls).toEqual(['a']);
});

test('of two times the earlier one counts', async () => {
  const calls: number[] = [];
  const queue = queueOf(async () => {
    calls.push(clock.nowMs());
    return {};
  });
  const startMs = clock.nowMs();
  queue.addAfter('a', 500);
  queue.addAfter('a', 200);
  queue.addAfter('a', 300);
  await settle();
  expect(clock.sleeping).toBe(1);
  clock.advance(199);
  await settle();
  expect(calls).toEqual([]);
  clock.advance(1);
  await settle();
  clock.advance(10_000);
  await settle();
  expect(calls).toEqual([startMs + 200]);
});

test('work that says when it wants to come back does', async () => {
  const calls: number[] = [];
  const startMs = clock.nowMs();
  const queue = queueOf(async () => {
    calls.push(clock.nowMs() - startMs);
    return calls.length === 1 ? { againAtMs: startMs + 1000 } : {};
  });
  queue.add('a');
  await settle();
  clock.advance(1000);
  await settle();
  expect(calls).toEqual([0, 1000]);
});

test('a key that rests takes in all that came meanwhile in one run', async () => {
  const calls: number[] = [];
  const startMs = clock.nowMs();
  const queue = queueOf(async () => {
    calls.push(clock.nowMs() - startMs);
    return { restMs: 50 };
  });
  queue.add('a');
  await settle();
  queue.add('a');
  queue.add('a');
  await settle();
  expect(calls).toEqual([0]);
  clock.advance(50);
  await settle();
  clock.advance(1000);
  await settle();
  expect(calls).toEqual([0, 50]);
  queue.add('a');
  await settle();
  expect(calls).toEqual([0, 50, 1050]);
});

test('a failure that may pass comes back, later each time, and at once again after a success', async () => {
  let isBroken = true;
  const queue = queueOf(async () => {
    if (isBroken) throw new CredfleetError('API_UNAVAILABLE', 'no answer');
    return {};
  });
  queue.add('a');
  await settle();
  for (let round = 0; round < 2; round += 1) {
    await clock.nextSleep();
    clock.advance(300_000);
    await settle();
  }
  expect(failures.map(({ againInMs }) => againInMs)).toEqual([50, 100, 200]);
  isBroken = false;
  clock.advance(300_000);
  await settle();
  isBroken = true;
  queue.add('a');
  await settle();
  expect(failures.at(-1)?.againInMs).toBe(50);
});

test('a failure that only a person ends does not come back by itself', async () => {
  const queue = queueOf(async () => {
    throw new CredfleetError('CONTENT_UNREADABLE', 'altered');
  });
  queue.add('a');
  await settle();
  expect(failures).toEqual([{ key: 'a', againInMs: undefined }]);
  expect(clock.sleeping).toBe(0);
});

test('one key that fails does not keep another from being worked on', async () => {
  const done: string[] = [];
  const queue = queueOf(async (key) => {
    if (key === 'bad') throw new TypeError('a bug');
    done.push(key);
    return {};
  });
  queue.add('bad');
  queue.add('good');
  await settle();
  expect(done).toEqual(['good']);
  expect(failures).toHaveLength(1);
});

test('the end waits for what is under way and starts nothing new', async () => {
  const { calls, work, open } = gated();
  const queue = queueOf(work, 1);
  queue.add('a');
  queue.add('b');
  await settle();
  stop.abort();
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  await settle();
  expect(isOver).toBe(false);
  await open();
  expect([isOver, calls]).toEqual([true, ['a']]);
});
