/**
 * Questions over the ledger, and following the audit log.
 * @module
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ledger } from '#controller/ledger/ledger.ts';
import { openSqliteLedger } from '#controller/ledger/sqlite-ledger.node.ts';
import { createQuery, type Query } from '#controller/query/query.ts';
import { createQueryHandlers } from '#controller/query/query-server.ts';
import type { Context } from '#controller/reconcile/context.ts';
import type { NewAuditEvent } from '#src/audit/event.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import type { EventsRequest } from '#src/wire/query-messages.ts';
import { rowOf } from '#test/gen/rollout.ts';

let ledger: Ledger;
let query: Query;
/** Those that there are now, by name. */
const hosts = new Map<string, { readonly metadata: { readonly uid: string } }>();

beforeEach(() => {
  ledger = openSqliteLedger(':memory:');
  // Only explain reads more of it.
  const view = { get: (_kind: string, { name }: { readonly name: string }) => hosts.get(name) };
  query = createQuery({ ledger, view, clock: systemClock } as unknown as Context);
});
afterEach(() => {
  ledger.close();
  hosts.clear();
});

const all = { namespace: '', credential: '', host: '' };
const everything: EventsRequest = {
  ...all,
  version: 0,
  actor: '',
  type: '',
  sinceMs: 0,
  untilMs: 0,
  afterSeq: 0,
  limit: 0,
  follow: false,
};

function write(...hosts: readonly string[]): void {
  const events = hosts.map((host): NewAuditEvent => ({
    timeMs: 1000,
    type: 'host.connected',
    outcome: 'success',
    actor: { kind: 'host', id: host },
    subject: { host },
    detail: {},
  }));
  ledger.write({ events });
}

test('empty texts and zeros do not filter', async () => {
  write('alpha', 'beta');
  ledger.write({ states: [rowOf('u1')] });
  const seen: unknown[] = [];
  for await (const event of query.events(everything, new AbortController().signal)) {
    seen.push(event.subject.host);
  }
  expect(seen).toEqual(['alpha', 'beta']);
  expect(query.states(all)).toHaveLength(1);
  expect(query.states({ ...all, namespace: 'other' })).toEqual([]);
});

test('of a Host that was made again only the present one counts; one that is gone still does', () => {
  const states = ['u1', 'u2', 'u3'].map((uid) => rowOf(uid, { host: uid === 'u3' ? 'b' : 'a' }));
  ledger.write({ states });
  hosts.set('a', { metadata: { uid: 'u2' } });
  expect(query.states(all).map(({ hostUid }) => hostUid)).toEqual(['u2', 'u3']);
});

describe('following', () => {
  test('what is there comes first, then what happens, until the reader leaves', async () => {
    write('alpha');
    const left = new AbortController();
    const seen: string[] = [];
    const reading = (async () => {
      for await (const event of query.events({ ...everything, follow: true }, left.signal)) {
        seen.push(event.subject.host ?? '');
        if (seen.length === 1) queueMicrotask(() => write('beta', 'gamma'));
        if (seen.length === 3) left.abort();
      }
    })();
    await reading;
    expect(seen).toEqual(['alpha', 'beta', 'gamma']);
  });

  test('only what the filter lets through comes', async () => {
    const left = new AbortController();
    const rows = query.events({ ...everything, host: 'beta', follow: true }, left.signal);
    const next = rows[Symbol.asyncIterator]();
    const first = next.next();
    write('alpha');
    write('beta');
    expect((await first).value).toMatchObject({ subject: { host: 'beta' } });
    left.abort();
    expect(await next.next()).toMatchObject({ done: true });
  });
});

describe('the gRPC handlers', () => {
  /** A call whose reader is slow: every write waits for drain. */
  class SlowCall {
    readonly rows: unknown[] = [];
    readonly ended: Promise<unknown>;
    request: unknown;
    #end: (how: unknown) => void;
    #cancel: () => void = () => undefined;

    constructor(request: unknown) {
      this.request = request;
      const { promise, resolve } = Promise.withResolvers<unknown>();
      this.ended = promise;
      this.#end = resolve;
    }
    on(_event: 'cancelled', listener: () => void): this {
      this.#cancel = listener;
      return this;
    }
    once(_event: 'drain', listener: () => void): this {
      queueMicrotask(listener);
      return this;
    }
    write(row: unknown): boolean {
      this.rows.push(row);
      return false;
    }
    end(): void {
      this.#end('ended');
    }
    emit(_event: 'error', reason: unknown): boolean {
      this.#end(reason);
      return true;
    }
    cancel(): void {
      this.#cancel();
    }
  }

  test('rows are written as the reader takes them, then the stream ends', async () => {
    write('alpha', 'beta', 'gamma');
    const call = new SlowCall(everything);
    createQueryHandlers(query).events(call as never);
    expect(await call.ended).toBe('ended');
    expect(call.rows).toHaveLength(3);
  });

  test('a store that fails is told with its code, not with its insides', async () => {
    ledger.close();
    const call = new SlowCall(all);
    createQueryHandlers(query).states(call as never);
    expect(await call.ended).toMatchObject({ details: expect.stringContaining('STORE_FAILED') });
    ledger = openSqliteLedger(':memory:');
  });
});
