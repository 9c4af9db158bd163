/**
 * REST of the processes: on the port of the embedded API, and on the port of its own of a controller of a cluster, which
 * the embedded API plays.
 * @module
 */
import { KubeConfig } from '@kubernetes/client-node';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { RawApi, type RawReply } from '../api/raw-api.ts';
import { ControllerProcess, credfleet } from './controller-process.ts';

let up: ControllerProcess;
let kubeconfig: string;
let api: RawApi;

beforeAll(async () => {
  up = await ControllerProcess.start('up');
  kubeconfig = up.ready.kubeconfig ?? '';
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  api = new RawApi(config);
});
afterAll(async () => {
  api.close();
  await up[Symbol.asyncDispose]();
});

const PATIENT = { timeout: 20_000, interval: 100 };
const statusOf = (reply: RawReply) => ({ code: reply.code, message: reply.json().message });

test('`up` answers on the port of its API what the command line answers', async () => {
  const made = await credfleet(kubeconfig, 'hosts', 'token', 'create', 'metal-07');
  expect(made.status).toBe(0);
  await vi.waitFor(async () => {
    const told = await credfleet(kubeconfig, 'audit', '-o', 'json');
    const asked = await api.call('GET', '/audit/v1/events');
    expect(asked.code).toBe(200);
    expect(asked.json()).toEqual(JSON.parse(told.stdout));
  }, PATIENT);
  const described = await api.call('GET', '/audit/v1/openapi.json');
  expect(described.json()).toMatchObject({ openapi: '3.1.0' });
  const refused = statusOf(await api.call('GET', '/audit/v1/history?host=nobody'));
  expect(refused).toEqual({
    code: 404,
    message: expect.stringContaining('credfleet hosts list') as string,
  });
  // The API of the objects is where it was.
  expect((await api.call('GET', '/api/v1/namespaces')).code).toBe(200);
});

test('`controller` answers on a port of its own, to the certificate of its Secret', async () => {
  await using controller = await ControllerProcess.start('controller', [
    '--kubeconfig',
    kubeconfig,
    '--rest-port=0',
    '--metrics-listen=0',
  ]);
  const secret = '/api/v1/namespaces/credfleet-system/secrets/credfleet-auditor';
  const data = await vi.waitFor(async () => {
    const stored = await api.call('GET', secret);
    expect(stored.code).toBe(200);
    return stored.json()['data'] as Readonly<Record<string, string>>;
  }, PATIENT);
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    {
      name: 'rest',
      server: `https://127.0.0.1:${controller.ready.rest}`,
      caData: data['ca.crt'] ?? '',
      skipTLSVerify: false,
    },
    { name: 'auditor', certData: data['tls.crt'] ?? '', keyData: data['tls.key'] ?? '' },
  );
  const auditor = new RawApi(config);
  const checkpoint = await auditor.call('GET', '/audit/v1/checkpoint');
  expect(checkpoint.json()).toMatchObject({
    checkpoint: expect.stringContaining('credfleet.dev/audit/') as string,
  });
  const present = await auditor.call('GET', '/audit/v1/explain?host=a&credential=b/c');
  expect(present.code).toBe(403);
  expect((await auditor.call('GET', '/api/v1/namespaces')).code).toBe(404);
  const metrics = `http://127.0.0.1:${controller.ready.metrics}/metrics`;
  await vi.waitFor(async () => {
    const lines = (await (await fetch(metrics)).text()).split('\n');
    expect(lines).toContain('credfleet_rest_request_total{path="",code="404"} 1');
    expect(lines).toContain('credfleet_rest_request_total{path="/audit/v1/explain",code="403"} 1');
  }, PATIENT);
  auditor.close();
});

test('an open watch does not keep a process that is to stop', async () => {
  const config = new KubeConfig();
  const other = await ControllerProcess.start('up');
  config.loadFromFile(other.ready.kubeconfig ?? '');
  const client = new RawApi(config);
  const stream = await client.watch('/audit/v1/events?watch=true', 'application/jsonl');
  const startMs = Date.now();
  await other[Symbol.asyncDispose]();
  expect(Date.now() - startMs).toBeLessThan(10_000);
  stream.close();
  client.close();
});
