/**
 * A software TPM behind a socket, as test hosts and virtual machines have it. A connection that broke or spoke
 * something else stays broken: every later command fails.
 * @module
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { FRAME_MAX_BYTES } from '#src/tpm/transport.ts';
import type { OpenTransport } from './device.node.ts';
import type { Framing } from './frames.ts';
import type { SocketAddress } from './tcti.ts';

/** @throws {CredfleetError} TPM_UNAVAILABLE */
export async function openSocket(address: SocketAddress, framing: Framing): Promise<OpenTransport> {
  const transport = new SocketTransport(address, framing);
  await transport.connected().catch((reason: unknown) => {
    throw CredfleetError.from(reason, 'TPM_UNAVAILABLE', 'connecting to the software TPM');
  });
  return transport;
}

type Waiting = PromiseWithResolvers<Uint8Array>;

class SocketTransport implements OpenTransport {
  readonly #socket: Socket;
  readonly #framing: Framing;
  #received: Buffer = Buffer.alloc(0);
  #waiting: Waiting | undefined;

  constructor(address: SocketAddress, framing: Framing) {
    this.#framing = framing;
    // Read into one buffer, without a stream between: a change is a dozen answers.
    const buffer = Buffer.alloc(FRAME_MAX_BYTES);
    const callback = (size: number): boolean => {
      this.#receive(Buffer.from(buffer.subarray(0, size)));
      return true;
    };
    this.#socket = connect({ ...address, onread: { buffer, callback } });
    this.#socket.on('error', (error) => this.#fail(error.message));
    this.#socket.on('close', () => this.#fail('it closed the connection'));
  }

  async connected(): Promise<void> {
    await once(this.#socket, 'connect');
  }

  get isBroken(): boolean {
    return this.#socket.destroyed;
  }

  async transmit(command: Uint8Array): Promise<Uint8Array> {
    while (this.#waiting !== undefined) await this.#waiting.promise.catch(() => undefined);
    if (this.#socket.destroyed) throw gone('the connection is closed');
    const waiting = Promise.withResolvers<Uint8Array>();
    this.#waiting = waiting;
    this.#socket.write(this.#framing.wrap(command));
    return waiting.promise;
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
