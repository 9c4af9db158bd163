/**
 * Calls over a connection to the bus, each with an answer or an end: of its time, or of the connection.
 * @module
 */
import { BusConnection } from '#agent/dbus/connection.node.ts';
import type { BusMessage } from '#agent/dbus/decode-message.ts';
import type { BusCall as Call } from '#agent/dbus/encode-call.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { Deadlines } from '#src/sync/deadlines.ts';
import { Limiter } from '#src/sync/limiter.ts';

export type BusCall = Call & {
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
const ANSWER = 2;
const REFUSAL = 3;
const SIGNAL = 4;
/** dbus-daemon(1) refuses what is more than 128 (max_replies_per_connection), and a host may have a thousand services. */
const CALLS_AT_ONCE = 32;
/** What the bus says in the peer's place: the peer itself has not answered. */
const NOT_OF_THE_PEER: ReadonlySet<string> = new Set(
  ['LimitsExceeded', 'NameHasNoOwner', 'NoMemory', 'NoReply', 'ServiceUnknown', 'Timeout'].map(
    (name) => `org.freedesktop.DBus.Error.${name}`,
  ),
);

export function connectBus(options: BusOptions): Bus {
  return new ConnectedBus(options);
}

type Waiting = PromiseWithResolvers<readonly unknown[]>;

class ConnectedBus implements Bus {
  readonly #connection: BusConnection;
  readonly #deadlines: Deadlines;
  /** By the serial numbers of their calls. */
  readonly #waiting = new Map<number, Waiting>();
  readonly #turns = new Limiter(CALLS_AT_ONCE);
  readonly #onSignal: BusOptions['onSignal'];
  #endedBy: CredfleetError | undefined;

  constructor({ socket, clock, onSignal }: BusOptions) {
    this.#deadlines = new Deadlines(clock);
    this.#onSignal = onSignal;
    this.#connection = new BusConnection(socket, {
      onMessage: (message) => this.#take(message),
      onEnd: (why) => this.#end(why),
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
    const waiting: Waiting = Promise.withResolvers();
    const serial = this.#connection.call(message);
    this.#waiting.set(serial, waiting);
    const answered = this.#deadlines.begin(timeoutMs, () =>
      waiting.reject(unreachable(`no answer to ${message.member} within ${timeoutMs} ms`)),
    );
    try {
      return await waiting.promise;
    } finally {
      answered();
      this.#waiting.delete(serial);
    }
  }

  #take(message: BusMessage): void {
    const { type, replySerial, body } = message;
    if (type === SIGNAL) this.#onSignal(message);
    else if (type === ANSWER) this.#waiting.get(replySerial)?.resolve(body);
    else if (type === REFUSAL) this.#waiting.get(replySerial)?.reject(refusal(message));
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
    this.#connection.close();
  }

  #end(why: string): void {
    this.#endedBy ??= unreachable(why);
    for (const { reject } of this.#waiting.values()) reject(this.#endedBy);
    this.#deadlines[Symbol.dispose]();
  }
}

/** The first value of a refusal is, by convention, a text. */
function refusal({ errorName, body: [text] }: BusMessage): Error {
  const message = typeof text === 'string' ? text : '';
  return NOT_OF_THE_PEER.has(errorName) ? unreachable(message) : new BusError(errorName, message);
}

function unreachable(why: string): CredfleetError {
  return new CredfleetError('SYSTEMD_UNREACHABLE', `systemd does not answer on D-Bus: ${why}`);
}
