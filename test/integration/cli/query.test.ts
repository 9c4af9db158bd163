/**
 * The command line's query client against the controller's real handlers, over mutual TLS on loopback.
 * @module
 */
import { Server, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toPem, type Issuer } from '#controller/keys/issue-certificate.ts';
import type { Keyring } from '#controller/keys/keyring.ts';
import { createQueryHandlers } from '#controller/query/query-server.ts';
import type { Query as ControllerQuery } from '#controller/query/query.ts';
import { addExtraService, membersOf } from '#controller/stream/peer-guard.node.ts';
import { Tls13Credentials } from '#controller/stream/tls-credentials.node.ts';
import type { AuditEvent } from '#src/audit/event.ts';
import { createQuery, errorFromCall, type QueryConnection } from '#src/cli/query/query.node.ts';
import type { Query } from '#src/cli/query/query.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type {
  GoneRequest,
  GoneRow,
  HistoryRequest,
  HoldersRequest,
  IntervalRow,
  Page,
} from '#src/wire/history-messages.ts';
import type { PlanPart, PlanRequest } from '#src/wire/plan-messages.ts';
import type { EventsRequest } from '#src/wire/query-messages.ts';
import { queryService } from '#src/wire/query-service.ts';
import { issuerOf, keyringOf } from '#test/gen/keyring.ts';
import { rawCall } from '../wire/raw-call.ts';
import { planHeadOf, planHostsOf } from '#test/gen/plan-parts.ts';

const OPERATORS = 'operators';
const STORED = 2345;
/** A text of 127 bytes that ends at once. */
const NO_MESSAGE = Buffer.from([0x0a, 0x7f]);
/** More than the fields of one message. */
const MANY_HOSTS = 20_000;

function event(seq: number): AuditEvent {
  return {
    seq,
    timeMs: seq,
    type: 'host.connected',
    outcome: 'success',
    actor: { kind: 'host', id: 'h' },
    subject: { host: 'h' },
    detail: {},
  };
}

function interval(id: number): IntervalRow {
  return {
    id,
    host: 'h',
    hostUid: 'u1',
    namespace: 'pay',
    credential: 'db',
    credentialUid: 'c1',
    version: id,
    fromMs: id,
    loadedBy: [],
    ...(id === STORED
      ? { loadedBy: [{ unit: 'db.service', invocationId: 'f00d' }] }
      : { toMs: id + 1, endReason: 'replaced' }),
  };
}

const goneRow: GoneRow = {
  host: 'h',
  hostUid: 'u1',
  credentialUid: 'c1',
  version: 1,
  state: 'Gone',
  sinceMs: 7,
  evidence: [3, 9],
  receipts: [3],
};

/** As the ledger answers: after a sequence, at most 1,000 unless told. */
class StoredEvents implements ControllerQuery {
  readonly asked: EventsRequest[] = [];
  #newest = STORED;
  #wake = (): void => undefined;

  states(): readonly never[] {
    throw new CredfleetError('STORE_FAILED', 'the disk is full');
  }

  note(): string {
    return 'the year before is in the archive';
  }

