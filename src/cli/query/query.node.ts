/**
 * The query port over gRPC with an operator's client certificate.
 * @module
 */
import {
  makeClientConstructor,
  status,
  type Client,
  type ClientReadableStream,
  type ServiceError,
} from '@grpc/grpc-js';
import type { AuditEvent } from '#src/audit/event.ts';
import { CredfleetError, isErrorCode, type ErrorCode } from '#src/errors/credfleet-error.ts';
import type { GoneRow, IntervalRow, Page as RowPage } from '#src/wire/history-messages.ts';
import type { PlanPart } from '#src/wire/plan-messages.ts';
import type { ExplainReply, ExposureRow, StateRow } from '#src/wire/query-messages.ts';
import { clientTls, type ClientTls } from '#src/wire/client-tls.node.ts';
import { NOTE_METADATA, queryService } from '#src/wire/query-service.ts';
import type { EventQuery, IntervalPage, Query } from './query.ts';
import { serverStream } from './server-stream.node.ts';

export type QueryConnection = Required<ClientTls> & {
  /** HOST:PORT */
  readonly address: string;
};

const DEADLINE_MS = 30_000;
/** What the server gives at most in one answer unless told. */
const PAGE_ROWS = 1000;

type Reply<T> = (error: ServiceError | null, value?: T) => void;
type QueryStub = Client & {
  states(request: object): ClientReadableStream<StateRow>;
  exposure(request: object): ClientReadableStream<ExposureRow>;
  holders(request: object): ClientReadableStream<IntervalRow>;
  history(request: object): ClientReadableStream<IntervalRow>;
  gone(request: object): ClientReadableStream<GoneRow>;
  plan(request: object): ClientReadableStream<PlanPart>;
  events(request: object): ClientReadableStream<AuditEvent>;
  explain(
    request: object,
    options: { readonly deadline: number },
    reply: Reply<ExplainReply>,
  ): void;
};

const NO_NAMES = { namespace: '', credential: '', host: '' } as const;
const NO_FILTER = {
  ...NO_NAMES,
  version: 0,
  actor: '',
  type: '',
  sinceMs: 0,
  untilMs: 0,
  afterSeq: 0,
  limit: 0,
  follow: false,
} as const;

/** @param nowMs at the call, for its deadline. */
export function createQuery(connection: QueryConnection, nowMs: () => number): Query {
  const { address } = connection;
  const { credentials, options } = clientTls(address, connection);
  const Stub = makeClientConstructor(queryService, 'credfleet.v1.Query');
  const client = new Stub(address, credentials, {
    ...options,
    'grpc.enable_retries': 0,
    'grpc.enable_channelz': 0,
    'grpc.enable_http_proxy': 0,
  }) as unknown as QueryStub;
  const fail = (reason: unknown): never => {
    throw errorFromCall(reason, address);
  };
  let note: string | undefined;
  const noted = <Row>(stream: ClientReadableStream<Row>): ClientReadableStream<Row> =>
    stream.once('metadata', (metadata) => {
      note = metadata.get(NOTE_METADATA)[0]?.toString();
    });

  return {
    explain: async (request) =>
      new Promise<ExplainReply>((resolve, reject) => {
        client.explain(request, { deadline: nowMs() + DEADLINE_MS }, (error, value) => {
          if (value === undefined) reject(errorFromCall(error, address));
          else resolve(value);
        });
      }),
    states: async (filter) => collect(client.states({ ...NO_NAMES, ...filter }), fail),
    exposure: async (host) => collect(noted(client.exposure({ host })), fail),
    plan: async (request) => collect(client.plan(request), fail),
    holders: async (request) =>
      allIntervals(request, async (page) => collect(client.holders({ ...request, ...page }), fail)),
    history: async (request) =>
      allIntervals(request, async (page) =>
        collect(noted(client.history({ ...request, ...page })), fail),
      ),
    gone: async (request) => collect(noted(client.gone(request)), fail),
    events: (query, signal) =>
      allEvents({
        ask: (page) => noted(client.events({ ...NO_FILTER, ...query, ...page })),
        query,
        signal,
        fail,
      }),
    get note() {
      return note;
    },
    close: () => client.close(),
  };
}

async function collect<Row>(
  stream: ClientReadableStream<Row>,
  fail: (reason: unknown) => never,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  try {
    for await (const row of stream) rows.push(row as Row);
  } catch (reason) {
    fail(reason);
  }
  return rows;
}

