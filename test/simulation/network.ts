/**
 * The network between the controller and its hosts: streams that keep their order, arrive late, and can be cut.
 * @module
 */
import type { ClientStream } from '#agent/session/client-stream.ts';
import type { ByteStream } from '#controller/stream/byte-stream.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Dice } from './dice.ts';

/** A queue that is read like a stream. */
class Inbox {
  readonly #waiting: Uint8Array[] = [];
  #end: { readonly reason: CredfleetError | undefined } | undefined;
  #wake = Promise.withResolvers<void>();
  readonly messages: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: () => this.#read() };

  put(message: Uint8Array): void {
    if (this.#end !== undefined) return;
    this.#waiting.push(message);
    this.#wake.resolve();
  }

  end(reason?: CredfleetError): void {
    this.#end ??= { reason };
    this.#wake.resolve();
  }

  async *#read(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const next = this.#waiting.shift();
      if (next !== undefined) yield next;
      else if (this.#end === undefined) {
        await this.#wake.promise;
        this.#wake = Promise.withResolvers<void>();
      } else if (this.#end.reason === undefined) return;
      else throw this.#end.reason;
    }
  }
}

export type Connection = {
  readonly host: ClientStream;
  readonly controller: ByteStream;
  /** The cable is pulled: the host notices at once, the controller when its keepalive fails. */
  cut(): void;
  /** The controller's process is gone. */
  reset(): void;
};

/** grpc's keepalive: 30 s and 20 s. */
const KEEPALIVE_MS = 50_000;

export function connect(
  name: string,
  { clock, dice }: { readonly clock: Clock; readonly dice: Dice },
): Connection {
  const toHost = new Inbox();
  const toController = new Inbox();
  const over = new AbortController();
  let isCut = false;
  const link = (inbox: Inbox) => {
    let arrivesMs = 0;
    return (message: Uint8Array): void => {
      if (isCut || over.signal.aborted) return;
      // Later than what was sent before.
      arrivesMs = Math.max(arrivesMs, clock.nowMs() + dice.between(0, 40));
      void clock.sleep(arrivesMs - clock.nowMs()).then(() => {
        if (!isCut) inbox.put(message);
      });
    };
  };
  const close = (reason?: CredfleetError): void => {
    if (over.signal.aborted) return;
    over.abort(new Error('the stream is over'));
    toController.end();
    toHost.end(reason);
  };
  const unreachable = (why: string) => new CredfleetError('CONTROLLER_UNREACHABLE', why);
  return {
    host: { messages: toHost.messages, send: link(toController), close: () => close() },
    controller: {
      address: name,
      messages: toController.messages,
      closed: over.signal,
      send: link(toHost),
      end: (reason) => close(reason),
    },
    cut: () => {
      isCut = true;
      toHost.end(unreachable('the network is gone'));
      void clock.sleep(dice.between(0, KEEPALIVE_MS)).then(() => close());
    },
    reset: () => close(unreachable('the controller is gone')),
  };
}