  *#rows({ after, limit }: Page): Generator<IntervalRow> {
    for (let id = after + 1; id <= Math.min(STORED, after + limit); id += 1) yield interval(id);
  }

  holders(request: HoldersRequest): readonly IntervalRow[] {
    return [...this.#rows(request)];
  }

  history(request: HistoryRequest): readonly IntervalRow[] {
    return [...this.#rows(request)];
  }

  intervals(request: HistoryRequest): readonly IntervalRow[] {
    return [...this.#rows(request)];
  }

  async *gone(request: GoneRequest): AsyncGenerator<GoneRow> {
    if (request.version > 1) throw new CredfleetError('OBJECT_NOT_FOUND', 'no such version');
    yield await Promise.resolve(goneRow);
  }

  async *exposure(): AsyncGenerator<never> {
    yield* await Promise.resolve([]);
  }

  *plan(request: PlanRequest): Generator<PlanPart> {
    yield { kind: 'head', head: planHeadOf({ rollout: `${request.credential}-v1-a1` }) };
    for (const host of planHostsOf(MANY_HOSTS)) yield { kind: 'host', host };
  }

  explain(request: { readonly host: string }) {
    return { verdict: `${request.host} is well.`, causes: [], next: [] };
  }

  async *events(request: EventsRequest, signal: AbortSignal): AsyncGenerator<AuditEvent> {
    this.asked.push(request);
    const limit = request.limit === 0 ? 1000 : request.limit;
    let seq = request.afterSeq;
    while (seq < Math.min(this.#newest, request.afterSeq + limit)) {
      seq += 1;
      yield event(seq);
    }
    while (request.follow && !signal.aborted) {
      while (seq < this.#newest) {
        seq += 1;
        yield event(seq);
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }

  add(): void {
    this.#newest += 1;
    this.#wake();
  }
}

let keyring: Keyring;
let issuer: Issuer;
let server: Server;
let stored: StoredEvents;
let connection: QueryConnection;
const opened: Query[] = [];

function connect(change: Partial<QueryConnection> = {}): Query {
  const query = createQuery({ ...connection, ...change }, () => Date.now());
  opened.push(query);
  return query;
}

function certificate(from: Issuer, groups: readonly string[]) {
  return from.issueClientCertificate({ user: 'alice', groups });
}

beforeAll(async () => {
  keyring = await keyringOf();
  issuer = issuerOf(keyring);
  stored = new StoredEvents();
  server = new Server();
  const service = {
    definition: queryService,
    implementation: createQueryHandlers(stored),
    allows: membersOf([OPERATORS]),
  };
  addExtraService(server, service, keyring.clusterUid);
  const caPem = toPem(keyring.ca.certificate);
  const tls = new Tls13Credentials({
    ...issuer.issueServerCertificate(['localhost', '127.0.0.1']),
    clientCaPem: caPem,
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('0.0.0.0:0', tls, (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  connection = { address: `127.0.0.1:${port}`, caPem, ...certificate(issuer, [OPERATORS]) };
});

afterAll(() => {
  for (const query of opened) query.close();
  server.forceShutdown();
});

async function collect(
  events: AsyncIterable<AuditEvent>,
  until: (count: number) => boolean = () => false,
): Promise<readonly number[]> {
  const seqs: number[] = [];
  for await (const { seq } of events) {
    seqs.push(seq);
    if (until(seqs.length)) break;
  }
  return seqs;
}

const never = new AbortController().signal;

describe('events', () => {
  test('come page by page, all of them once and in order', async () => {
    const seqs = await collect(connect().events({}, never));
    expect(seqs).toEqual(Array.from({ length: STORED }, (_, index) => index + 1));
  });

  test('stop at the limit, which may be more than a page', async () => {
    expect(await collect(connect().events({ limit: 1500 }, never))).toHaveLength(1500);
    expect(await collect(connect().events({ limit: 3 }, never))).toEqual([1, 2, 3]);
  });

  test('keep their filters on every page', async () => {
    stored.asked.length = 0;
    await collect(connect().events({ host: 'h', type: 'host.' }, never));
    expect(stored.asked).toHaveLength(3);
    for (const request of stored.asked) expect(request).toMatchObject({ host: 'h', type: 'host.' });
  });

  test('with follow go on with what happens, without a gap, until interrupted', async () => {
    const interrupt = new AbortController();
    const events = connect().events({ follow: true }, interrupt.signal);
    const seqs: number[] = [];
    for await (const { seq } of events) {
      seqs.push(seq);
      if (seqs.length === STORED) stored.add();
      if (seqs.length === STORED + 1) interrupt.abort();
    }
    expect(seqs.at(-1)).toBe(STORED + 1);
    expect(new Set(seqs).size).toBe(STORED + 1);
  });

  test('are left without a trace when the reader has enough', async () => {
    const seqs = await collect(connect().events({ follow: true }, never), (count) => count === 5);
    expect(seqs).toEqual([1, 2, 3, 4, 5]);
  });
});

test('the controller may be known by name, too', async () => {
  const [port] = connection.address.split(':').slice(-1);
  const query = connect({ address: `localhost:${port}` });
  await expect(
    query.explain({ host: 'db-7', namespace: 'pay', credential: 'db' }),
  ).resolves.toMatchObject({ causes: [] });
});

test('explain answers', async () => {
  const request = { host: 'db-7', namespace: 'pay', credential: 'db' };
  expect(await connect().explain(request)).toMatchObject({ verdict: 'db-7 is well.' });
});

test('a plan comes whole, however many hosts it has', async () => {
  const parts = await connect().plan({ namespace: 'pay', credential: 'db' });
  expect(parts[0]).toMatchObject({ kind: 'head', head: { rollout: 'db-v1-a1' } });
  expect(parts).toHaveLength(1 + MANY_HOSTS);
});

describe('holders and history', () => {
  const asked = { namespace: 'pay', credential: 'db', version: 0, atMs: 0, after: 0, limit: 0 };

  test('come page by page, all of them once', async () => {
    const { rows, continue: token } = await connect().holders(asked);
    expect(rows).toEqual(Array.from({ length: STORED }, (_, index) => interval(index + 1)));
    expect(token).toBeUndefined();
  });

  test('go on where an answer with a limit ended', async () => {
    const times = { host: 'h', sinceMs: 1, untilMs: 2 };
    const first = await connect().history({ ...asked, ...times, limit: 2000 });
    expect(first).toMatchObject({ continue: 2000 });
    const rest = await connect().history({ ...asked, ...times, after: 2000, limit: 2000 });
    expect(rest.rows.map(({ id }) => id)[0]).toBe(2001);
    expect(rest).toHaveProperty('rows.length', STORED - 2000);
    expect(rest.continue).toBeUndefined();
  });
});

test('what an answer leaves out comes with it', async () => {
  const query = connect();
  expect(query.note).toBeUndefined();
  await query.gone({ namespace: 'pay', credential: 'db', version: 1, host: '' });
  expect(query.note).toBe('the year before is in the archive');
});

test('gone comes with its evidence; an unknown version is an error', async () => {
  const asked = { namespace: 'pay', credential: 'db', version: 1, host: '' };
  expect(await connect().gone(asked)).toEqual([goneRow]);
  await expect(connect().gone({ ...asked, version: 2 })).rejects.toMatchObject({
    code: 'OBJECT_NOT_FOUND',
  });
});

describe('a refusal', () => {
  test("has the controller's own code and words", async () => {
    await expect(connect().states({})).rejects.toMatchObject({
      code: 'STORE_FAILED',
      message: expect.stringContaining('the disk is full') as string,
    });
  });

  test('of a request that the controller does not take names the field, and what to do', async () => {
    const actor = 'a'.repeat(300);
    await expect(collect(connect().events({ actor }, never))).rejects.toMatchObject({
      code: 'MESSAGE_INVALID',
      message: expect.stringMatching(/events\.actor' is longer than 256 .*correct that/u) as string,
    });
  });

  test('of bytes that are no request says so, whatever kind of answer was awaited', async () => {
    for (const { path } of [queryService.explain, queryService.states]) {
      const reason: unknown = await rawCall(connection, path, NO_MESSAGE).catch(
        (error: unknown) => error,
      );
      expect(reason).toMatchObject({ code: status.INVALID_ARGUMENT });
      const { code, message } = errorFromCall(reason, connection.address);
      expect(code).toBe('MESSAGE_INVALID');
      expect(message).toContain("decoding the message '");
      expect(message).toContain('update the older one');
    }
  });

  test('comes before anything is read that somebody without the group sent', async () => {
    const stranger = { ...connection, ...certificate(issuer, ['somebody']) };
    const asked = rawCall(stranger, queryService.states.path, NO_MESSAGE);
    await expect(asked).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
  });

  test('meets a certificate without the group', async () => {
    const query = connect(certificate(issuer, ['somebody']));
    await expect(
      query.explain({ host: 'h', namespace: 'n', credential: 'c' }),
    ).rejects.toMatchObject({ code: 'HOST_NOT_ADMITTED' });
  });

  test('meets a certificate of another authority', async () => {
    const foreign = certificate(issuerOf(await keyringOf()), [OPERATORS]);
    await expect(connect(foreign).states({})).rejects.toBeInstanceOf(CredfleetError);
  });

  test('is ours when the controller is not the one that the kubeconfig knows', async () => {
    const other = await keyringOf();
    const caPem = toPem(other.ca.certificate);
    await expect(connect({ caPem }).states({})).rejects.toMatchObject({
      code: 'CONTROLLER_UNTRUSTED',
    });
  });

  test('is ours when the certificate is for another address', async () => {
    const [port] = connection.address.split(':').slice(-1);
    await expect(connect({ address: `127.0.0.2:${port}` }).states({})).rejects.toMatchObject({
      code: 'CONTROLLER_UNTRUSTED',
    });
  });

  test('of a connection says where it was tried', async () => {
    await expect(connect({ address: '127.0.0.1:1' }).states({})).rejects.toMatchObject({
      code: 'CONTROLLER_UNREACHABLE',
      message: expect.stringContaining('127.0.0.1:1') as string,
    });
  });
});
