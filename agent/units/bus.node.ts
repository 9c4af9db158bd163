/**
 * A typed fence around the D-Bus client: calls, signals and the end of a connection, nothing else.
 * The client's own typings are incomplete and it never fails calls of a connection that ended.
 * @module
 */
import type { EventEmitter } from 'node:events';
import * as dbusNative from '@homebridge/dbus-native';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';

export type BusCall = {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: readonly unknown[];
  /** Default 25 000, as everywhere on D-Bus. */
  readonly timeoutMs?: number;
};

export type BusSignal = {
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly body: readonly unknown[];
};

/** An answer of the peer that says no: `name` is a D-Bus error name. */
export class BusError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

export interface Bus {
  readonly open: boolean;
  /** @throws {BusError} when the peer refuses; CredfleetError SYSTEMD_UNREACHABLE when nothing answers. */
  call(call: BusCall): Promise<readonly unknown[]>;
  addMatch(rule: string): Promise<void>;
  close(): void;
}

export type BusOptions = {
  readonly socket: string;
  readonly clock: Clock;
  readonly onSignal: (signal: BusSignal) => void;
};

const DEFAULT_TIMEOUT_MS = 25_000;
const SIGNAL = 4;

type Message = Omit<BusCall, 'timeoutMs'> & { readonly type?: number };
type Reply = (error: { name: string; message: string } | null, ...body: unknown[]) => void;
type Connection = EventEmitter & { end(): void };
type Client = { readonly connection: Connection; invoke(message: Message, reply: Reply): void };

const { createClient } = dbusNative as unknown as {
  readonly createClient: (options: { readonly socket: string }) => Client;
};

export function connectBus(options: BusOptions): Bus {
  return new NativeBus(options);
}

class NativeBus implements Bus {
  readonly #client: Client;
  readonly #clock: Clock;
  readonly #ended = new AbortController();

  constructor({ socket, clock, onSignal }: BusOptions) {
    this.#clock = clock;
    this.#client = createClient({ socket });
    const { connection } = this.#client;
    connection.on('error', (error: Error) => this.#end(error.message));
    connection.on('end', () => this.#end('the bus closed the connection'));
    connection.on('message', (message: BusSignal & { readonly type: number }) => {
      if (message.type === SIGNAL) onSignal({ ...message, body: message.body ?? [] });
    });
  }

  get open(): boolean {
    return !this.#ended.signal.aborted;
  }

  async call({ timeoutMs = DEFAULT_TIMEOUT_MS, ...message }: BusCall): Promise<readonly unknown[]> {
    const { promise, resolve, reject } = Promise.withResolvers<readonly unknown[]>();
    const settled = new AbortController();
    const onEnd = (): void => reject(this.#ended.signal.reason);
    this.#ended.signal.throwIfAborted();
    this.#ended.signal.addEventListener('abort', onEnd, { signal: settled.signal });
    const timer = this.#clock.sleep(timeoutMs, settled.signal).then(
      () => reject(unreachable(`no answer to ${message.member} within ${timeoutMs} ms`)),
      () => undefined,
    );
    try {
      this.#client.invoke(message, (error, ...body) => {
        if (error === null) resolve(body);
        else reject(new BusError(error.name, error.message));
      });
      return await promise;
    } finally {
      settled.abort();
      await timer;
    }
  }

  async addMatch(rule: string): Promise<void> {
    await this.call({
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member: 'AddMatch',
      signature: 's',
      body: [rule],
    });
  }

  close(): void {
    this.#end('closed');
    this.#client.connection.end();
  }

  #end(why: string): void {
    this.#ended.abort(unreachable(why));
  }
}

function unreachable(why: string): CredfleetError {
  return new CredfleetError('SYSTEMD_UNREACHABLE', `systemd does not answer on D-Bus: ${why}`);
}
