/**
 * What takes audit events on loopback, and may block, refuse, die and come back on the same port.
 * @module
 */
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTls } from 'node:tls';
import { text } from 'node:stream/consumers';

type Tls = { readonly cert: string; readonly key: string; readonly ca?: string };

const seqOf = (json: string): number => (JSON.parse(json) as { seq: number }).seq;

abstract class Receiver implements AsyncDisposable {
  /** In the order in which they came, each as often as it came. */
  readonly seqs: number[] = [];
  readonly sockets = new Set<Socket>();
  port = 0;
  protected abstract readonly server: Server;

  async listen(where: number | string = this.port): Promise<this> {
    this.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined).once('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve) => {
      if (typeof where === 'string') this.server.listen(where, resolve);
      else this.server.listen(where, '127.0.0.1', resolve);
    });
    if (typeof where === 'number') this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  /** As a process that is killed: unread bytes are lost, and the port is free. */
  async kill(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.server.close(() => resolve());
    });
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.server.listening) await this.kill();
  }

  get missing(): readonly number[] {
    const seen = new Set(this.seqs);
    const last = Math.max(0, ...this.seqs);
    return Array.from({ length: last }, (_, at) => at + 1).filter((seq) => !seen.has(seq));
  }
}

export class HttpReceiver extends Receiver {
  readonly requests: { readonly headers: IncomingMessage['headers']; readonly body: string }[] = [];
  /** 0: it never answers. */
  status = 204;
  /** Before it answers. */
  onRequest: () => void = () => undefined;
  onAnswered: () => void = () => undefined;
  protected readonly server: Server;

  constructor(tls?: Tls) {
    super();
    const answer = (request: IncomingMessage, response: ServerResponse) =>
      void this.#answer(request, response).catch(() => undefined);
    const client = { requestCert: true, rejectUnauthorized: true };
    this.server =
      tls === undefined
        ? createHttp(answer)
        : createHttps({ ...tls, ...(tls.ca === undefined ? {} : client) }, answer);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    this.requests.push({ headers: request.headers, body });
    const isTaken = this.status >= 200 && this.status < 300;
    if (isTaken) this.seqs.push(...body.trimEnd().split('\n').map(seqOf));
    this.onRequest();
    if (this.status === 0) return;
    response.writeHead(this.status).end(this.onAnswered);
  }
}

/** Octet-counted syslog. */
export class SyslogReceiver extends Receiver {
  readonly messages: string[] = [];
  onMessage: () => void = () => undefined;
  protected readonly server: Server;

  constructor(tls?: Tls) {
    super();
    const read = (socket: Socket) => this.#read(socket);
    this.server =
      tls === undefined
        ? createServer(read)
        : createTls({ ...tls, ...(tls.ca === undefined ? {} : { requestCert: true }) }, read);
  }

  #read(socket: Socket): void {
    let rest = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (data: Buffer) => {
      rest = Buffer.concat([rest, data]);
      for (;;) {
        const space = rest.indexOf(0x20);
        const size = Number(rest.subarray(0, Math.max(0, space)).toString());
        if (space < 0 || rest.length < space + 1 + size || socket.destroyed) return;
        this.#take(rest.subarray(space + 1, space + 1 + size).toString('utf8'));
        rest = rest.subarray(space + 1 + size);
      }
    });
  }

  #take(message: string): void {
    this.messages.push(message);
    this.seqs.push(seqOf(message.slice(message.indexOf('{'))));
    this.onMessage();
  }
}
