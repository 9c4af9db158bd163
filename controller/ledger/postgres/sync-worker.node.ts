/**
 * Asks the thread of the connection and stands still until it answers: a decision reads, decides and writes with
 * nobody in between.
 * @module
 */
import {
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  Worker,
} from 'node:worker_threads';
import {
  type Answer,
  type Answered,
  type Asked,
  GENERATION,
  type Request,
  SIGNAL,
  type WorkerSettings,
} from './messages.ts';

const SCRIPT = new URL('./worker.node.ts', import.meta.url);

export class SyncWorker {
  readonly #port: MessagePort;
  readonly #shared = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  #lastId = 0;

  constructor(settings: Pick<WorkerSettings, 'place' | 'passwordFile'>) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const workerData: WorkerSettings = { ...settings, shared: this.#shared, port: port2 };
    // Nothing of the environment: pg would take from it what nobody gave.
    const worker = new Worker(SCRIPT, { workerData, transferList: [port2], env: {}, execArgv: [] });
    // An error in it is not caught: it ends the process, which is started again.
    worker.unref();
    this.#port.unref();
  }

  /** See {@link GENERATION}. */
  get generation(): number {
    return Atomics.load(this.#shared, GENERATION);
  }

  /** Undefined when there was no answer in time; what is under way on the connection ends then. */
  ask(request: Request, timeoutMs: number): Answer | undefined {
    this.#lastId += 1;
    const endMs = performance.now() + timeoutMs;
    this.#post({ id: this.#lastId, request });
    for (;;) {
      const isThere = Atomics.wait(this.#shared, SIGNAL, 0, endMs - performance.now());
      Atomics.store(this.#shared, SIGNAL, 0);
      const answer = this.#received(this.#lastId);
      if (answer !== undefined) return answer;
      if (isThere === 'timed-out') break;
    }
    this.#post({ id: 0, request: { kind: 'drop' } });
    return undefined;
  }

  close(): void {
    this.#port.close();
  }

  #post(asked: Asked): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- of a window; this is a MessagePort
    this.#port.postMessage(asked);
  }

  /** What was asked before and came too late is nobody's. */
  #received(id: number): Answer | undefined {
    for (;;) {
      const received = receiveMessageOnPort(this.#port);
      if (received === undefined) return undefined;
      const answered = received.message as Answered;
      if (answered.id === id) return answered.answer;
    }
  }
}
