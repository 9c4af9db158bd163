/**
 * A port whose connections wait for their turn before TLS costs anything: it accepts, keeps sockets unread in
 * a queue, and hands so many a second to gRPC.
 * @module
 */
import { createServer, type Server as NetServer, type Socket } from 'node:net';
import type { Server, ServerCredentials } from '@grpc/grpc-js';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Logger } from '#src/log/logger.ts';
import { ConnectionQueue, type Pace } from './connection-queue.ts';

export type PacedPortOptions = {
  /** For the log. */
  readonly name: string;
  readonly server: Server;
  readonly credentials: ServerCredentials;
  readonly pace: Pace;
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly clock: Clock;
  readonly log: Logger;
};

/** Node's 511 loses connections when thousands come at once; the kernel caps it at net.core.somaxconn. */
const BACKLOG = 4_096;

/** @throws {CredfleetError} CONFIG_INVALID when the address cannot be listened on. */
export async function openPacedPort(options: PacedPortOptions): Promise<PacedPort> {
  const port = new PacedPort(options);
  await port.listen();
  return port;
}

export class PacedPort {
  readonly #options: PacedPortOptions;
  readonly #injector: ReturnType<Server['createConnectionInjector']>;
  readonly #queue: ConnectionQueue<Socket>;
  readonly #listener: NetServer;
  readonly #handedOver = new Set<Socket>();
  readonly #stopped = new AbortController();
  readonly #empty = Promise.withResolvers<void>();
  #isServing = false;
  #turnedAway = 0;

  constructor(options: PacedPortOptions) {
    this.#options = options;
    this.#injector = options.server.createConnectionInjector(options.credentials);
    this.#queue = new ConnectionQueue(options.pace);
    // Unread until its turn: the first bytes belong to TLS.
    const unread = { pauseOnConnect: true, noDelay: true };
    this.#listener = createServer(unread, (socket) => this.#accept(socket));
  }

  /** The one that was picked, when 0 was asked for. */
  get port(): number {
    const bound = this.#listener.address();
    return typeof bound === 'object' && bound !== null ? bound.port : 0;
  }

  async listen(): Promise<void> {
    const { host, port } = this.#options;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#listener.once('error', (reason) => {
      const doing = `listening on ${host} port ${port}`;
      reject(CredfleetError.from(reason, 'CONFIG_INVALID', doing));
    });
    this.#listener.listen({ host, port, backlog: BACKLOG }, () => resolve());
    await promise;
  }

  /** Accepts nobody any more and turns away who waits; what was handed to gRPC goes on. */
  stop(): void {
    this.#listener.close();
    this.#stopped.abort(new Error('the port is closed'));
    for (const socket of this.#queue.clear()) socket.resetAndDestroy();
  }

  /** After stop(): when the last connection is over. gRPC's own shutdown says so too soon (Node 26). */
  async emptied(): Promise<void> {
    if (this.#handedOver.size > 0) await this.#empty.promise;
  }

  /** Ends what is left: those who hold on, and those whose handshake is not done. */
  cut(): void {
    for (const socket of this.#handedOver) socket.destroy();
  }

  #accept(socket: Socket): void {
    socket.on('error', () => undefined);
    const { clock } = this.#options;
    const victim = this.#queue.offer(socket, socket.remoteAddress ?? '', clock.nowMs());
    if (victim !== undefined) this.#refuse(victim);
    // Ends with the abort of stop().
    if (!this.#isServing) this.#serveInTurn().catch(() => undefined);
  }

  async #serveInTurn(): Promise<void> {
    const { clock } = this.#options;
    this.#isServing = true;
    for (;;) {
      const { admitted, expired, againInMs } = this.#queue.take(clock.nowMs());
      for (const socket of expired) this.#refuse(socket);
      for (const socket of admitted) this.#handOver(socket);
      if (againInMs === undefined) break;
      await clock.sleep(againInMs, this.#stopped.signal);
    }
    this.#isServing = false;
    this.#tellTurnedAway();
  }

  #handOver(socket: Socket): void {
    const { remoteAddress = '', destroyed } = socket;
    if (destroyed) return this.#queue.closed(remoteAddress);
    this.#handedOver.add(socket);
    socket.once('close', () => {
      this.#handedOver.delete(socket);
      if (this.#stopped.signal.aborted && this.#handedOver.size === 0) this.#empty.resolve();
      this.#queue.closed(remoteAddress);
    });
    this.#injector.injectConnection(socket);
  }

  /** The cheapest way there is: no handshake, nothing lingers. */
  #refuse(socket: Socket): void {
    this.#turnedAway += 1;
    socket.resetAndDestroy();
  }

  #tellTurnedAway(): void {
    const turnedAway = this.#turnedAway;
    if (turnedAway === 0) return;
    this.#turnedAway = 0;
    const { name, log, pace } = this.#options;
    const { perSecond, maxWaiting, maxOpen, maxOpenPerAddress } = pace;
    log.warn(
      { port: name, turnedAway, perSecond, maxWaiting, maxOpen, maxOpenPerAddress },
      'connections were turned away: more came than are served',
    );
  }
}
