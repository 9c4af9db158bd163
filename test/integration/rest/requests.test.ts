/**
 * What is counted while auditors ask by REST.
 * @module
 */
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { formatFamilies } from '#src/metrics/families.ts';
import { RestWorld } from './rest-world.ts';

const until = { timeout: 8_000, interval: 5 };
let world: RestWorld;

beforeAll(async () => {
  world = await RestWorld.start();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const shown = () => formatFamilies(world.requests.families());
const eventually = async (...expected: string[]) =>
  vi.waitFor(() => expect(shown().split('\n')).toEqual(expect.arrayContaining(expected)), until);

test('answers by path and code, with their time; what somebody else chose is no label', async () => {
  await world.get('/audit/v1/events?actor=mallory');
  await world.get('/audit/v1/events', { accept: 'application/jsonl' });
  await world.get('/audit/v1/events?mallory=1');
  await world.get('/audit/v1/events', { groups: ['mallory'] });
  await world.get('/audit/v1/checkpoint', { method: 'DELETE' });
  await world.get('/audit/v1/openapi.json');
  await world.get('/audit/v1/mallory');
  await world.get('/mallory');
  await world.get('/audit/v1/events', { client: null });
  await eventually(
    'credfleet_rest_request_total{path="/audit/v1/events",code="200"} 2',
    'credfleet_rest_request_total{path="/audit/v1/events",code="400"} 1',
    'credfleet_rest_request_total{path="/audit/v1/events",code="403"} 1',
    'credfleet_rest_request_total{path="/audit/v1/checkpoint",code="405"} 1',
    'credfleet_rest_request_total{path="/audit/v1/openapi.json",code="200"} 1',
    'credfleet_rest_request_total{path="",code="404"} 2',
    'credfleet_rest_request_total{path="",code="401"} 1',
    'credfleet_rest_request_duration_seconds_count{path="/audit/v1/events"} 4',
    'credfleet_rest_request_duration_seconds_bucket{path="/audit/v1/events",le="30"} 4',
  );
  expect(shown()).not.toContain('mallory');
});

test('a watch is counted while it is open, and is no request that took long', async () => {
  const path = '/audit/v1/events?watch=true&type=rollout';
  const timed = () => /duration_seconds_count\{path="\/audit\/v1\/events"\}.*/u.exec(shown())?.[0];
  const before = timed();
  const watch = await world.open(path, { accept: 'application/jsonl' });
  await eventually('credfleet_rest_watchers{path="/audit/v1/events"} 1');
  watch.destroy();
  await eventually('credfleet_rest_watchers{path="/audit/v1/events"} 0');
  expect(before).toBeDefined();
  expect(timed()).toBe(before);
});

test('an answer that breaks off after its first line is a 500', async () => {
  const rows = world.query.exposure({ host: 'alpha' });
  async function* broken() {
    for await (const row of rows) {
      yield row;
      throw new Error('the disk is gone');
    }
  }
  Object.assign(world.query, { exposure: broken });
  const lines = { accept: 'application/jsonl' };
  const answer = await world.open('/audit/v1/exposure?host=alpha', lines);
  expect(answer.statusCode).toBe(200);
  answer.resume();
  await once(answer, 'error');
  await eventually('credfleet_rest_request_total{path="/audit/v1/exposure",code="500"} 1');
});
