/**
 * The controller as a process on a PostgreSQL ledger: it outlives its server, its server outlives it, and no password
 * is seen.
 * @module
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { PostgresServer } from '#test/postgres/postgres-server.ts';
import { ControllerProcess, credfleet } from './controller-process.ts';

const until = { timeout: 30_000, interval: 100 };
const PASSWORD = 'not-to-be-seen-4711';

let server: PostgresServer;
let directory: string;
let up: ControllerProcess;

/** Resolves when it works, not only listens. */
async function start(): Promise<void> {
  up = await ControllerProcess.start('up', [
    `--data-dir=${join(directory, 'data')}`,
    `--ledger=${server.url('ledger')}`,
    `--ledger-password-file=${join(directory, 'password')}`,
    '--metrics-listen=0',
  ]);
  await vi.waitFor(async () => expect(await readiness()).toBe(200), until);
}

async function readiness(): Promise<number> {
  const { status } = await fetch(`http://127.0.0.1:${up.ready.metrics}/readyz`);
  return status;
}

function eventTypes(): readonly string[] {
  return server.sql('SELECT type FROM credfleet.bi_event ORDER BY seq', 'ledger').split('\n');
}

beforeAll(async () => {
  server = await PostgresServer.start({ hba: ['local ledger credfleet scram-sha-256'] });
  server.sql(`ALTER ROLE credfleet PASSWORD '${PASSWORD}'`);
  server.createDatabase('ledger');
});
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'credfleet-on-postgres-'));
  writeFileSync(join(directory, 'password'), PASSWORD, { mode: 0o600 });
  server.sql('SET client_min_messages = error; DROP SCHEMA IF EXISTS credfleet CASCADE', 'ledger');
  await start();
});
afterEach(async () => {
  await up[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

test('while its server is away it is not ready, and it goes on when that is back', async () => {
  await server.stop('SIGKILL');
  await vi.waitFor(async () => expect(await readiness()).toBe(503), until);
  await server.start();
  await vi.waitFor(async () => expect(await readiness()).toBe(200), until);
  await up[Symbol.asyncDispose]();
  expect(await up.ended()).toBe(0);
});

test('killed and started again it goes on with the same log', async () => {
  await credfleet(up.ready.kubeconfig ?? '', 'keys', 'rotate', 'ca');
  const before = eventTypes();
  expect(before).toContain('keys.rotated');
  await up.kill();
  await up[Symbol.asyncDispose]();
  await start();
  await up[Symbol.asyncDispose]();
  expect(eventTypes()).toEqual([...before, 'audit.checkpoint']);
});

test('replaced by another controller it ends by itself, and says why', async () => {
  server.sql('UPDATE credfleet.owner SET epoch = epoch + 1', 'ledger');
  server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'credfleet'");
  // It notices when it uses the ledger the next time, as a probe does.
  const probing = setInterval(() => void readiness().catch(() => undefined), 100);
  expect(await up.ended()).toBe(1);
  clearInterval(probing);
  expect(up.notes).toMatch(/another controller has taken the ledger/u);
});

test('the password is in no argument, no environment and no line of the log', async () => {
  const ofProcess = ['cmdline', 'environ'].map((name) =>
    readFileSync(`/proc/${up.pid}/${name}`, 'utf8'),
  );
  writeFileSync(join(directory, 'password'), `${PASSWORD}-wrong`);
  await server.stop('SIGQUIT');
  await server.start();
  await vi.waitFor(async () => expect(await readiness()).toBe(503), until);
  const said = [...ofProcess, ...up.log, up.notes].join('\n');
  expect(said).toContain('--ledger-password-file');
  expect(said).not.toContain(PASSWORD);
});
