/**
 * The queue before TLS: paced, fair between addresses, bounded.
 * @module
 */
import { array, assert, integer, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { addressKey, ConnectionQueue, type Pace } from '#controller/stream/connection-queue.ts';

const PACE: Pace = {
  burst: 2,
  perSecond: 10,
  maxWaiting: 4,
  maxWaitMs: 10_000,
  maxOpen: 100,
  maxOpenPerAddress: 50,
};

function queueOf(change: Partial<Pace> = {}): ConnectionQueue<string> {
  return new ConnectionQueue({ ...PACE, ...change });
}

test('a burst is served at once, the others at the rate', () => {
  const queue = queueOf();
  for (const name of ['a', 'b', 'c', 'd']) expect(queue.offer(name, '10.0.0.1', 0)).toBeUndefined();
  expect(queue.take(0)).toEqual({ admitted: ['a', 'b'], expired: [], againInMs: 100 });
  expect(queue.take(50)).toMatchObject({ admitted: [], againInMs: 50 });
  expect(queue.take(100)).toMatchObject({ admitted: ['c'], againInMs: 100 });
  expect(queue.take(200)).toEqual({ admitted: ['d'], expired: [], againInMs: undefined });
});

test('a quiet hour saves up no more than one burst', () => {
  const queue = queueOf();
  for (const name of ['a', 'b', 'c', 'd']) queue.offer(name, '10.0.0.1', 3_600_000);
  expect(queue.take(3_600_000).admitted).toEqual(['a', 'b']);
});

test('who comes after a flood from one address is served next', () => {
  const queue = queueOf({ burst: 1, maxWaiting: 100 });
  for (let index = 0; index < 50; index += 1) queue.offer(`flood ${index}`, '10.6.6.6', 0);
  queue.offer('honest', '10.0.0.1', 0);
  expect(queue.take(0).admitted).toEqual(['flood 0']);
  expect(queue.take(100).admitted).toEqual(['honest']);
});

test('a full queue turns away the newest of the address that has most', () => {
  const queue = queueOf({ burst: 0 });
  for (const name of ['f1', 'f2', 'f3', 'f4']) queue.offer(name, '10.6.6.6', 0);
  expect(queue.offer('f5', '10.6.6.6', 0)).toBe('f5');
  expect(queue.offer('honest', '10.0.0.1', 0)).toBe('f4');
  expect(queue.size).toBe(4);
});

test('a full queue in which nobody has more than his share turns away the newcomer', () => {
  const queue = queueOf({ burst: 0, maxWaiting: 2 });
  queue.offer('a', '10.0.0.1', 0);
  queue.offer('b', '10.0.0.2', 0);
  expect(queue.offer('c', '10.0.0.3', 0)).toBe('c');
});

test('who has waited too long is turned away, and its place is free', () => {
  const queue = queueOf({ burst: 1, perSecond: 0.001, maxOpen: 3 });
  for (const name of ['a', 'b', 'c']) queue.offer(name, '10.0.0.1', 0);
  expect(queue.take(0).admitted).toEqual(['a']);
  expect(queue.offer('late', '10.0.0.2', 9_000)).toBe('late');
  expect(queue.take(10_000).expired).toEqual(['b', 'c']);
  expect(queue.offer('later', '10.0.0.2', 10_000)).toBeUndefined();
});

test('open connections are limited, in all and per address, until they close', () => {
  const queue = queueOf({ burst: 10, maxOpen: 3, maxOpenPerAddress: 2 });
  queue.offer('a', '10.0.0.1', 0);
  queue.offer('b', '10.0.0.1', 0);
  queue.take(0);
  expect(queue.offer('c', '10.0.0.1', 0)).toBe('c');
  expect(queue.offer('d', '10.0.0.2', 0)).toBeUndefined();
  expect(queue.offer('e', '10.0.0.3', 0)).toBe('e');
  queue.closed('10.0.0.1');
  expect(queue.offer('f', '10.0.0.1', 0)).toBeUndefined();
});

test.for([
  ['10.0.0.1', '10.0.0.1'],
  ['::ffff:10.0.0.1', '10.0.0.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::6', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('%s counts as %s', ([address = '', key]) => {
  expect(addressKey(address)).toBe(key);
});

test('nobody is lost, served twice, or served faster than the rate, whatever comes', () => {
  const step = record({
    afterMs: integer({ min: 0, max: 3_000 }),
    offers: array(integer({ min: 1, max: 5 }), { maxLength: 8 }),
  });
  assert(
    property(array(step, { maxLength: 40 }), (steps) => {
      const queue = queueOf({ maxWaitMs: 2_000 });
      const ended = new Map<string, number>();
      const addresses = new Map<string, string>();
      const end = (names: readonly (string | undefined)[]) => {
        for (const name of names) {
          if (name !== undefined) ended.set(name, (ended.get(name) ?? 0) + 1);
        }
      };
      let nowMs = 0;
      let offered = 0;
      let admitted = 0;
      for (const { afterMs, offers } of steps) {
        nowMs += afterMs;
        for (const from of offers) {
          addresses.set(`c${offered}`, `10.0.0.${from}`);
          end([queue.offer(`c${offered}`, `10.0.0.${from}`, nowMs)]);
          offered += 1;
        }
        const turn = queue.take(nowMs);
        end([...turn.admitted, ...turn.expired]);
        admitted += turn.admitted.length;
        for (const name of turn.admitted) queue.closed(addresses.get(name) ?? '');
        expect(admitted).toBeLessThanOrEqual(PACE.burst + (nowMs * PACE.perSecond) / 1_000);
      }
      end(queue.clear());
      expect(ended.size).toBe(offered);
      expect([...ended.values()].every((times) => times === 1)).toBe(true);
    }),
  );
});
