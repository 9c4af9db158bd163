/**
 * Opening the ledger that the options name: what is waited for, and what is refused at once.
 * @module
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { openLedger } from '#controller/ledger/open-ledger.node.ts';
import type { LedgerOptions } from '#src/cli/options.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { silentLog } from '#test/fakes/silent-log.ts';
import { PostgresServer } from '#test/postgres/postgres-server.ts';

let dataDir: string;
let clock: FakeClock;
let stop: AbortController;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'credfleet-open-'));
  clock = new FakeClock(0);
  stop = new AbortController();
});
afterEach(() => {
  rmSync(dataDir, { recursive: true });
});

function open(ledger?: LedgerOptions): ReturnType<typeof openLedger> {
  return openLedger({
    dataDir,
    ...(ledger === undefined ? {} : { ledger }),
    clock,
    log: silentLog,
    signal: stop.signal,
    onCommit: () => undefined,
    onEnd: () => undefined,
  });
}

test('without options it is in the data directory', async () => {
  const ledger = await open();
  ledger.write({ pushSeqs: [] });
  ledger.close();
  const again = await open();
  expect(again.evidence.head().size).toBe(0);
  again.close();
});

test('a database that is not there yet is waited for', async () => {
  const server = new PostgresServer(inject('postgres'));
  const name = `late_${process.pid}`;
  const opening = open({ url: server.url(name) });
  await clock.nextSleep();
  server.createDatabase(name);
  clock.advance(1_000);
  const ledger = await opening;
  expect(ledger.identities()).toEqual([]);
  ledger.close();
  server.sql(`DROP DATABASE ${name}`);
});

test('one that never comes is told with its cause, and so when the process is to end', async () => {
  const nowhere = { url: `postgres:///nowhere?host=${inject('postgres')}&user=credfleet` };
  const why = { code: 'STORE_FAILED', message: expect.stringMatching(/"nowhere" does not exist/u) };
  const [failed] = await Promise.all([
    open(nowhere).catch((reason: unknown) => reason),
    clock.nextSleep().then(() => clock.advance(60_000)),
  ]);
  expect(failed).toMatchObject(why);
  stop.abort();
  await expect(open(nowhere)).rejects.toMatchObject(why);
});

test('beside a ledger.db it is refused: neither may be taken for the other', async () => {
  writeFileSync(join(dataDir, 'ledger.db'), '');
  await expect(open({ url: 'postgres:///any?host=/run&user=any' })).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringMatching(/ledger\.db is there/u),
  });
});

test('a URL that is refused is refused at once', async () => {
  await expect(open({ url: 'postgres://a:b@db/c' })).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
  });
});
