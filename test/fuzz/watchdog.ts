/**
 * Notices a check that never returns: a second thread sees that the count of executions stands still, prints the
 * input and ends the process. A loop without end cannot be interrupted in its own thread.
 * @module
 */
import { Worker } from 'node:worker_threads';

const INPUT_MAX_BYTES = 65_536;
const HANG_MS = 20_000;

const WATCH = `
const { workerData: { shared, hangMs } } = require('node:worker_threads');
const [count] = [new Int32Array(shared, 0, 2)];
let [seen, since] = [-1, Date.now()];
setInterval(() => {
  const now = Atomics.load(count, 0);
  if (now !== seen || now === 0) [seen, since] = [now, Date.now()];
  else if (Date.now() - since > hangMs) {
    const input = Buffer.from(new Uint8Array(shared, 8, count[1])).toString('hex');
    require('node:fs').writeSync(2, 'FAILED: does not return\\ninput: ' + input + '\\n');
    process.kill(process.pid, 'SIGKILL');
  }
}, 500);
`;

export class Watchdog implements Disposable {
  readonly #shared = new SharedArrayBuffer(8 + INPUT_MAX_BYTES);
  readonly #header = new Int32Array(this.#shared, 0, 2);
  readonly #bytes = new Uint8Array(this.#shared, 8);
  readonly #worker: Worker;

  constructor() {
    const workerData = { shared: this.#shared, hangMs: HANG_MS };
    this.#worker = new Worker(WATCH, { eval: true, workerData });
    this.#worker.unref();
  }

  announce(input: Buffer): void {
    this.#bytes.set(input);
    this.#header[1] = input.length;
    Atomics.add(this.#header, 0, 1);
  }

  [Symbol.dispose](): void {
    void this.#worker.terminate();
  }
}
