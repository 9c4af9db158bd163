/**
 * A PostgreSQL that is killed, cut off, taken by another controller or full, under a ledger that writes: nothing that
 * was acknowledged is lost, nothing is half there, who listens heard of all that is there, and it goes on.
 * @module
 */
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Ledger } from '#controller/ledger/ledger.ts';
import { openPostgresLedger } from '#controller/ledger/postgres/postgres-ledger.node.ts';
import { parsePostgresUrl } from '#controller/ledger/postgres/postgres-url.ts';
import { eventHash, hex } from '#src/audit/event-hash.ts';
import type { NewAuditEvent } from '#src/audit/event.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { rowOf } from '#test/gen/rollout.ts';
import { CuttingProxy } from '#test/postgres/cutting-proxy.ts';
import { PostgresServer } from '#test/postgres/postgres-server.ts';

function eventOf(version: number, text = ''): NewAuditEvent {
  return {
    timeMs: 1000,
    type: 'host.version.sealed',
    outcome: 'success',
    actor: { kind: 'host', id: 'alpha' },
    subject: { namespace: 'payments', hostCredential: 'db', version, host: 'alpha' },
    detail: { text },
  };
}

/** Writes states that count up, each with its event, and knows what it was told. */
class Writer {
  readonly ledger: Ledger;
  readonly acknowledged: number[] = [];
  /** What listeners heard of. */
  readonly heard: number[] = [];
  readonly #text: string;
  #last = 0;

  constructor(ledger: Ledger, text = '') {
    this.ledger = ledger;
    this.#text = text;
    ledger.onWrite(({ states = [] }) => this.heard.push(...states.map((row) => row.targetVersion)));
  }

