/**
 * Audit events as HTTPS POSTs of JSON lines. Taken is what was answered with 2xx; redirects are not followed. The body is
 * authenticated by an HMAC, the connection by a client certificate, or both.
 * @module
 */
import { createHmac } from 'node:crypto';
import { Agent as PlainAgent, type IncomingMessage, request as plainRequest } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import type { StoredEvent } from '#controller/ledger/evidence.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Secret } from '#src/secret/secret.ts';
import type { Sink } from './sink.ts';

export type WebhookSinkOptions = {
  readonly name: string;
  /** http: only to loopback; who reads the configuration sees to that. */
  readonly url: URL;
  /** Which log it is. */
  readonly origin: string;
  readonly hmacKey?: Secret;
  readonly tls: { readonly ca?: Buffer; readonly cert?: Buffer; readonly key?: Buffer };
  readonly clock: Clock;
};

/** One connection: batches come one after the other. */
const CONNECTIONS = { keepAlive: true, maxSockets: 1 };

export class WebhookSink implements Sink {
  readonly #options: WebhookSinkOptions;
  readonly #agent: PlainAgent;

  constructor(options: WebhookSinkOptions) {
    this.#options = options;
    const isPlain = options.url.protocol === 'http:';
    this.#agent = isPlain
      ? new PlainAgent(CONNECTIONS)
      : new TlsAgent({ ...CONNECTIONS, ...options.tls, minVersion: 'TLSv1.2' });
  }

  get name(): string {
    return this.#options.name;
  }

  async take(events: readonly StoredEvent[], signal: AbortSignal): Promise<void> {
    const { url } = this.#options;
    const body = Buffer.from(events.map(({ json }) => `${json}\n`).join(''), 'utf8');
    let status: number | undefined;
    try {
      status = await this.#post(body, { ...this.#headers(body), ...rangeOf(events) }, signal);
    } catch (reason) {
      throw CredfleetError.from(reason, 'SINK_FAILED', `posting to ${url.origin}`);
    }
    if (status !== undefined && status >= 200 && status < 300) return;
    throw new CredfleetError('SINK_FAILED', `posting to ${url.origin}: answered ${status ?? 0}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy();
    await Promise.resolve();
  }

  /** Who receives it compares the signature with its own over `TIME.BODY`, and the time with its clock. */
  #headers(body: Buffer): Readonly<Record<string, string | number>> {
    const { hmacKey, clock, origin } = this.#options;
    const headers = {
      'content-type': 'application/jsonl',
      'content-length': body.length,
      'credfleet-log': origin,
    };
    if (hmacKey === undefined) return headers;
    const time = Math.floor(clock.nowMs() / 1000);
    const hmac = createHmac('sha256', hmacKey.reveal()).update(`${time}.`).update(body);
    return { ...headers, 'credfleet-signature': `t=${time},v1=${hmac.digest('hex')}` };
  }

  async #post(
    body: Buffer,
    headers: Readonly<Record<string, string | number>>,
    signal: AbortSignal,
  ): Promise<number | undefined> {
    const { url } = this.#options;
    const send = url.protocol === 'http:' ? plainRequest : tlsRequest;
    return new Promise((resolve, reject) => {
      const answered = (response: IncomingMessage) => {
        response.once('error', reject);
        response.once('end', () => resolve(response.statusCode));
        response.resume();
      };
      const options = { method: 'POST', agent: this.#agent, headers, signal };
      send(url, options, answered).once('error', reject).end(body);
    });
  }
}

/** So that a receiver can tell what it has already without reading it. */
function rangeOf(events: readonly StoredEvent[]): Readonly<Record<string, number>> {
  return {
    'credfleet-first-seq': events[0]?.seq ?? 0,
    'credfleet-last-seq': events.at(-1)?.seq ?? 0,
  };
}
