/**
 * The controller's way into its own API: what is asked at one moment is one transaction, and nobody is told before it is
 * durable.
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OwnConnection } from '#controller/apiserver/own-connection.node.ts';
import { createRules } from '#controller/apiserver/schema/rules.ts';
import { ApiRequests } from '#controller/metrics/api-requests.ts';
import type { ApiCall } from '#controller/objects/api-connection.node.ts';
import type { ObjectStore } from '#controller/objects/object-store.ts';
import { openSqliteObjects } from '#controller/objects/sqlite-objects.node.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { FakeLog } from '#test/fakes/fake-log.ts';

let directory: string;
let store: ObjectStore;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'own-'));
  const storageKey = new Uint8Array(32).fill(7);
  const database = join(directory, 'objects.db');
  store = openSqliteObjects({ database, storageKey, random: systemRandom });
});

afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

/** Counts transactions; `fail` makes the next ones end as when the disk is full. */
function connect() {
  const seen = { transactions: 0, fail: false };
  const counted = new Proxy(store, {
    get: (target, name) => {
      if (name !== 'together')
        return (target[name as keyof ObjectStore] as () => void).bind(target);
      return (work: () => void) => {
        seen.transactions += 1;
        target.together(() => {
          work();
          if (seen.fail) throw new Error('database or disk is full');
        });
      };
    },
  });
  const log = new FakeLog();
  const api = {
    store: counted,
    clock: new FakeClock(),
    random: systemRandom,
    rules: createRules(),
    log: log.logger,
  };
  const user = { name: 'admin', groups: ['system:masters'] };
  const stopping = new AbortController().signal;
  const connection = new OwnConnection({ api, requests: new ApiRequests(), user, stopping });
  const create = async (name: string) => (await connection.call(creation(name))).code;
  const createInOrder = async (names: readonly string[]) => {
    const replies = await connection.callInOrder(names.map((name) => creation(name)));
    return replies.map(({ code }) => code);
  };
  return { seen, log, create, createInOrder };
}

function creation(name: string): ApiCall {
  const host = {
    apiVersion: 'credfleet.dev/v1alpha1',
    kind: 'Host',
    metadata: { name },
    spec: {},
  };
  return {
    method: 'POST',
    path: '/apis/credfleet.dev/v1alpha1/hosts',
    accept: 'application/json',
    body: JSON.stringify(host),
  };
}

test('calls of one moment are one transaction; one that is refused takes nobody along', async () => {
  const { seen, create } = connect();
  const told: string[] = [];
  store.onChange(({ key }) => told.push(key.name));
  expect(await Promise.all([create('a'), create('a'), create('b')])).toEqual([201, 409, 201]);
  expect([seen.transactions, told]).toEqual([1, ['a', 'b']]);
  expect(await create('c')).toBe(201);
  expect(seen.transactions).toBe(2);
});

test('what is asked in order is one transaction, and ends with the first that is refused', async () => {
  const { seen, create, createInOrder } = connect();
  const told: string[] = [];
  store.onChange(({ key }) => told.push(key.name));
  expect(await createInOrder(['a', 'b'])).toEqual([201, 201]);
  expect([seen.transactions, told]).toEqual([1, ['a', 'b']]);
  expect(await Promise.all([createInOrder(['c', 'a', 'd']), create('e')])).toEqual([
    [201, 409],
    201,
  ]);
  expect([seen.transactions, told]).toEqual([2, ['a', 'b', 'c', 'e']]);
});

test('of what is asked in order nothing is kept when the transaction is not', async () => {
  const { seen, createInOrder } = connect();
  seen.fail = true;
  await expect(createInOrder(['a', 'b'])).rejects.toMatchObject({ code: 'API_UNAVAILABLE' });
  seen.fail = false;
  expect(await createInOrder(['a', 'b'])).toEqual([201, 201]);
});

test('many at once are several turns', async () => {
  const { seen, create } = connect();
  const names = Array.from({ length: 40 }, (_, index) => `h-${index}`);
  const codes = await Promise.all(names.map((name) => create(name)));
  expect(new Set(codes)).toEqual(new Set([201]));
  expect(seen.transactions).toBe(3);
});

test('when none of it is kept each is told to try again', async () => {
  const { seen, log, create } = connect();
  seen.fail = true;
  const ends = await Promise.allSettled([create('a'), create('b')]);
  expect(ends).toMatchObject([
    { reason: { code: 'API_UNAVAILABLE', retry: 'backoff' } },
    { reason: { code: 'API_UNAVAILABLE', retry: 'backoff' } },
  ]);
  expect(log.lines).toMatchObject([{ level: 'error', fields: { code: 'STORE_FAILED', calls: 2 } }]);
  seen.fail = false;
  expect(await create('a')).toBe(201);
});
