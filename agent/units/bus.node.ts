/**
 * A typed fence around the D-Bus client: calls, signals and the end of a connection, nothing else.
 * The client's own typings are incomplete and it never fails calls of a connection that ended.
 * @module
 */
import type { EventEmitter } from 'node:events';
import * as dbusNative from '@homebridge/dbus-native';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { Deadlines } from '#src/sync/deadlines.ts';
import { Limiter } from '#src/sync/limiter.ts';

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
/** dbus-daemon(1) refuses what is more than 128 (max_replies_per_connection), and a host may have a thousand services. */
const CALLS_AT_ONCE = 32;
/** What the bus says in the peer's place: the peer itself has not answered. */
const NOT_OF_THE_PEER: ReadonlySet<string> = new Set(
  ['LimitsExceeded', 'NameHasNoOwner', 'NoMemory', 'NoReply', 'ServiceUnknown', 'Timeout'].map(
    (name) => `org.freedesktop.DBus.Error.${name}`,
  ),
);

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
  readonly #deadlines: Deadlines;
  readonly #waiting = new Set<PromiseWithResolvers<readonly unknown[]>>();
  readonly #turns = new Limiter(CALLS_AT_ONCE);
  #endedBy: CredfleetError | undefined;

  constructor({ socket, clock, onSignal }: BusOptions) {
    this.#deadlines = new Deadlines(clock);
    this.#client = createClient({ socket });
    const { connection } = this.#client;
    connection.on('error', (error: Error) => this.#end(error.message));
    connection.on('end', () => this.#end('the bus closed the connection'));
    connection.on('message', (message: BusSignal & { readonly type: number }) => {
      if (message.type === SIGNAL) onSignal({ ...message, body: message.body ?? [] });
    });
  }

  get open(): boolean {
    return this.#endedBy === undefined;
  }

  async call(call: BusCall): Promise<readonly unknown[]> {
    return this.#turns.run(async () => this.#send(call));
  }

  async #send({
    timeoutMs = DEFAULT_TIMEOUT_MS,
    ...message
  }: BusCall): Promise<readonly unknown[]> {
    if (this.#endedBy !== undefined) throw this.#endedBy;
    const waiting = Promise.withResolvers<readonly unknown[]>();
    const { member } = message;
    this.#waiting.add(waiting);
    const answered = this.#deadlines.begin(timeoutMs, () =>
      waiting.reject(unreachable(`no answer to ${member} within ${timeoutMs} ms`)),
    );
    try {
      this.#client.invoke(message, (error, ...body) => {
        if (error === null) waiting.resolve(body);
        else waiting.reject(refusal(error));
      });
      return await waiting.promise;
    } finally {
      answered();
      this.#waiting.delete(waiting);
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
    this.#endedBy ??= unreachable(why);
    for (const { reject } of this.#waiting) reject(this.#endedBy);
    this.#deadlines[Symbol.dispose]();
  }
}

function refusal({ name, message }: { readonly name: string; readonly message: string }): Error {
  return NOT_OF_THE_PEER.has(name) ? unreachable(message) : new BusError(name, message);
}

function unreachable(why: string): CredfleetError {
  return new CredfleetError('SYSTEMD_UNREACHABLE', `systemd does not answer on D-Bus: ${why}`);
}
