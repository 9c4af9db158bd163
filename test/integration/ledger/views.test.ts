/**
 * The views for reports of others: what they show, to whom, and whom they hold up.
 * @module
 */
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import type { Ledger } from '#controller/ledger/ledger.ts';
import type { NewAuditEvent } from '#src/audit/event.ts';
import { hostIdentityOf } from '#test/gen/host-identity.ts';
import { recordOf, rowOf } from '#test/gen/rollout.ts';
import { type LedgerHome, ledgerKinds, PostgresHome } from '#test/postgres/ledger-homes.ts';
import { PostgresServer } from '#test/postgres/postgres-server.ts';

const ATMS = Date.parse('2026-11-22T12:00:00.250Z');

function eventOf(): NewAuditEvent {
  return {
    timeMs: ATMS,
    type: 'host.version.sealed',
    outcome: 'success',
    actor: { kind: 'host', id: 'alpha' },
    subject: { namespace: 'payments', hostCredential: 'db', version: 2, host: 'alpha' },
    detail: {},
  };
}

function fill(ledger: Ledger): void {
  const interval = {
    hostUid: 'u1',
    credentialUid: 'c1',
    atMs: ATMS,
    endReason: 'replaced',
  } as const;
  const open = { ...interval, host: 'alpha', namespace: 'payments', credential: 'db', version: 2 };
  ledger.write({
    identities: [hostIdentityOf('u1', 'alpha', { enrolledAtMs: ATMS })],
    states: [rowOf('u1', { host: 'alpha', state: 'Healthy', sinceMs: ATMS })],
    rollouts: [recordOf({ startedAtMs: ATMS })],
    intervals: [{ ...interval, open: { ...open, fromMs: ATMS } }],
    events: [eventOf()],
  });
}

describe.each(ledgerKinds)('$kind', ({ home: homeOf }) => {
  let home: LedgerHome;
  beforeEach(() => {
    home = homeOf();
    const ledger = home.open();
    fill(ledger);
    ledger.close();
  });
  afterEach(() => {
    home[Symbol.dispose]();
  });

  /** With moments as moments: each kind of database has its own way to write them. */
  function rowsOf(view: string): readonly unknown[] {
    const database = home.database();
    const rows = database.all(`SELECT * FROM ${view}`, []);
    database.close();
    return rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          /^\d{4}-\d\d-\d\d[T ]/u.test(String(value)) ? momentOf(String(value)) : value,
        ]),
      ),
    );
  }

  test('what happened, who held what, what runs where: with times, and without keys', () => {
    expect(rowsOf('bi_event')).toMatchObject([
      { seq: 1, time: ATMS, type: 'host.version.sealed', outcome: 'success', version: 2 },
    ]);
    expect(rowsOf('bi_held_version')).toEqual([
      {
        namespace: 'payments',
        credential: 'db',
        version: 2,
        host: 'alpha',
        host_uid: 'u1',
        held_from: ATMS,
        held_until: null,
        end_reason: null,
      },
    ]);
    expect(rowsOf('bi_host_state')).toMatchObject([
      { host: 'alpha', state: 'Healthy', since: ATMS },
    ]);
    expect(Object.keys(rowsOf('bi_host')[0] as object).join(' ')).toBe(
      'host host_uid assurance enrolled certificate_not_after',
    );
    expect(rowsOf('bi_rollout')).toMatchObject([{ started: ATMS, ended: null }]);
  });
});

/** `2026-11-22 12:00:00.25+00` or with T and Z. */
function momentOf(text: string): number {
  return Date.parse(text.replace(' ', 'T').replace(/\+00$/u, 'Z'));
}

describe('readers of a PostgreSQL ledger', () => {
  let home: PostgresHome;
  let ledger: Ledger;
  let server: PostgresServer;
  beforeEach(() => {
    server = new PostgresServer(inject('postgres'));
    home = new PostgresHome(server);
    ledger = home.open();
    fill(ledger);
  });
  afterEach(() => {
    ledger.close();
    home[Symbol.dispose]();
  });

  test('who may read a view reads it, and neither tables nor changes anything', () => {
    const database = home.name;
    server.sql('DROP ROLE IF EXISTS report; CREATE ROLE report LOGIN');
    server.sql(
      'GRANT USAGE ON SCHEMA credfleet TO report; GRANT SELECT ON credfleet.bi_host TO report',
      database,
    );
    const asReport = (text: string) => server.sql(`SET ROLE report; ${text}`, database);
    expect(asReport('SELECT host FROM credfleet.bi_host')).toBe('alpha');
    expect(() => asReport('SELECT * FROM credfleet.identity')).toThrow(/permission denied/u);
    expect(() => asReport('DELETE FROM credfleet.bi_host')).toThrow(/permission denied/u);
    server.sql('DROP OWNED BY report', database);
    server.sql('DROP ROLE report');
  });

  test('one that reads for long does not hold up the writer', async () => {
    const count = 'SELECT count(*) FROM credfleet.bi_event';
    const text = `BEGIN ISOLATION LEVEL REPEATABLE READ; ${count}; SELECT pg_sleep(60); ${count}`;
    const reader = server.startSql(text, home.name);
    const isReading = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'";
    while (server.sql(isReading) !== '1') expect(reader.exitCode).toBeNull();
    for (let at = 0; at < 50; at += 1) ledger.write({ events: [eventOf()] });
    expect(reader.exitCode).toBeNull();
    expect(server.sql(isReading)).toBe('1');
    expect(ledger.evidence.head().size).toBe(51);
    const ended = new Promise((resolve) => {
      reader.once('close', resolve);
    });
    server.sql(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'",
    );
    await ended;
  });
});
