/**
 * A software TPM behind a socket, as test hosts and virtual machines have it. A connection that broke or spoke
 * something else stays broken: every later command fails.
 * @module
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { Mutex } from '#src/sync/mutex.ts';
import type { OpenTransport } from './device.node.ts';
import type { Framing } from './frames.ts';
import type { SocketAddress } from './tcti.ts';

/** @throws {CredfleetError} TPM_UNAVAILABLE */
export async function openSocket(address: SocketAddress, framing: Framing): Promise<OpenTransport> {
  const socket = connect(address);
  await once(socket, 'connect').catch((reason: unknown) => {
    throw CredfleetError.from(reason, 'TPM_UNAVAILABLE', 'connecting to the software TPM');
  });
  return new SocketTransport(socket, framing);
}

type Waiting = PromiseWithResolvers<Uint8Array>;

class SocketTransport implements OpenTransport {
  readonly #socket: Socket;
  readonly #framing: Framing;
  readonly #mutex = new Mutex();
  #received: Buffer = Buffer.alloc(0);
  #waiting: Waiting | undefined;

  constructor(socket: Socket, framing: Framing) {
    this.#socket = socket;
    this.#framing = framing;
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('error', (error) => this.#fail(error.message));
    socket.on('close', () => this.#fail('it closed the connection'));
  }

  get isBroken(): boolean {
    return this.#socket.destroyed;
  }

  async transmit(command: Uint8Array): Promise<Uint8Array> {
    return this.#mutex.run(async () => {
      if (this.#socket.destroyed) throw gone('the connection is closed');
      const waiting = Promise.withResolvers<Uint8Array>();
      this.#waiting = waiting;
      this.#socket.write(this.#framing.wrap(command));
      return waiting.promise;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#socket.closed) return;
    const closed = once(this.#socket, 'close');
    this.#socket.destroy();
    await closed;
  }

  #receive(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const response = this.#framing.unwrap(this.#received);
    if (response === 'incomplete') return;
    this.#received = Buffer.alloc(0);
    if (response === 'invalid' || this.#waiting === undefined) {
      this.#fail('it does not speak the protocol of a TPM');
      this.#socket.destroy();
      return;
    }
    this.#waiting.resolve(response);
    this.#waiting = undefined;
  }

  #fail(why: string): void {
    this.#waiting?.reject(gone(why));
    this.#waiting = undefined;
  }
}

function gone(why: string): CredfleetError {
  return new CredfleetError('TPM_UNAVAILABLE', `the software TPM does not answer: ${why}`);
}
