/**
 * Audit events over a connection that is never answered: syslog by TCP, TLS or a socket, and the journal. Each batch has a
 * connection of its own and counts as taken when the receiver has read to its end and closes it in order: what it dies
 * with, unread, resets the connection.
 * @module
 */
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import type { StoredEvent } from '#controller/ledger/evidence.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Sink } from './sink.ts';

export type StreamAddress =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | {
      readonly kind: 'tls';
      readonly host: string;
      readonly port: number;
      readonly tls: Pick<ConnectionOptions, 'ca' | 'cert' | 'key'>;
    };

export type StreamSinkOptions = {
  readonly name: string;
  readonly address: StreamAddress;
  /** What a connection begins with. */
  readonly head: string;
  readonly encode: (event: StoredEvent) => string;
  readonly clock: Clock;
};

/** A receiver that closes at once, without reading, is heard of in this time. */
const SETTLE_MS = 100;

export class StreamSink implements Sink {
  readonly #options: StreamSinkOptions;

  constructor(options: StreamSinkOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.name;
  }

  async take(events: readonly StoredEvent[], signal: AbortSignal): Promise<void> {
    const { address, head, encode, clock } = this.#options;
    const socket = connectTo(address);
    const aborted = () => socket.destroy(new Error('it was not taken in time'));
    signal.addEventListener('abort', aborted, { once: true });
    try {
      const closed = closedInOrder(socket);
      const sent = send(socket, head + events.map(encode).join(''), clock);
      await Promise.all([sent, closed]);
    } catch (reason) {
      throw CredfleetError.from(reason, 'SINK_FAILED', `sending to ${addressText(address)}`);
    } finally {
      signal.removeEventListener('abort', aborted);
      socket.destroy();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Nothing is open between two batches.
  }
}

function connectTo(address: StreamAddress): Socket {
  if (address.kind === 'unix') return connectPlain({ path: address.path });
  const { host, port } = address;
  if (address.kind === 'tcp') return connectPlain({ host, port });
  // RFC 6066 3: no addresses.
  const named = isIP(host) === 0 ? { servername: host } : {};
  return connectTls({ host, port, ...named, ...address.tls, minVersion: 'TLSv1.2' });
}

async function send(socket: Socket, text: string, clock: Clock): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.write(text, 'utf8', (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
  await clock.sleep(SETTLE_MS);
  // What the network said meanwhile is heard before anything is decided.
  await setImmediate();
  socket.end();
}

/** The other side ends after we did, not before. */
async function closedInOrder(socket: Socket): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let isRead = false;
    socket.once('error', reject);
    socket.once('end', () => (isRead = socket.writableEnded));
    socket.once('close', () => {
      if (isRead) resolve();
      else reject(new Error('the connection was closed before all was read'));
    });
    socket.resume();
  });
}

function addressText(address: StreamAddress): string {
  return address.kind === 'unix' ? address.path : `${address.kind}:${address.host}:${address.port}`;
}
