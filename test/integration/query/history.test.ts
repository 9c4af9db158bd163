/**
 * A scripted history on a real ledger, told by hosts; then every question about it, compared with what happened.
 * @module
 */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createQuery, type Query } from '#controller/query/query.ts';
import type { EventsRequest } from '#src/wire/query-messages.ts';
import type { HistoryRequest, HoldersRequest } from '#src/wire/history-messages.ts';
import { FakeObjects } from '#test/fakes/fake-objects.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { NAMESPACE } from '#test/gen/objects.ts';
import { type LedgerHome, ledgerKinds } from '#test/postgres/ledger-homes.ts';
import { Fleet } from '../reconcile/fleet.ts';

const until = { timeout: 8_000, interval: 5 };
const named = { namespace: NAMESPACE, credential: 'db' };
const page = { after: 0, limit: 0 };

async function moment(): Promise<number> {
  const after = Date.now();
  await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(after + 1), until);
  const atMs = Date.now();
  await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(atMs + 1), until);
  return atMs;
}

async function collect<Row>(rows: AsyncIterable<Row>): Promise<readonly Row[]> {
  const all: Row[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

describe.each(ledgerKinds)('$kind', ({ home: homeOf }) => {
  let home: LedgerHome;
  let fleet: Fleet<FakeObjects>;
  let query: Query;
  /** What each host answered, as it happened: "alpha 1 Healthy". */
  const happened: string[] = [];
  const moments = { first: 0, second: 0, end: 0 };

  async function untilHappened(...words: readonly string[]): Promise<void> {
    await vi.waitFor(() => expect(happened).toEqual(expect.arrayContaining([...words])), until);
  }

  /**
   * Version 1 everywhere; gamma leaves; version 2 on the others; the HostCredential is deleted with its files; alpha
   * boots. gamma, which is away, still has version 1.
   */
  async function script(): Promise<void> {
    fleet.answer = ({ host, version, operation }) => {
      const phase = operation === 'delete' ? 'Removed' : 'Healthy';
      happened.push(`${host} ${operation === 'delete' ? '' : `${version} `}${phase}`);
      return phase;
    };
    await fleet.ready();
    await fleet.createSecret('first');
    await fleet.createCredential({ deletionPolicy: 'Remove' });
    await vi.waitFor(() => expect(fleet.rolloutState('db-v1-a1')).toBe('Succeeded'), until);
    moments.first = await moment();

    fleet.sessions.disconnect(fleet.uid('gamma'));
    await fleet.rotate('second');
    await vi.waitFor(() => expect(fleet.rolloutState('db-v2-a1')).toBe('Succeeded'), until);
    moments.second = await moment();

    await fleet.objects.delete('HostCredential', { namespace: NAMESPACE, name: 'db' });
    await untilHappened('alpha Removed', 'beta Removed');
    await vi.waitFor(
      () => expect(fleet.ledger.events({ type: 'host.version.removed' })).toHaveLength(2),
      until,
    );
    fleet.sessions.disconnect(fleet.uid('alpha'));
    await fleet.connect('alpha', [], 'boot-2');
    moments.end = await moment();
  }

  beforeAll(async () => {
    home = homeOf();
    const objects = new FakeObjects(systemClock);
    fleet = new Fleet({ objects, ledger: home.open() });
    await script();
    query = createQuery(fleet.brain.context);
  });

  afterAll(async () => {
    await fleet.stop();
    fleet.ledger.close();
    home[Symbol.dispose]();
  });

  test('it happened as it was told', () => {
    expect(happened.toSorted()).toEqual([
      'alpha 1 Healthy',
      'alpha 2 Healthy',
      'alpha Removed',
      'beta 1 Healthy',
      'beta 2 Healthy',
      'beta Removed',
      'gamma 1 Healthy',
    ]);
  });

  describe('who held it', () => {
    const holdersOf = (change: Partial<HoldersRequest>): readonly string[] =>
      query
        .holders({ ...named, ...page, version: 0, atMs: 0, ...change })
        .map(({ host, version }) => `${host} ${version}`)
        .toSorted();

    test('when version 1 was everywhere', () => {
      expect(holdersOf({ atMs: moments.first })).toEqual(['alpha 1', 'beta 1', 'gamma 1']);
    });

    test('when gamma had missed the rotation', () => {
      expect(holdersOf({ atMs: moments.second })).toEqual(['alpha 2', 'beta 2', 'gamma 1']);
      expect(holdersOf({ atMs: moments.second, version: 1 })).toEqual(['gamma 1']);
    });

    test('now, and at the same moment named', () => {
      expect(holdersOf({})).toEqual(['gamma 1']);
      expect(holdersOf({ atMs: moments.end })).toEqual(['gamma 1']);
      expect(holdersOf({ version: 2 })).toEqual([]);
    });

    test('before there was one: nobody', () => {
      expect(holdersOf({ atMs: 1 })).toEqual([]);
    });
  });

  describe('the history', () => {
    const ask = (change: Partial<HistoryRequest>) =>
      query.history({
        ...page,
        host: '',
        namespace: '',
        credential: '',
        version: 0,
        sinceMs: 0,
        untilMs: 0,
        ...change,
      });

    test('of a host: each version from when until when, and why it ended', () => {
      const rows = ask({ host: 'alpha' });
      expect(rows.map(({ version, endReason }) => [version, endReason])).toEqual([
        [1, 'replaced'],
        [2, 'removed'],
      ]);
      expect(rows[0]?.toMs).toBe(rows[1]?.fromMs);
      expect(ask({ host: 'gamma' })).toMatchObject([{ version: 1 }]);
      expect(ask({ host: 'gamma' })[0]?.toMs).toBeUndefined();
    });

    test('of a HostCredential within a time: what was held at any moment of it', () => {
      const rows = ask({ ...named, sinceMs: moments.second });
      expect(rows.map(({ host, version }) => `${host} ${version}`).toSorted()).toEqual([
        'alpha 2',
        'beta 2',
        'gamma 1',
      ]);
      expect(ask({ ...named, untilMs: moments.first })).toHaveLength(3);
    });

    test('page by page is the same, each row once', () => {
      const whole = ask(named);
      const paged = [];
      for (let after = 0; ;) {
        const rows = ask({ ...named, after, limit: 2 });
        paged.push(...rows);
        after = rows.at(-1)?.id ?? after;
        if (rows.length < 2) break;
      }
      expect(paged).toEqual(whole);
      expect(whole).toHaveLength(5);
    });
  });

  describe('is it gone', () => {
    const rowsOf = async (version: number, host = '') =>
      collect(query.gone({ ...named, version, host }));
    const ask = async (version: number, host?: string) =>
      (await rowsOf(version, host)).map((row) => `${row.host} ${row.state}`);

    test('version 1: held by gamma, removed from beta, gone from alpha, which has booted since', async () => {
      expect(await ask(1)).toEqual(['gamma Held', 'beta Removed', 'alpha Gone']);
    });

    test('version 2 was never sent to gamma', async () => {
      expect(await ask(2)).toEqual(['beta Removed', 'alpha Gone']);
      expect(await ask(2, 'alpha')).toEqual(['alpha Gone']);
      expect(await ask(2, 'gamma')).toEqual([]);
    });

    test('the proof is the receipt of the removal, and the boot after it', async () => {
      const [row] = await rowsOf(2, 'alpha');
      const events = fleet.ledger.events({ host: 'alpha' });
      const proof = row?.evidence.map((seq) => events.find((event) => event.seq === seq));
      expect(proof).toMatchObject([
        { type: 'host.version.removed', receipt: { bootID: 'boot-1' } },
        { type: 'host.connected', detail: { bootID: 'boot-2' } },
      ]);
      expect(row?.receipts).toEqual([row?.evidence[0]]);
    });
  });

  describe('refused with what to run next', () => {
    const everything: EventsRequest = {
      ...named,
      host: '',
      version: 0,
      actor: '',
      type: '',
      sinceMs: 0,
      untilMs: 0,
      afterSeq: 0,
      limit: 0,
      follow: false,
    };
    const historyOf: HistoryRequest = { ...everything, ...page };
    const never = new AbortController().signal;
    const cases: readonly (readonly [string, string, string, () => unknown])[] = [
      [
        'an unknown host',
        'OBJECT_NOT_FOUND',
        'credfleet hosts list',
        () => query.history({ ...historyOf, host: 'nobody' }),
      ],
      [
        'an unknown host, exposure',
        'OBJECT_NOT_FOUND',
        'credfleet hosts list',
        () => query.exposure({ host: 'nobody' }),
      ],
      [
        'an unknown host, events',
        'OBJECT_NOT_FOUND',
        'credfleet hosts list',
        () => query.events({ ...everything, host: 'nobody' }, never),
      ],
      [
        'an unknown HostCredential',
        'OBJECT_NOT_FOUND',
        'credfleet audit --type intent.created',
        () => query.holders({ ...named, ...page, credential: 'x', version: 0, atMs: 0 }),
      ],
      [
        'a version that never was',
        'OBJECT_NOT_FOUND',
        '--type version',
        async () => collect(query.gone({ ...named, version: 9, host: '' })),
      ],
      [
        'a time in the future',
        'USAGE',
        'leave it out',
        () => query.holders({ ...named, ...page, version: 0, atMs: Date.now() + 60_000 }),
      ],
      [
        'events until the future',
        'USAGE',
        'leave it out',
        () => query.events({ ...everything, untilMs: Date.now() + 60_000 }, never),
      ],
      [
        'a time that ends before it begins',
        'USAGE',
        'exchange',
        () => query.history({ ...historyOf, sinceMs: 9, untilMs: 8 }),
      ],
      [
        'a history of nothing',
        'USAGE',
        'name a host',
        () => query.history({ ...historyOf, namespace: '', credential: '' }),
      ],
    ];
    test.for(cases)('%s', async ([, code, next, ask]) => {
      const refusal = { code, message: expect.stringContaining(next) as string };
      const asked = async () => {
        await ask();
      };
      await expect(asked()).rejects.toMatchObject(refusal);
    });
  });

  test('more events than a page come all, the oldest first', async () => {
    const events = Array.from({ length: 1_100 }, () => ({
      timeMs: moments.end,
      type: 'host.alarm' as const,
      outcome: 'failure' as const,
      actor: { kind: 'host' as const, id: 'alpha' },
      subject: { host: 'alpha' },
      detail: {},
    }));
    fleet.ledger.write({ events });
    const seqs: number[] = [];
    const asked = { namespace: '', credential: '', host: '', version: 0, actor: '', sinceMs: 0 };
    const rest = { untilMs: 0, limit: 0, follow: false, type: 'host.alarm' };
    for (let afterSeq = 0; ;) {
      const before = seqs.length;
      const rows = query.events({ ...asked, ...rest, afterSeq }, new AbortController().signal);
      for await (const { seq } of rows) seqs.push(seq);
      if (seqs.length === before) break;
      afterSeq = seqs.at(-1) ?? 0;
    }
    expect(seqs).toHaveLength(1_100);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  });
});
