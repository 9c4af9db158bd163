/**
 * Walks over the log: everything that matches, in order, and never long at a time.
 * @module
 */
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventFilter, Ledger } from '#controller/ledger/ledger.ts';
import { migrations, sqliteText } from '#controller/ledger/schema.ts';
import { selectEvents } from '#controller/ledger/statements.ts';
import { openSqliteLedger } from '#controller/ledger/sqlite-ledger.node.ts';
import { walkEvents, type WalkFilter } from '#controller/query/walk-events.ts';
import type { NewAuditEvent } from '#src/audit/event.ts';

const EVENTS = 9_000;
const LOOKED_AT_MAX = 4_000;
const NAMED = { namespace: 'payments', credential: 'db' };

let ledger: Ledger;

beforeAll(() => {
  ledger = openSqliteLedger(':memory:');
  const eventOf = (seq: number): NewAuditEvent => ({
    timeMs: seq,
    type: seq % 4_500 === 0 ? 'host.version.removed' : 'host.version.sealed',
    outcome: 'success',
    actor: { kind: 'host', id: 'metal-1' },
    subject: { namespace: 'payments', hostCredential: 'db', version: seq, host: 'metal-1' },
    detail: {},
  });
  ledger.write({ events: Array.from({ length: EVENTS }, (_, index) => eventOf(index + 1)) });
});
afterAll(() => ledger.close());

/** What it asked the ledger for, and how often others had their turn. */
async function walked(filter: WalkFilter, signal?: AbortSignal, tookMs = 10) {
  const asked: EventFilter[] = [];
  let turns = 0;
  let nowMs = 0;
  const watched = {
    evidence: ledger.evidence,
    events: (asking: EventFilter) => {
      asked.push(asking);
      nowMs += tookMs;
      return ledger.events(asking);
    },
  } as unknown as Ledger;
  const clock = {
    nowMs: () => nowMs,
    sleep: async () => {
      turns += 1;
      await Promise.resolve();
    },
  };
  const seqs: number[] = [];
  for await (const { seq } of walkEvents({ ledger: watched, clock }, filter, signal))
    seqs.push(seq);
  return { seqs, asked, turns };
}

test('few answers among many events: all of them, with turns for others in between', async () => {
  const { seqs, asked, turns } = await walked({ ...NAMED, type: 'host.version.removed' });
  expect(seqs).toEqual([4_500, 9_000]);
  const spans = asked.map(({ afterSeq = 0, untilSeq = Infinity }) => untilSeq - afterSeq);
  expect(Math.max(...spans)).toBeLessThanOrEqual(LOOKED_AT_MAX);
  expect(turns).toBe(asked.length - 1);
});

test('where an index finds the few at once, more is looked at in one go', async () => {
  const { seqs, asked } = await walked({ ...NAMED, type: 'host.version.removed' }, undefined, 1);
  expect(seqs).toEqual([4_500, 9_000]);
  expect(asked.map(({ afterSeq, untilSeq }) => [afterSeq, untilSeq])).toEqual([
    [0, 4_000],
    [4_000, 9_000],
  ]);
});

test('many answers come page by page, each once and in order', async () => {
  const { seqs, asked } = await walked({ afterSeq: 7 });
  expect(seqs).toEqual(Array.from({ length: EVENTS - 7 }, (_, index) => index + 8));
  expect(asked.every(({ limit = Infinity }) => limit <= 500)).toBe(true);
});

test('it ends where it was told to, and when the reader leaves', async () => {
  expect((await walked({ untilSeq: 3 })).seqs).toEqual([1, 2, 3]);
  expect(await walked({}, AbortSignal.abort())).toEqual({ seqs: [], asked: [], turns: 0 });
});

test('what was said of one version is found by an index, also when it is the oldest', () => {
  using database = new DatabaseSync(':memory:');
  for (const migration of migrations) database.exec(sqliteText(migration));
  const { sql, values } = selectEvents({ ...NAMED, version: 1, limit: 1 });
  const steps = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
  expect(steps).toMatchObject([{ detail: expect.stringContaining('event_by_version') as string }]);
});
