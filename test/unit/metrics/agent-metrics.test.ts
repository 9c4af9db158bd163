/**
 * What an agent counts, and the file that node_exporter reads.
 * @module
 */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AgentMetrics } from '#agent/metrics/agent-metrics.ts';
import { METRICS_FILE, openMetrics, type MetricsParts } from '#agent/metrics/open-metrics.node.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { TpmSeen } from '#src/intent/report.ts';
import { formatFamilies } from '#src/metrics/families.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { FakeLog } from '#test/fakes/fake-log.ts';

const SEEN = {
  kind: 'answers',
  lockout: { isLockedOut: false, counter: 3, max: 32, intervalSeconds: 600 },
} as const;
const INTERVAL_MS = 15_000;
const request = { name: 'db-password', sealed: new Uint8Array(), isExpected: () => true };
const until = { timeout: 15_000, interval: 5 };
let clock: FakeClock;
let directory: string;
let log: FakeLog;

beforeEach(() => {
  clock = new FakeClock();
  directory = mkdtempSync(join(tmpdir(), 'credfleet-metrics-'));
  chmodSync(directory, 0o755);
  log = new FakeLog();
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function partsOf(change: Partial<MetricsParts> = {}): MetricsParts {
  const given = { directory, intervalMs: INTERVAL_MS, version: '1.2.3', tpmSeen: () => SEEN };
  return { ...given, clock, log: log.logger, ...change };
}

function metricsOf(seen?: TpmSeen): AgentMetrics {
  return new AgentMetrics({ clock, version: '1.2.3', tpmSeen: () => seen });
}

const logged = () => log.lines.map(({ message }) => message);
const file = () => join(directory, METRICS_FILE);
const lines = (text = readFileSync(file(), 'utf8')) => text.split('\n');
const contactAt = (ms: number) => `credfleet_agent_last_contact_timestamp_seconds ${ms / 1000}`;

test('while a session is up the last contact is now; afterwards it stays', () => {
  const metrics = metricsOf();
  expect(lines(formatFamilies(metrics.families()))).toContain(contactAt(0));
  metrics.began();
  clock.advance(60_000);
  const upMs = clock.nowMs();
  expect(lines(formatFamilies(metrics.families()))).toEqual(
    expect.arrayContaining([contactAt(upMs), 'credfleet_agent_session_connected 1']),
  );
  metrics.ended();
  clock.advance(3_600_000);
  expect(lines(formatFamilies(metrics.families()))).toEqual(
    expect.arrayContaining([contactAt(upMs), 'credfleet_agent_session_connected 0']),
  );
});

test.for([
  { outcome: 'opens', result: 'opened', fails: undefined },
  ...(
    [
      ['SEAL_UNREADABLE', 'unreadable'],
      ['PCR_NOT_SIGNED', 'pcrs_not_signed'],
      ['TPM_UNAVAILABLE', 'undecided'],
      ['TPM_LOCKED_OUT', 'undecided'],
    ] as const
  ).map(([outcome, result]) => ({ outcome, result, fails: new CredfleetError(outcome, 'no') })),
])('a sealed file whose test ends with $outcome counts as $result', async ({ result, fails }) => {
  const metrics = metricsOf();
  const tested = metrics.countedTest(async () => {
    if (fails !== undefined) throw fails;
  });
  const thrown = await tested(request).catch((reason: unknown) => reason);
  expect(thrown).toBe(fails);
  const counted = lines(formatFamilies(metrics.families())).filter((line) =>
    line.startsWith('credfleet_agent_seal_tests_total{'),
  );
  expect(counted).toHaveLength(4);
  expect(counted.filter((line) => !line.endsWith(' 0'))).toEqual([
    `credfleet_agent_seal_tests_total{result="${result}"} 1`,
  ]);
});

test('the TPM, what is kept, the certificate; no name of anything', async () => {
  {
    await using opened = openMetrics(partsOf());
    const { metrics } = opened;
    metrics.watch({ sealed: () => 7, certificateNotAfterMs: () => 1_700_000_123_000 });
    metrics.timed('unseal', 12);
    await metrics.countedTest(async () => undefined)(request);
  }
  expect(lines()).toEqual(
    expect.arrayContaining([
      'credfleet_agent_build_info{version="1.2.3"} 1',
      'credfleet_agent_tpm_up 1',
      'credfleet_agent_tpm_locked_out 0',
      'credfleet_agent_tpm_lockout_counter 3',
      'credfleet_agent_tpm_lockout_max 32',
      'credfleet_agent_sealed_credentials 7',
      'credfleet_agent_certificate_not_after_timestamp_seconds 1700000123',
      'credfleet_agent_tpm_operation_duration_seconds_bucket{operation="unseal",le="0.01"} 0',
      'credfleet_agent_tpm_operation_duration_seconds_bucket{operation="unseal",le="0.025"} 1',
      'credfleet_agent_tpm_operation_duration_seconds_sum{operation="unseal"} 0.012',
    ]),
  );
  expect(readFileSync(file(), 'utf8')).not.toContain(request.name);
});

test('everybody may read it, it ends with a line feed, and nothing else is left', async () => {
  {
    await using _opened = openMetrics(partsOf());
  }
  expect(statSync(file()).mode & 0o777).toBe(0o644);
  expect(readFileSync(file(), 'utf8')).toMatch(/\n$/u);
  expect(readdirSync(directory)).toEqual([METRICS_FILE]);
});

test('an agent that comes back knows when the one before it was last connected', async () => {
  const metMs = clock.nowMs();
  {
    await using opened = openMetrics(partsOf());
    opened.metrics.began();
    opened.metrics.ended();
  }
  clock.advance(86_400_000);
  {
    await using _opened = openMetrics(partsOf());
  }
  expect(lines()).toEqual(
    expect.arrayContaining([contactAt(metMs), 'credfleet_agent_session_connected 0']),
  );
});

test('a TPM that does not answer is not up, and what it counted is not told', async () => {
  const away = { kind: 'unavailable', code: 'TPM_UNAVAILABLE', message: 'gone' } as const;
  const said = lines(formatFamilies(metricsOf(away).families()));
  expect(said).toContain('credfleet_agent_tpm_up 0');
  expect(said.filter((line) => line.startsWith('credfleet_agent_tpm_lockout'))).toEqual([]);
});

test('each text has what was seen of the TPM last', () => {
  let seen: TpmSeen = SEEN;
  const metrics = new AgentMetrics({ clock, version: '1.2.3', tpmSeen: () => seen });
  seen = { ...SEEN, lockout: { ...SEEN.lockout, isLockedOut: true, counter: 32 } };
  expect(lines(formatFamilies(metrics.families()))).toEqual(
    expect.arrayContaining([
      'credfleet_agent_tpm_up 1',
      'credfleet_agent_tpm_locked_out 1',
      'credfleet_agent_tpm_lockout_counter 32',
    ]),
  );
});

test('a host without a TPM says nothing of one', async () => {
  {
    await using _opened = openMetrics(partsOf({ tpmSeen: () => undefined }));
  }
  expect(lines().filter((line) => line.startsWith('credfleet_agent_tpm_up'))).toEqual([]);
});

test('a folder that others may write into gets nothing; told once, and again when it is well', async () => {
  chmodSync(directory, 0o775);
  await using _opened = openMetrics(partsOf({ tpmSeen: () => undefined }));
  await clock.nextSleep();
  clock.advance(INTERVAL_MS);
  await clock.nextSleep();
  expect(readdirSync(directory)).toEqual([]);
  expect(logged()).toEqual(['metrics are not written']);
  chmodSync(directory, 0o755);
  clock.advance(INTERVAL_MS);
  const both = ['metrics are not written', 'metrics are written'];
  await vi.waitFor(() => expect(logged()).toEqual(both), until);
  expect(readdirSync(directory)).toEqual([METRICS_FILE]);
});

test('without a folder nothing is written', async () => {
  {
    await using _opened = openMetrics(partsOf({ directory: undefined }));
  }
  expect(readdirSync(directory)).toEqual([]);
});
