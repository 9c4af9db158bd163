/**
 * The metrics of a controller and of an agent as Prometheus' own programs read them.
 * @module
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { METRICS_FILE, openMetrics } from '#agent/metrics/open-metrics.node.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { run } from '#test/fleet/process.ts';
import { findNodeExporter, findPromtool } from '#test/fleet/prometheus.ts';
import { silentLog } from '#test/fakes/silent-log.ts';
import { ControllerProcess, credfleet } from '../process/controller-process.ts';

const FETCH_MS = 300_000;
const NOBODY = 65_534;
let promtool: string;
let exporter: string;
let directory: string;

const lockout = { isLockedOut: false, counter: 3, max: 32, intervalSeconds: 600 };

beforeAll(async () => {
  promtool = await findPromtool(() => undefined);
  exporter = await findNodeExporter(() => undefined);
  directory = mkdtempSync(join(tmpdir(), 'credfleet-textfile-'));
  chmodSync(directory, 0o755);
  await using opened = openMetrics({
    directory,
    intervalMs: 15_000,
    version: '1.2.3',
    tpmSeen: () => ({ kind: 'answers', lockout }),
    clock: systemClock,
    log: silentLog,
  });
  opened.metrics.timed('seal', 40);
}, FETCH_MS);
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const FAULTLESS = { exitCode: 0, stdout: '', stderr: '' };

/** Parses, and holds to the conventions for names, units and help. */
const checked = async (text: string) => run([promtool, 'check', 'metrics'], { stdin: text });

/** What node_exporter makes of the folder, run by somebody who may do nothing else. */
async function exported(folder: string): Promise<string> {
  const collectors = ['--collector.disable-defaults', '--collector.textfile'];
  const folders = `--collector.textfile.directory=${folder}`;
  const flags = [...collectors, folders, '--web.listen-address=127.0.0.1:0'];
  const who = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const child = spawn(exporter, flags, { stdio: ['ignore', 'ignore', 'pipe'], ...who });
  const ended = new Promise((resolve) => child.once('close', resolve));
  try {
    const address = await listeningOn(child.stderr);
    return await (await fetch(`http://${address}/metrics`)).text();
  } finally {
    child.kill();
    await ended;
  }
}

/** As its log says: the port is the kernel's choice. The log is read to its end: a closed one would end the program. */
async function listeningOn(log: Readable): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let said = '';
  log.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    const address = /msg="Listening on" address=(\S+)/u.exec(said)?.[1];
    if (address !== undefined) resolve(address);
  });
  log.once('end', () => reject(new Error(`node_exporter ended: ${said}`)));
  return promise;
}

test('promtool does find faults', async () => {
  const abbreviated = '# HELP x_total X\n# TYPE x_total gauge\nx_total 1\n';
  expect((await checked(abbreviated)).exitCode).not.toBe(0);
});

test('promtool finds no fault with what a controller shows, and it counts who asks its API', async () => {
  await using up = await ControllerProcess.start('up', ['--metrics-listen=127.0.0.1:0']);
  await credfleet(up.ready.kubeconfig ?? '', 'get', 'hosts');
  const text = await (await fetch(`http://127.0.0.1:${up.ready.metrics}/metrics`)).text();
  expect(await checked(text)).toEqual(FAULTLESS);
  expect(text).toMatch(
    /^credfleet_apiserver_request_total\{verb="LIST",resource="hosts",code="200"\} [1-9]/mu,
  );
  expect(text).toMatch(/^credfleet_apiserver_watchers\{resource="hosts"\} 1$/mu);
  expect(text).toMatch(/^credfleet_workqueue_depth\{name="reconcile"\} \d+$/mu);
});

test('promtool finds no fault with what an agent writes', async () => {
  const text = readFileSync(join(directory, METRICS_FILE), 'utf8');
  expect(text).toContain('credfleet_agent_tpm_operation_duration_seconds_bucket');
  expect(await checked(text)).toEqual(FAULTLESS);
});

test('node_exporter, as nobody, reads it', async () => {
  const lines = (await exported(directory)).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'node_textfile_scrape_error 0',
      'credfleet_agent_tpm_lockout_counter 3',
      'credfleet_agent_last_contact_timestamp_seconds 0',
      'credfleet_agent_tpm_operation_duration_seconds_count{operation="seal"} 1',
    ]),
  );
  const written = lines.find((line) => line.startsWith('node_textfile_mtime_seconds{'));
  expect(written).toContain(`file="${join(directory, METRICS_FILE)}"`);
});