  /** False when it failed. */
  async next(): Promise<boolean> {
    this.#last += 1;
    const version = this.#last;
    const write = {
      states: [rowOf('u1', { targetVersion: version })],
      events: [eventOf(version, this.#text)],
    };
    try {
      this.acknowledged.push(await this.ledger.commit(() => ({ write, result: version })));
      return true;
    } catch (reason) {
      if (!(reason instanceof CredfleetError) || reason.code !== 'STORE_FAILED') throw reason;
      return false;
    }
  }

  async until(outcome: boolean): Promise<void> {
    const endMs = performance.now() + 30_000;
    while ((await this.next()) !== outcome) {
      if (performance.now() > endMs) throw new Error(`never ${outcome}`);
      // The thread of the connection shares the processor with it.
      if (outcome) await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** All that it wrote, compared with what is stored. */
function expectWhole({ ledger, acknowledged, heard }: Writer): void {
  const stored = ledger.evidence.events(0, 100_000);
  const versions = ledger.events({ limit: 10_000 }).map(({ subject }) => subject.version);
  expect(versions).toEqual(expect.arrayContaining(acknowledged));
  expect(versions).toEqual(heard);
  expect(new Set(versions).size).toBe(versions.length);
  expect(ledger.states({}).map((row) => row.targetVersion)).toEqual([versions.at(-1)]);
  expect(ledger.evidence.head().size).toBe(stored.length);
  const prevs = stored.map(({ json }) => (JSON.parse(json) as { prev: string }).prev);
  expect(prevs.slice(1)).toEqual(stored.slice(0, -1).map(({ json }) => hex(eventHash(json))));
}

const ends: Error[] = [];

function opened(url: string): Ledger {
  return openPostgresLedger({
    place: parsePostgresUrl(url),
    onEnd: (reason) => ends.push(reason),
  });
}

let server: PostgresServer;
let writer: Writer;
/** Of this test. */
let database: string;
let tests = 0;

beforeAll(async () => {
  server = await PostgresServer.start();
});
beforeEach(() => {
  ends.length = 0;
  tests += 1;
  database = `ledger_${tests}`;
  server.createDatabase(database);
});
afterEach(() => {
  writer.ledger.close();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

describe('a server that ends under a write', () => {
  /** By another process: this one stands still while it waits for an answer. */
  function killSoon(pid: number, signal: string, afterMs: number): void {
    spawn('sh', ['-c', `sleep ${afterMs / 1000}; kill -${signal} ${pid}`], { stdio: 'ignore' });
  }

  test.for([
    { how: 'killed', signal: 'KILL', afterMs: 30 },
    { how: 'killed later', signal: 'KILL', afterMs: 95 },
    { how: 'shut down at once', signal: 'QUIT', afterMs: 60 },
    { how: 'shut down in order', signal: 'INT', afterMs: 75 },
  ] as const)(
    '$how: what was acknowledged is there, and it goes on',
    async ({ signal, afterMs }) => {
      writer = new Writer(opened(server.url(database)));
      await writer.next();
      killSoon(server.pid, signal, afterMs);
      await writer.until(false);
      await server.stop('SIGKILL');
      expect(await writer.next()).toBe(false);
      await server.start();
      await writer.until(true);
      await writer.next();
      expectWhole(writer);
      expect(ends).toEqual([]);
    },
  );

  test('one process of it killed: the server starts itself anew, and the ledger goes on', async () => {
    writer = new Writer(opened(server.url(database)));
    await writer.next();
    const backend = server.sql(
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'credfleet'",
    );
    killSoon(Number(backend), 'KILL', 40);
    await writer.until(false);
    await writer.until(true);
    expectWhole(writer);
    expect(ends).toEqual([]);
  });
});

describe('a connection that is cut while a transaction is committed', () => {
  test.for([
    { cut: 'request', what: 'did not arrive', isKept: false },
    { cut: 'answer', what: 'was kept', isKept: true },
  ] as const)('one that $what: it is known at the return', async ({ cut, isKept }) => {
    await using proxy = await CuttingProxy.before(server.directory);
    writer = new Writer(opened(server.url(database).replace(server.directory, proxy.directory)));
    await writer.next();
    proxy.cut(cut);
    expect(await writer.next()).toBe(false);
    await writer.until(true);
    expectWhole(writer);
    expect(writer.heard.includes(2)).toBe(isKept);
    writer.ledger.close();
  });

  test('a group of many: none is tried again by itself while nobody knows', async () => {
    await using proxy = await CuttingProxy.before(server.directory);
    const ledger = opened(server.url(database).replace(server.directory, proxy.directory));
    writer = new Writer(ledger);
    await writer.next();
    proxy.cut('answer');
    const told = await Promise.all(Array.from({ length: 20 }, async () => writer.next()));
    expect(told).toEqual(Array.from({ length: 20 }, () => false));
    await writer.until(true);
    expectWhole(writer);
    expect(writer.heard.slice(0, 21)).toEqual(Array.from({ length: 21 }, (_, at) => at + 1));
    writer.ledger.close();
  });
});

describe('one controller at a time', () => {
  test('a second one is refused, and told who has it', () => {
    writer = new Writer(opened(server.url(database)));
    expect(() => opened(server.url(database))).toThrow(
      /another controller has the ledger \(connected from this machine since \d{4}-.*Z\): stop it/u,
    );
  });

  test('one that another has replaced writes nothing more and says that it must end', async () => {
    writer = new Writer(opened(server.url(database)));
    await writer.next();
    server.sql('UPDATE credfleet.owner SET epoch = epoch + 1', database);
    expect(await writer.next()).toBe(false);
    expect(ends.map(({ message }) => message)).toEqual([
      expect.stringMatching(/another controller has taken the ledger/u),
    ]);
    expect(server.sql('SELECT count(*) FROM credfleet.event', database)).toBe('1');
    expect(() => writer.ledger.identities()).toThrow(/another controller has taken/u);
  });

  test('a server that lost what it had acknowledged is not gone on with', async () => {
    writer = new Writer(opened(server.url(database)));
    await writer.next();
    server.sql('UPDATE credfleet.owner SET commits = commits - 1', database);
    server.sql(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'credfleet'",
    );
    const endMs = performance.now() + 10_000;
    while (ends.length === 0 && performance.now() < endMs) {
      await writer.next();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(ends.map(({ message }) => message)).toEqual([
      expect.stringMatching(/has lost what it had acknowledged/u),
    ]);
  });
});

describe('a full disk', () => {
  let disk: string;
  let small: PostgresServer;
  beforeEach(async () => {
    disk = mkdtempSync(join(tmpdir(), 'credfleet-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=80M,mode=0755', 'tmpfs', disk]);
    small = await PostgresServer.start({
      directory: disk,
      options: ['--wal-segsize=1'],
      settings: ['min_wal_size = 2MB', 'max_wal_size = 4MB'],
    });
    small.createDatabase('ledger');
  });
  afterEach(async () => {
    writer.ledger.close();
    await small.stop('SIGQUIT');
    execFileSync('umount', [disk]);
    rmdirSync(disk);
  });

  test('writes fail with STORE_FAILED, what was written stays, and it goes on after', async () => {
    writer = new Writer(opened(small.url('ledger')), randomBytes(100_000).toString('base64'));
    await writer.until(false);
    expect(await writer.next()).toBe(false);
    expect(writer.acknowledged.length).toBeGreaterThan(50);
    execFileSync('mount', ['-o', 'remount,size=400M', disk]);
    if (!small.isAlive) await small.start();
    await writer.until(true);
    expectWhole(writer);
  });
});
