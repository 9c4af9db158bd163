/**
 * Stands between a ledger and its server, in a thread of its own since a ledger waits without its event loop, and
 * cuts the connection when it is told to: before what is sent next arrives, or before its answer does.
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export const CUTS = { nothing: 0, request: 1, answer: 2 } as const;
export type Cut = keyof typeof CUTS;

const SOCKET = '.s.PGSQL.5432';

const THREAD = `
const { workerData: { from, to, shared }, parentPort } = require('node:worker_threads');
const { createServer, connect } = require('node:net');
const state = new Int32Array(shared);
createServer((client) => {
  const server = connect(to);
  const end = () => { client.destroy(); server.destroy(); };
  for (const socket of [client, server]) socket.on('error', end).on('close', end);
  let isCut = false;
  client.on('data', (chunk) => {
    const cut = Atomics.load(state, 0);
    if (cut !== 0) { Atomics.store(state, 0, 0); isCut = true; }
    if (cut === 1) end(); else server.write(chunk);
  });
  server.on('data', (chunk) => { if (isCut) end(); else client.write(chunk); });
}).listen(from, () => parentPort.postMessage('ready'));`;

export class CuttingProxy implements AsyncDisposable {
  readonly directory = mkdtempSync(join(tmpdir(), 'credfleet-proxy-'));
  readonly #shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  readonly #worker: Worker;

  private constructor(serverDirectory: string) {
    const [from, to] = [join(this.directory, SOCKET), join(serverDirectory, SOCKET)];
    const workerData = { from, to, shared: this.#shared };
    this.#worker = new Worker(THREAD, { eval: true, workerData });
  }

  static async before(serverDirectory: string): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(serverDirectory);
    await once(proxy.#worker, 'message');
    return proxy;
  }

  /** Once: at the next that is sent. */
  cut(what: Cut): void {
    Atomics.store(new Int32Array(this.#shared), 0, CUTS[what]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
    rmSync(this.directory, { recursive: true });
  }
}
