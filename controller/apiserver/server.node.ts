/**
 * The embedded Kubernetes-style API on its port: requests, bodies and answers. What is asked and what is answered is
 * decided in handle.ts.
 * @module
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiRequests, type Asked } from '#controller/metrics/api-requests.ts';
import type { ApiConnection } from '#controller/objects/api-connection.node.ts';
import { openSqliteObjects } from '#controller/objects/sqlite-objects.node.ts';
import type { Clock } from '#src/clock/clock.ts';
import type { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Random } from '#src/random/random.ts';
import type { Api, ApiAnswer, ApiRequest } from './api.ts';
import { askedBy } from './asked.ts';
import { authenticate, type TokenUser } from './authenticate.ts';
import type { User } from './authorize.ts';
import { isHealthPath } from './documents.ts';
import { badRequest, BODY_MAX_BYTES, bodyTooLarge } from './bodies.ts';
import { handle, type Handled, refusalAnswer, routeOf, unauthorized } from './handle.ts';
import { type HttpsTls, openHttpsPort } from './https-port.node.ts';
import { type MountedHandler, Mounts } from './mounts.ts';
import { presentedBy } from './presented.node.ts';
import { ensureNamespaces } from './namespaces.ts';
import { OwnConnection } from './own-connection.node.ts';
import { removeExpired } from './remove.ts';
import { createRules } from './schema/rules.ts';
import { streamWatch } from './watch-stream.node.ts';

export type ApiServerOptions = {
  /** Path of the SQLite file; its own, not shared. */
  readonly database: string;
  /** 32 bytes; Secrets are encrypted under it. */
  readonly storageKey: Uint8Array;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly tls: HttpsTls;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly tokenUser?: TokenUser;
};

export type ApiServer = {
  readonly port: number;
  /** What was asked of it, and how long that took. */
  readonly requests: ApiRequests;
  /** For this process itself: as this user, without a network in between. */
  connect(user: User): ApiConnection;
  /** For connections from now on. */
  setTls(tls: ApiServerOptions['tls']): void;
  /** Paths that begin so are its own, for whoever is known. Disposing it ends what it serves. */
  mount(prefix: string, handler: MountedHandler): AsyncDisposable;
  /** Ends watches, answers what is under way, closes connections and the store. */
  close(): Promise<void>;
};

const EXPIRY_EVERY_MS = 60_000;

export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const { database, storageKey, clock, random, log } = options;
  const store = openSqliteObjects({ database, storageKey, random });
  const api: Api = { store, clock, random, rules: createRules(), log };
  const stopping = new AbortController();
  ensureNamespaces(api);

  const mounts = new Mounts();
  const context: Context = {
    api,
    requests: new ApiRequests(),
    mounts,
    tokenUser: options.tokenUser,
    stopping: stopping.signal,
  };
  const port = await openHttpsPort({
    ...options,
    serve: async (incoming, response) => serve(context, incoming, response),
  }).catch((error: unknown) => {
    store.close();
    throw error;
  });
  const expiry = expireEvents(api, stopping.signal);
  return {
    port: port.port,
    requests: context.requests,
    connect: (user) => new OwnConnection({ ...context, stopping: stopping.signal, user }),
    setTls: (tls) => port.setTls(tls),
    mount: (prefix, handler) => mounts.add(prefix, handler),
    close: async () => {
      stopping.abort();
      await expiry;
      await port.close();
      store.close();
    },
  };
}

async function expireEvents(api: Api, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      removeExpired(api);
      await api.clock.sleep(EXPIRY_EVERY_MS, signal);
    } catch (error) {
      if (signal.aborted) return;
      api.log.error({ err: error }, 'removing old events failed');
    }
  }
}

type Context = {
  readonly api: Api;
  readonly requests: ApiRequests;
  readonly mounts: Mounts;
  readonly tokenUser: TokenUser | undefined;
  readonly stopping: AbortSignal;
};

const NOBODY: User = { name: 'system:anonymous', groups: ['system:unauthenticated'] };

async function serve(
  context: Context,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { api, requests, mounts, tokenUser } = context;
  const startMs = performance.now();
  const url = URL.parse(incoming.url ?? '/', 'https://api');
  if (url === null) {
    const error = badRequest('the URL of the request cannot be read');
    return send(incoming, response, refusalAnswer(error));
  }
  const user = authenticate(presentedBy(incoming), api.clock.nowMs(), tokenUser);
  const mounted = user && mounts.serve({ incoming, response, url, user });
  if (mounted !== undefined) return mounted;
  const asked = askedIn(incoming, url);
  const handled = await handleIncoming(api, incoming, { url, user });
  if (handled.kind === 'answer') {
    await send(incoming, response, handled.answer);
    return requests.answered(asked, handled.answer.code, performance.now() - startMs);
  }
  using _watching = requests.watching(asked);
  // Awaited here: the watch is counted until it ends.
  return await streamWatch(api, handled.plan, { response, stopping: context.stopping });
}

function askedIn({ method = 'GET' }: IncomingMessage, url: URL): Asked {
  return askedBy(method, routeOf({ method, path: url.pathname, query: url.searchParams }));
}

async function handleIncoming(
  api: Api,
  incoming: IncomingMessage,
  { url, user }: { readonly url: URL; readonly user: User | undefined },
): Promise<Handled> {
  // Whoever is not known is not read from.
  if (user === undefined) {
    return isHealthPath(url.pathname)
      ? handle(api, requestOf(incoming, url, { user: NOBODY, body: new Uint8Array() }))
      : refusal(unauthorized());
  }
  const body = await readBody(incoming);
  if (body === undefined) return refusal(bodyTooLarge());
  return handle(api, requestOf(incoming, url, { user, body }));
}

function refusal(error: CredfleetError): Handled {
  return { kind: 'answer', answer: refusalAnswer(error) };
}

function requestOf(
  { method = 'GET', headers }: IncomingMessage,
  url: URL,
  { user, body }: Pick<ApiRequest, 'user' | 'body'>,
): ApiRequest {
  return {
    method,
    path: url.pathname,
    query: url.searchParams,
    accept: headers.accept ?? '',
    contentType: headers['content-type'] ?? '',
    body,
    user,
  };
}

/** Undefined when it is too large. */
async function readBody(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > BODY_MAX_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Resolves when the answer left, or the client did. */
async function send(
  incoming: IncomingMessage,
  response: ServerResponse,
  answer: ApiAnswer,
): Promise<void> {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body, 'utf8') : answer.body;
  response.writeHead(answer.code, {
    'content-type': answer.contentType,
    'content-length': body.length,
    'cache-control': 'no-cache, private',
    ...answer.headers,
    ...warningHeaders(answer.warnings ?? []),
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  response.once('close', resolve);
  response.end(incoming.method === 'HEAD' ? undefined : body, resolve);
  await promise;
}

/** RFC 7234, 5.5; code 299 is "miscellaneous persistent warning". */
function warningHeaders(warnings: readonly string[]): Record<string, string[]> {
  if (warnings.length === 0) return {};
  const quoted = warnings.map((text) => `299 - ${JSON.stringify(text)}`);
  return { warning: quoted.map((text) => text.replaceAll(/[^\x20-\x7e]/gu, '?')) };
}
