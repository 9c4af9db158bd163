/**
 * Plain HTTPS to an API, to see exactly what it answers.
 * @module
 */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';

export type RawReply = {
  readonly code: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; throws when it is none. */
  json(): Json;
};

/** Whatever a server said: tests look into it with matchers. */
export type Json = {
  readonly kind: string;
  readonly message: string;
  readonly reason: string;
  readonly metadata: Readonly<Record<string, unknown>> & {
    readonly name: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly generation: number;
    readonly continue?: string;
  };
  readonly spec: Readonly<Record<string, unknown>>;
  readonly items: readonly Json[];
  readonly [field: string]: unknown;
};

export type RawOptions = {
  readonly body?: unknown;
  readonly contentType?: string;
  readonly accept?: string;
};

export class RawApi {
  readonly #agent: Agent;
  readonly #server: URL;

  constructor(config: KubeConfig) {
    const cluster = config.getCurrentCluster();
    const user = config.getCurrentUser();
    this.#server = new URL(cluster?.server ?? '');
    const decode = (base64: string | undefined): Buffer => Buffer.from(base64 ?? '', 'base64');
    this.#agent = new Agent({
      keepAlive: true,
      ca: decode(cluster?.caData),
      cert: decode(user?.certData),
      key: decode(user?.keyData),
    });
  }

  async call(method: string, path: string, options: RawOptions = {}): Promise<RawReply> {
    const response = await this.#send(method, path, options);
    const chunks: Uint8Array[] = [];
    for await (const chunk of response as AsyncIterable<Uint8Array>) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    return {
      code: response.statusCode ?? 0,
      headers: response.headers,
      text,
      json: () => JSON.parse(text) as Json,
    };
  }

  /** Opens a watch; resolves when the headers are in. */
  async watch(path: string, accept = 'application/json'): Promise<RawWatch> {
    for (;;) {
      const response = await this.#send('GET', path, { accept });
      // A real server may refuse the first watch of a new kind for a moment.
      if (response.statusCode !== 429) return new RawWatch(response);
      response.resume();
      await new Promise((resolve) => {
        setTimeout(resolve, 200);
      });
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  /** A kept connection may be gone because the server was restarted; a new one is tried once. */
  async #send(method: string, path: string, options: RawOptions): Promise<IncomingMessage> {
    try {
      return await this.#sendOnce(method, path, options);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error;
      return await this.#sendOnce(method, path, options);
    }
  }

  async #sendOnce(method: string, path: string, options: RawOptions): Promise<IncomingMessage> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const { body, contentType = 'application/json', accept = 'application/json' } = options;
    const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    const outgoing = request(
      {
        agent: this.#agent,
        hostname: this.#server.hostname,
        port: this.#server.port,
        method,
        path,
        headers: {
          accept,
          ...(text === undefined
            ? {}
            : { 'content-type': contentType, 'content-length': Buffer.byteLength(text) }),
        },
      },
      resolve,
    );
    outgoing.once('error', reject);
    outgoing.end(text);
    return await promise;
  }
}

export type RawEvent = { readonly type: string; readonly object: Json };

export class RawWatch {
  readonly code: number;
  readonly headers: IncomingHttpHeaders;
  readonly #response: IncomingMessage;
  readonly #lines: AsyncIterator<string>;

  constructor(response: IncomingMessage) {
    this.code = response.statusCode ?? 0;
    this.headers = response.headers;
    this.#response = response;
    this.#lines = linesOf(response)[Symbol.asyncIterator]();
  }

  /** The next event; undefined when the server ended the stream. */
  async next(): Promise<RawEvent | undefined> {
    const { value, done } = await this.#lines.next();
    return done === true ? undefined : (JSON.parse(value) as RawEvent);
  }

  /** The next `count` events as "TYPE name". */
  async names(count: number): Promise<readonly string[]> {
    const found: string[] = [];
    while (found.length < count) {
      const event = await this.next();
      if (event === undefined) break;
      found.push(`${event.type} ${event.object.metadata.name}`);
    }
    return found;
  }

  close(): void {
    this.#response.destroy();
  }
}

async function* linesOf(response: IncomingMessage): AsyncIterable<string> {
  let rest = '';
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    const parts = (rest + Buffer.from(chunk).toString('utf8')).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
}
