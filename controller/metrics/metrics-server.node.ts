/**
 * The port for machines that watch the controller: /metrics, /healthz, /readyz. Plain HTTP, reads only.
 * @module
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Health } from './health.ts';
import { oneAtATime } from './one-at-a-time.ts';

export type MetricsServerOptions = {
  readonly listen: { readonly host: string; readonly port: number };
  readonly metrics: () => Promise<string>;
  readonly readiness: () => Health;
  readonly log: Logger;
};
export type MetricsServer = AsyncDisposable & { readonly port: number };

type Answer = { readonly code: number; readonly type: string; readonly body: string };

const CONNECTIONS_MAX = 32;
const TIMEOUT_MS = 10_000;
const TEXT = 'text/plain; charset=utf-8';
const EXPOSITION = 'text/plain; version=0.0.4; charset=utf-8';

/** @throws {CredfleetError} CONFIG_INVALID when it cannot listen there. */
export async function startMetricsServer(options: MetricsServerOptions): Promise<MetricsServer> {
  const { host, port } = options.listen;
  const scrape = oneAtATime(options.metrics);
  const server = createServer({ requestTimeout: TIMEOUT_MS, headersTimeout: TIMEOUT_MS });
  server.maxConnections = CONNECTIONS_MAX;
  server.on(
    'request',
    (incoming, response) => void serve({ ...options, metrics: scrape }, incoming, response),
  );
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', (error) =>
    reject(
      CredfleetError.from(error, 'CONFIG_INVALID', `listening on ${host}:${port} for metrics`),
    ),
  );
  server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  const bound = await promise;
  return {
    port: bound,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((done) => {
        server.close(() => done());
      });
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(
  options: MetricsServerOptions,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { code, type, body } = await answerTo(options, incoming).catch((error: unknown) => {
    options.log.error({ err: error }, 'answering a scrape failed');
    return { code: 500, type: TEXT, body: 'failed; the log says why\n' };
  });
  response.writeHead(code, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(incoming.method === 'HEAD' ? undefined : body);
}

async function answerTo(
  { metrics, readiness }: MetricsServerOptions,
  { method, url = '/' }: IncomingMessage,
): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD') return { code: 405, type: TEXT, body: 'GET only\n' };
  const [path] = url.split('?');
  if (path === '/healthz') return { code: 200, type: TEXT, body: 'ok\n' };
  if (path === '/readyz') {
    const { isWell, text } = readiness();
    return { code: isWell ? 200 : 503, type: TEXT, body: text };
  }
  if (path === '/metrics') return { code: 200, type: EXPOSITION, body: await metrics() };
  return { code: 404, type: TEXT, body: 'not found\n' };
}
