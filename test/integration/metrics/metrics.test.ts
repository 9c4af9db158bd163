/**
 * The metrics of a controller that brought a version to three hosts, over HTTP.
 * @module
 */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Counted } from '#controller/metrics/counted.ts';
import { type MetricsServer, startMetricsServer } from '#controller/metrics/metrics-server.node.ts';
import { RestRequests } from '#controller/metrics/rest-requests.ts';
import { ControllerWatch } from '#controller/metrics/watch-controller.ts';
import type { FakeObjects } from '#test/fakes/fake-objects.ts';
import { silentLog } from '#test/fakes/silent-log.ts';
import { keyringOf } from '#test/gen/keyring.ts';
import { fakeFleet, type Fleet } from '../reconcile/fleet.ts';
import { FREE, LOCKED, tellTpm } from '../reconcile/tell-tpm.ts';

const until = { timeout: 8_000, interval: 5 };
const stop = new AbortController();
let fleet: Fleet<FakeObjects>;
let watch: ControllerWatch;
let server: MetricsServer;

async function rotated(): Promise<void> {
  await fleet.ready();
  await fleet.createSecret('first');
  await fleet.createCredential();
  await vi.waitFor(() => expect(fleet.rolloutState('db-v1-a1')).toBe('Succeeded'), until);
}

beforeAll(async () => {
  fleet = fakeFleet();
  const counted = new Counted();
  counted.startAt(fleet.ledger);
  fleet.ledger.onEvents(() => counted.committed(3, true));
  const { hostEvents } = fleet.brain;
  const timed = counted.hostEvents({ ...hostEvents }, fleet.ledger, fleet.clock);
  Object.assign(hostEvents, timed);
  const keyring = await keyringOf();
  const { context, reconciles } = fleet.brain;
  const retention = { problem: 'no space left', failures: 3 };
  const siem = { name: 'siem', lagEvents: 7, failures: 2, isBehind: true };
  const sinks = { numbers: () => [siem] };
  const { signal } = stop;
  const restRequests = new RestRequests();
  const parts = { context, reconciles, keyring, counted, restRequests, retention, sinks, signal };
  watch = new ControllerWatch(parts);
  server = await startMetricsServer({
    listen: { host: '127.0.0.1', port: 0 },
    metrics: async () => watch.metrics(),
    readiness: () => watch.readiness(),
    log: silentLog,
  });
  await rotated();
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await fleet.stop();
  fleet.ledger.close();
});

const get = async (path: string, method = 'GET') =>
  fetch(`http://127.0.0.1:${server.port}${path}`, { method });

async function lines(): Promise<readonly string[]> {
  return (await (await get('/metrics')).text()).split('\n');
}

