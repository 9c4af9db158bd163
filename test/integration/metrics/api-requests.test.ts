/**
 * What the embedded API counts while somebody asks it.
 * @module
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { formatFamilies } from '#src/metrics/families.ts';
import { type EmbeddedTarget, startEmbedded } from '../api/targets.ts';

const SECRETS = '/api/v1/namespaces/default/secrets';
const until = { timeout: 20_000, interval: 5 };
let target: EmbeddedTarget;

beforeAll(async () => {
  target = await startEmbedded();
});
afterAll(async () => {
  await target.close();
});

const lines = () => formatFamilies(target.server.requests.families()).split('\n');
const eventually = async (...expected: string[]) =>
  vi.waitFor(() => expect(lines()).toEqual(expect.arrayContaining(expected)), until);

test('answers by verb, resource and code, with their time; names are no labels', async () => {
  const body = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'mallory' } };
  await target.api.call('POST', SECRETS, { body });
  await target.api.call('POST', SECRETS, { body });
  await target.api.call('GET', `${SECRETS}/mallory`);
  await target.api.call('GET', '/mallory');
  await eventually(
    'credfleet_apiserver_request_total{verb="POST",resource="secrets",code="201"} 1',
    'credfleet_apiserver_request_total{verb="POST",resource="secrets",code="409"} 1',
    'credfleet_apiserver_request_total{verb="GET",resource="secrets",code="200"} 1',
    'credfleet_apiserver_request_total{verb="GET",resource="",code="404"} 1',
    'credfleet_apiserver_request_duration_seconds_count{verb="POST",resource="secrets"} 2',
    'credfleet_apiserver_request_duration_seconds_bucket{verb="GET",resource="secrets",le="30"} 1',
  );
  expect(lines().join('\n')).not.toContain('mallory');
});

test('a watch is counted while it is open, and is no request that took long', async () => {
  const watch = await target.api.watch(`${SECRETS}?watch=true`);
  await eventually('credfleet_apiserver_watchers{resource="secrets"} 1');
  watch.close();
  await eventually(
    'credfleet_apiserver_watchers{resource="secrets"} 0',
    'credfleet_apiserver_request_total{verb="WATCH",resource="secrets",code="200"} 1',
  );
  expect(lines().join('\n')).not.toContain('duration_seconds_count{verb="WATCH"');
});