/** Rows are recorded in order: what is added meanwhile comes on a later page, nothing is left out. */
async function allIntervals(
  { after, limit }: RowPage,
  ask: (page: RowPage) => Promise<readonly IntervalRow[]>,
): Promise<IntervalPage> {
  const rows: IntervalRow[] = [];
  const wanted = limit === 0 ? Number.POSITIVE_INFINITY : limit;
  for (let last = after; ;) {
    const count = Math.min(PAGE_ROWS, wanted - rows.length);
    const page = await ask({ after: last, limit: count });
    rows.push(...page);
    last = page.at(-1)?.id ?? last;
    if (page.length < count) return { rows };
    if (rows.length >= wanted) return { rows, continue: last };
  }
}

type EventsCall = {
  readonly ask: (page: Page) => ClientReadableStream<AuditEvent>;
  readonly query: EventQuery;
  readonly signal: AbortSignal;
  readonly fail: (reason: unknown) => never;
};

/** Page by page what is there, then, when asked, what comes. */
async function* allEvents(call: EventsCall): AsyncGenerator<AuditEvent> {
  const { query, signal } = call;
  const wanted = query.limit ?? Number.POSITIVE_INFINITY;
  let seen = 0;
  let afterSeq = query.afterSeq ?? 0;
  for (;;) {
    const limit = Math.min(PAGE_ROWS, wanted - seen);
    let inPage = 0;
    for await (const event of onePage(call, { afterSeq, limit, follow: false })) {
      inPage += 1;
      afterSeq = event.seq;
      yield event;
    }
    seen += inPage;
    if (seen >= wanted || signal.aborted) return;
    if (inPage < limit) break;
  }
  if (query.follow === true) yield* onePage(call, { afterSeq, limit: 0, follow: true });
}

type Page = { readonly afterSeq: number; readonly limit: number; readonly follow: boolean };

async function* onePage(call: EventsCall, page: Page): AsyncGenerator<AuditEvent> {
  try {
    yield* serverStream(() => call.ask(page), call.signal);
  } catch (reason) {
    if (!call.signal.aborted) call.fail(reason);
  }
}

const codes = new Map<number, ErrorCode>([
  [status.UNAUTHENTICATED, 'API_FORBIDDEN'],
  [status.PERMISSION_DENIED, 'API_FORBIDDEN'],
  [status.NOT_FOUND, 'OBJECT_NOT_FOUND'],
  [status.INVALID_ARGUMENT, 'MESSAGE_INVALID'],
]);

/** How grpc-js says that one side cannot read the other: an older controller, or this program. */
const UNREADABLE = /^(?:Error deserializing request|Response message parsing error)/u;

/** The controller says "CODE: message"; what never reached it is told by grpc-js, in its own words. */
export function errorFromCall(reason: unknown, address: string): CredfleetError {
  if (reason instanceof CredfleetError) return reason;
  const { status: grpcStatus, details } = refusalIn(reason);
  const [, said = '', message = details] = /^([A-Z][A-Z0-9_]+): ([^]*)$/u.exec(details) ?? [];
  const text = `controller at ${address}: ${message}`;
  if (UNREADABLE.test(details)) {
    const next = 'this program and the controller are of different releases: update the older one';
    return new CredfleetError('MESSAGE_INVALID', `${text}; ${next}`);
  }
  const known = isErrorCode(said) ? said : codes.get(grpcStatus);
  return known === undefined ? connectionError(text, reason) : new CredfleetError(known, text);
}

function refusalIn(reason: unknown): { readonly status: number; readonly details: string } {
  const { code = status.UNKNOWN, details } = (reason ?? {}) as Partial<ServiceError>;
  return { status: code, details: details ?? String(reason) };
}

function connectionError(text: string, cause: unknown): CredfleetError {
  if (/certificate|self.signed|altnames|SSL|TLS/iu.test(text)) {
    const next = 'check the address and the CA in the kubeconfig';
    return new CredfleetError('CONTROLLER_UNTRUSTED', `${text}; ${next}`, { cause });
  }
  const next = 'is it running, and is this its session port?';
  return new CredfleetError('CONTROLLER_UNREACHABLE', `${text}; ${next}`, { cause });
}
