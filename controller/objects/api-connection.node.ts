/**
 * HTTPS to a Kubernetes API: transport, client certificate and exec plugins come from client-node's
 * KubeConfig; connections are kept open. Knows requests and lines, not objects.
 * @module
 */
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { Agent, request as httpsRequest, type RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { splitLines } from './lines.ts';

export type ApiCall = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path and query. */
  readonly path: string;
  readonly accept: string;
  readonly body?: string;
};

export type ApiReply = {
  readonly code: number;
  readonly text: string;
  readonly retryAfterMs: number | undefined;
};

export interface ApiConnection {
  /** @throws {CredfleetError} API_UNAVAILABLE when there is no answer. */
  call(call: ApiCall): Promise<ApiReply>;
  /**
   * Only where all of them can be one transaction: each when the one before it succeeded, so there are as many replies as
   * were tried.
   * @throws {CredfleetError} API_UNAVAILABLE when nothing of it is kept.
   */
  callInOrder?(calls: readonly ApiCall[]): Promise<readonly ApiReply[]>;
  /**
   * Opens a stream and yields its lines; ends when the server ends it.
   * @throws {CredfleetError} API_UNAVAILABLE, also when nothing comes for too long.
   */
  lines(call: ApiCall, signal: AbortSignal): Promise<StreamReply>;
}

export type StreamReply =
  | { readonly kind: 'stream'; readonly lines: AsyncIterable<string> }
  | { readonly kind: 'refused'; readonly reply: ApiReply };

export function isSuccess({ code }: Pick<ApiReply, 'code'>): boolean {
  return code >= 200 && code <= 299;
}

const CALL_TIMEOUT_MS = 30_000;
/** Bookmarks come about once a minute: silence for longer means that the connection is dead. */
const SILENCE_MAX_MS = 150_000;
const CREDENTIALS_FRESH_MS = 10_000;
const MAX_CONNECTIONS = 32;
const MAX_RETRY_AFTER_MS = 30_000;

type Credentials = {
  readonly options: RequestOptions;
  readonly readAtMs: number;
  readonly identity: string;
};

/** @throws {CredfleetError} CONFIG_INVALID when the kubeconfig names no server or an unverified one. */
export function connectToApi(kubeConfig: KubeConfig, clock: Clock): ApiConnection {
  return new HttpsApiConnection(kubeConfig, serverOf(kubeConfig), clock);
}

function serverOf(kubeConfig: KubeConfig): URL {
  const cluster = kubeConfig.getCurrentCluster();
  if (cluster === null) {
    throw new CredfleetError('CONFIG_INVALID', 'the kubeconfig has no current cluster');
  }
  const insecure = cluster.skipTLSVerify || !cluster.server.startsWith('https://');
  if (!insecure) return new URL(cluster.server);
  throw new CredfleetError(
    'CONFIG_INVALID',
    `cluster '${cluster.name}' of the kubeconfig is not verified by TLS; use https:// and certificate-authority-data`,
  );
}

class HttpsApiConnection implements ApiConnection {
  readonly #kubeConfig: KubeConfig;
  readonly #server: URL;
  readonly #clock: Clock;
  #credentials: Credentials | undefined;
  #agents: { readonly calls: Agent; readonly streams: Agent } | undefined;

  constructor(kubeConfig: KubeConfig, server: URL, clock: Clock) {
    this.#kubeConfig = kubeConfig;
    this.#server = server;
    this.#clock = clock;
  }

