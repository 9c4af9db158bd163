/**
 * HTTPS listener of the embedded Kubernetes-style API: connections, bodies and answers. What is asked and
 * what is answered is decided in handle.ts.
 * @module
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import { openSqliteObjects } from '#controller/objects/sqlite-objects.node.ts';
import { refused } from '#src/api/status.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Random } from '#src/random/random.ts';
import type { Api, ApiAnswer, ApiRequest } from './api.ts';
import { authenticate, type Presented, type TokenUser } from './authenticate.ts';
import type { User } from './authorize.ts';
import { isHealthPath } from './documents.ts';
import { badRequest } from './bodies.ts';
import { handle, type Handled, refusalAnswer, unauthorized } from './handle.ts';
import { ensureNamespaces } from './namespaces.ts';
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
  readonly tls: {
    /** PEM. */
    readonly key: string;
    readonly cert: string;
    /** PEM, one or more; client certificates must come from here: CN is the user, O the groups. */
    readonly clientCa: string;
  };
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly tokenUser?: TokenUser;
};

export type ApiServer = {
  readonly port: number;
  /** For connections from now on. */
  setTls(tls: ApiServerOptions['tls']): void;
  /** Ends watches, answers what is under way, closes connections and the store. */
  close(): Promise<void>;
};

const BODY_MAX_BYTES = 3 * 1024 * 1024;
const KEEP_ALIVE_MS = 120_000;
const EXPIRY_EVERY_MS = 60_000;
/** How long requests under way may take when the server stops. */
const LAST_ANSWERS_MS = 2_000;

export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const { database, storageKey, clock, random, log } = options;
  const store = openSqliteObjects({ database, storageKey, random });
  const api: Api = { store, clock, random, rules: createRules(), log };
  const stopping = new AbortController();
  ensureNamespaces(api);

  const context: Context = { api, tokenUser: options.tokenUser, stopping: stopping.signal };
  const active = new Set<Promise<void>>();
  const server = createServer(tlsOptions(options), (incoming, response) => {
    const served = serve(context, incoming, response).catch((error: unknown) => {
      response.destroy();
      // A client that went away in the middle is its own affair.
      if (!incoming.destroyed) log.error({ err: error }, 'API connection failed');
    });
    active.add(served);
    void served.finally(() => active.delete(served));
  });
  const port = await listen(server, options).catch((error: unknown) => {
    store.close();
    throw error;
  });
  const expiry = expireEvents(api, stopping.signal);
  return {
    port,
    setTls: (tls) => server.setSecureContext(contextOf(tls)),
    close: async () => {
      stopping.abort();
      await expiry;
      const closing = closed(server);
      await Promise.race([Promise.all(active), clock.sleep(LAST_ANSWERS_MS)]);
      server.closeAllConnections();
      await closing;
      store.close();
    },
  };
}

function contextOf({ key, cert, clientCa }: ApiServerOptions['tls']) {
  return { key, cert, ca: clientCa, minVersion: 'TLSv1.3' } as const;
}

function tlsOptions({ tls }: ApiServerOptions) {
  return {
    ...contextOf(tls),
    requestCert: true,
    // Checked in authenticate(), so that the client reads 401 and not a broken connection.
    rejectUnauthorized: false,
    keepAliveTimeout: KEEP_ALIVE_MS,
  } as const;
}

async function listen(server: Server, { host, port }: ApiServerOptions): Promise<number> {
  return await new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(CredfleetError.from(error, 'CONFIG_INVALID', `listening on ${host}:${port}`));
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

async function closed(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
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
  readonly tokenUser: TokenUser | undefined;
  readonly stopping: AbortSignal;
};

const NOBODY: User = { name: 'system:anonymous', groups: ['system:unauthenticated'] };

async function serve(
  context: Context,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const handled = await handleIncoming(context, incoming);
  if (handled.kind === 'answer') await send(incoming, response, handled.answer);
  else await streamWatch(context.api, handled.plan, { response, stopping: context.stopping });
}

async function handleIncoming(
  { api, tokenUser }: Context,
  incoming: IncomingMessage,
): Promise<Handled> {
  const url = URL.parse(incoming.url ?? '/', 'https://api');
  if (url === null) return refusal(badRequest('the URL of the request cannot be read'));
  const user = authenticate(presentedBy(incoming), api.clock.nowMs(), tokenUser);
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

const certificates = new WeakMap<TLSSocket, Presented['certificate']>();

function presentedBy(incoming: IncomingMessage): Presented {
  const { socket } = incoming;
  const { authorization } = incoming.headers;
  if (!(socket instanceof TLSSocket)) return { certificate: undefined, authorization };
  if (!certificates.has(socket)) certificates.set(socket, certificateOf(socket));
  return { certificate: certificates.get(socket), authorization };
}

function certificateOf(socket: TLSSocket): Presented['certificate'] {
  const peer = socket.getPeerCertificate();
  if (peer === null || Object.keys(peer).length === 0) return undefined;
  return {
    isTrusted: socket.authorized,
    isHost: peer.subjectaltname?.includes('URI:') === true,
    commonName: listOf(peer.subject.CN)[0] ?? '',
    organizations: listOf(peer.subject.O),
    notAfterMs: Date.parse(peer.valid_to),
  };
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
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

function bodyTooLarge() {
  const message = `Request entity too large: limit is ${BODY_MAX_BYTES}`;
  return refused({ code: 413, reason: 'RequestEntityTooLarge', message });
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
