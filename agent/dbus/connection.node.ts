/**
 * A connection to the bus daemon: who we are is said by the kernel (EXTERNAL), then messages as they come. Calls wait
 * until the daemon knows us.
 * @module
 */
import { connect, type Socket } from 'node:net';
import { type BusMessage, decodeMessage, FIXED_BYTES, messageBytes } from './decode-message.ts';
import { type BusCall, encodeCall } from './encode-call.ts';

export type ConnectionListener = {
  readonly onMessage: (message: BusMessage) => void;
  /** Once; nothing comes any more. */
  readonly onEnd: (why: string) => void;
};

const HELLO: BusCall = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
  member: 'Hello',
};
const LINE_END = '\r\n';
/** Longer than any line of the daemon while it learns who we are. */
const LINE_MAX_BYTES = 1_024;

export class BusConnection {
  readonly #socket: Socket;
  readonly #listener: ConnectionListener;
  #received: Buffer = Buffer.alloc(0);
  #serial = 0;
  #isKnown = false;
  #outgoing: Uint8Array[] = [];
  #isOver = false;

  constructor(path: string, listener: ConnectionListener) {
    this.#listener = listener;
    this.#socket = connect(path);
    this.#socket.on('error', (error) => this.#end(error.message));
    this.#socket.on('close', () => this.#end('the bus closed the connection'));
    this.#socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    const uid = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
    this.#socket.write(`\0AUTH EXTERNAL ${uid}${LINE_END}`);
    // The daemon takes nothing before it.
    this.call(HELLO);
  }

  /** Returns the serial number that the answer is to. */
  call(call: BusCall): number {
    this.#serial += 1;
    this.#outgoing.push(encodeCall(call, this.#serial));
    // What is asked at one moment goes out at once: the daemon and the peer wake up for it once.
    if (this.#outgoing.length === 1) process.nextTick(() => this.#send());
    return this.#serial;
  }

  #send(): void {
    if (!this.#isKnown || this.#outgoing.length === 0) return;
    this.#socket.write(Buffer.concat(this.#outgoing));
    this.#outgoing = [];
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    try {
      if (!this.#isKnown) this.#readGreeting();
      if (this.#isKnown) this.#readMessages();
    } catch (reason) {
      this.#end(reason instanceof Error ? reason.message : String(reason));
    }
  }

  #readGreeting(): void {
    const end = this.#received.indexOf(LINE_END);
    if (end < 0 && this.#received.length < LINE_MAX_BYTES) return;
    const line = this.#received.toString('latin1', 0, end);
    if (!line.startsWith('OK ')) throw new Error(`the bus does not take this user: ${line}`);
    this.#received = this.#received.subarray(end + LINE_END.length);
    this.#isKnown = true;
    this.#socket.write(`BEGIN${LINE_END}`);
    this.#send();
  }

  #readMessages(): void {
    while (this.#received.length >= FIXED_BYTES) {
      const size = messageBytes(this.#received);
      if (this.#received.length < size) return;
      const message = decodeMessage(this.#received.subarray(0, size));
      this.#received = this.#received.subarray(size);
      this.#listener.onMessage(message);
    }
  }

  #end(why: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#socket.destroy();
    this.#listener.onEnd(why);
  }
}