describe('/metrics', () => {
  test('says what is so and what happened', async () => {
    await vi.waitFor(async () => {
      expect(await lines()).toEqual(
        expect.arrayContaining([
          'credfleet_agent_streams 3',
          'credfleet_rollouts{state="Succeeded"} 1',
          'credfleet_credential_hosts{namespace="payments",name="db",state="healthy"} 3',
          'credfleet_credential_ready{namespace="payments",name="db"} 1',
          'credfleet_host_apply_total{result="healthy"} 3',
          'credfleet_rollouts_total{type="Update",status="succeeded"} 1',
          'credfleet_rollouts_total{type="Revoke",status="succeeded"} 0',
          'credfleet_rollout_duration_seconds_count{type="Update",status="succeeded"} 1',
          'credfleet_rollout_duration_seconds_bucket{type="Update",status="succeeded",le="60"} 1',
          'credfleet_workqueue_depth{name="reconcile"} 0',
          'credfleet_reconcile_total{controller="rollouts",result="error"} 0',
          'credfleet_change_freezes 0',
          'credfleet_agent_messages_total{kind="report"} 3',
          'credfleet_host_apply_duration_seconds_count{phase="Healthy"} 3',
          'credfleet_host_apply_total{result="failed"} 0',
          'credfleet_ledger_commit_failures_total 0',
          'credfleet_audit_pruned_events 0',
          'credfleet_audit_retention_failing 1',
          'credfleet_audit_sink_lag_events{sink="siem"} 7',
          'credfleet_audit_sink_behind{sink="siem"} 1',
          'credfleet_audit_sink_failures_total{sink="siem"} 2',
          'credfleet_audit_retention_failures_total 3',
        ]),
      );
    }, until);
  });

  test('a paused rollout, its budgets and since when; over, it has no series', async () => {
    fleet.answer = ({ host }) => (host === 'alpha' ? 'Failed' : 'Healthy');
    await fleet.rotate('broken');
    await vi.waitFor(() => expect(fleet.rolloutState('db-v2-a1')).toBe('Paused'), until);
    const of = '{namespace="payments",name="db",rollout="db-v2-a1"';
    await vi.waitFor(async () => {
      expect(await lines()).toEqual(
        expect.arrayContaining([
          `credfleet_rollout_info${of},type="Update",state="Paused",reason="FailureBudgetExceeded"} 1`,
          `credfleet_rollout_step${of}} 1`,
          `credfleet_rollout_steps${of}} 1`,
          `credfleet_rollout_failures${of}} 1`,
          `credfleet_rollout_failure_budget${of}} 0`,
          `credfleet_disruption_budget_used${of}} 1`,
          `credfleet_disruption_budget_limit${of}} 1`,
        ]),
      );
    }, until);
    const since = (await lines()).find((line) =>
      line.startsWith('credfleet_rollout_paused_timestamp_seconds{'),
    );
    expect(Number(since?.split(' ')[1])).toBeGreaterThan(Date.now() / 1000 - 60);

    fleet.answer = () => 'Healthy';
    await fleet.rotate('mended');
    await vi.waitFor(() => expect(fleet.rolloutState('db-v3-a1')).toBe('Succeeded'), until);
    await vi.waitFor(async () => {
      expect((await lines()).join('\n')).not.toContain('rollout="db-v');
    }, until);
    expect(await lines()).toContain(
      'credfleet_rollouts_total{type="Update",status="superseded"} 1',
    );
  });

  test('TPMs as hosts said last, also of one that went away; one that is revoked counts no more', async () => {
    const tpms = async () =>
      (await lines()).filter((line) => line.startsWith('credfleet_host_tpms{'));
    expect(await tpms()).toEqual([]);
    await tellTpm(fleet, 'alpha', FREE);
    await tellTpm(fleet, 'beta', LOCKED);
    const away = { kind: 'unavailable', code: 'TPM_UNAVAILABLE', message: 'hangs' } as const;
    await tellTpm(fleet, 'gamma', away);
    fleet.sessions.disconnect(fleet.uid('beta'));
    await fleet.brain.hostEvents.disconnected(fleet.ledger.identity(fleet.uid('beta'))!);
    expect((await tpms()).toSorted()).toEqual([
      'credfleet_host_tpms{state="answers"} 1',
      'credfleet_host_tpms{state="locked_out"} 1',
      'credfleet_host_tpms{state="unavailable"} 1',
    ]);
    const beta = await fleet.objects.get('Host', { name: 'beta' });
    await fleet.objects.replace('Host', { ...beta!, spec: { ...beta!.spec, revoked: true } });
    await vi.waitFor(async () => expect((await tpms()).join()).not.toContain('locked_out'), until);
  });

  test('a refused enrolment is counted, without the name that somebody gave', async () => {
    fleet.ledger.write({
      events: [
        {
          timeMs: 1,
          type: 'host.enrolmentRefused',
          outcome: 'failure',
          actor: { kind: 'host', id: 'mallory' },
          subject: { host: 'mallory' },
          detail: { message: 'token unknown' },
        },
      ],
    });
    const text = (await lines()).join('\n');
    expect(text).toContain('credfleet_enrolments_total{result="refused"} 1');
    expect(text).toContain(
      'credfleet_audit_events_total{type="host.enrolmentRefused",outcome="failure"} 1',
    );
    expect(text).not.toContain('mallory');
  });

  test('names no host and no value', async () => {
    const text = (await lines()).join('\n');
    for (const word of [
      'alpha',
      'beta',
      'gamma',
      fleet.uid('alpha'),
      'first',
      'broken',
      'mended',
    ]) {
      expect(text).not.toContain(word);
    }
  });

  test('every line is a comment or a sample, each family declared once', async () => {
    const all = (await lines()).filter((line) => line !== '');
    const types = all.filter((line) => line.startsWith('# TYPE '));
    expect(new Set(types).size).toBe(types.length);
    for (const line of all.filter((one) => !one.startsWith('# '))) {
      expect(line).toMatch(
        /^credfleet_[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? -?[\d.e+-]+$/u,
      );
    }
  });
});

describe('health', () => {
  test('not ready before the ports for hosts are open, nor while it stops', async () => {
    const closed = await get('/readyz');
    expect(closed.status).toBe(503);
    expect(await closed.text()).toContain('[-]ports are not open yet');
    watch.isServing = true;
    expect((await get('/readyz')).status).toBe(200);
    stop.abort();
    expect((await get('/readyz')).status).toBe(503);
    expect((await get('/healthz')).status).toBe(200);
  });

  test('anything else is refused', async () => {
    expect((await get('/')).status).toBe(404);
    expect((await get('/metrics', 'POST')).status).toBe(405);
    const head = await get('/healthz', 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});