  async call(call: ApiCall): Promise<ApiReply> {
    const reply = await this.#callOnce(call);
    if (reply.code !== 401 || this.#credentials === undefined) return reply;
    // A token may have been replaced since it was read.
    this.#credentials = undefined;
    return await this.#callOnce(call);
  }

  async lines(call: ApiCall, signal: AbortSignal): Promise<StreamReply> {
    const response = await this.#send(call, { isStream: true, signal });
    if (response.statusCode !== 200) {
      if (response.statusCode === 401) this.#credentials = undefined;
      return { kind: 'refused', reply: await readReply(response) };
    }
    return { kind: 'stream', lines: splitLines(response) };
  }

  async #callOnce(call: ApiCall): Promise<ApiReply> {
    try {
      return await readReply(await this.#send(call, { isStream: false }));
    } catch (error) {
      // A kept connection that the server closed at the same moment; reading again is harmless.
      if (call.method !== 'GET' || !isReset(error)) throw unavailable(error, call);
    }
    try {
      return await readReply(await this.#send(call, { isStream: false }));
    } catch (error) {
      throw unavailable(error, call);
    }
  }

  async #send(
    call: ApiCall,
    how: { readonly isStream: boolean; readonly signal?: AbortSignal },
  ): Promise<IncomingMessage> {
    const options = await this.#requestOptions(call, how.isStream);
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const signal = how.signal === undefined ? {} : { signal: how.signal };
    const request = httpsRequest({ ...options, ...signal }, resolve);
    request.once('error', reject);
    request.once('response', (response) => response.once('error', reject));
    request.setTimeout(how.isStream ? SILENCE_MAX_MS : CALL_TIMEOUT_MS, () => {
      request.destroy(new Error('no answer in time'));
    });
    request.end(call.body);
    return await promise;
  }

  async #requestOptions(call: ApiCall, isStream: boolean): Promise<RequestOptions> {
    const { options } = await this.#freshCredentials();
    const agents = this.#agents;
    const agent = isStream ? agents?.streams : agents?.calls;
    const base = this.#server.pathname.replace(/\/$/u, '');
    const body =
      call.body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(call.body) };
    return {
      ...options,
      ...(agent === undefined ? {} : { agent }),
      method: call.method,
      hostname: this.#server.hostname.replace(/^\[(.*)\]$/u, '$1'),
      port: this.#server.port === '' ? 443 : Number(this.#server.port),
      path: `${base}${call.path}`,
      headers: {
        ...(options.headers as OutgoingHttpHeaders | undefined),
        accept: call.accept,
        'user-agent': 'credfleet',
        ...body,
      },
    };
  }

  async #freshCredentials(): Promise<Credentials> {
    const nowMs = this.#clock.nowMs();
    const known = this.#credentials;
    if (known !== undefined && nowMs - known.readAtMs < CREDENTIALS_FRESH_MS) return known;
    const options: RequestOptions = {};
    await this.#kubeConfig.applyToHTTPSOptions(options);
    const { ca, cert, key, servername } = options;
    const identity = JSON.stringify([ca, cert, key, servername].map(String));
    const isProxied = this.#kubeConfig.getCurrentCluster()?.proxyUrl !== undefined;
    if (!isProxied && identity !== known?.identity) this.#replaceAgents(options);
    this.#credentials = { options, readAtMs: nowMs, identity };
    return this.#credentials;
  }

  #replaceAgents({ ca, cert, key, servername }: RequestOptions): void {
    const tls = { ca, cert, key, ...(servername === undefined ? {} : { servername }) };
    const kept = { keepAlive: true, keepAliveMsecs: 30_000 };
    this.#agents = {
      calls: new Agent({ ...tls, ...kept, maxSockets: MAX_CONNECTIONS }),
      streams: new Agent({ ...tls, ...kept }),
    };
  }
}

async function readReply(response: IncomingMessage): Promise<ApiReply> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response as AsyncIterable<Uint8Array>) chunks.push(chunk);
  const retryAfter = Number(response.headers['retry-after']);
  const retryAfterMs = Number.isFinite(retryAfter)
    ? Math.min(retryAfter * 1000, MAX_RETRY_AFTER_MS)
    : undefined;
  return {
    code: response.statusCode ?? 0,
    text: Buffer.concat(chunks).toString('utf8'),
    retryAfterMs,
  };
}

function isReset(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ECONNRESET' || code === 'EPIPE';
}

function unavailable(error: unknown, { method, path }: ApiCall): CredfleetError {
  const [where = path] = path.split('?');
  return CredfleetError.from(error, 'API_UNAVAILABLE', `${method} ${where}`);
}
