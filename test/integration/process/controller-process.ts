/**
 * `credfleet up` and `credfleet controller` as processes of their own, on free loopback ports.
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const LAUNCHER = join(ROOT, 'bin/credfleet');

/** What it logs when its ports are open. */
export type Ready = {
  readonly enroll: number;
  readonly session: number;
  /** With --metrics-listen. */
  readonly metrics?: number;
  readonly caPin: string;
  readonly nextCaPin: string;
  /** Of `controller --rest-port` only. */
  readonly rest?: number;
  /** Of `up` only. */
  readonly kubeconfig?: string;
};

export class ControllerProcess implements AsyncDisposable {
  readonly directory: string;
  readonly ready: Ready;
  readonly #child: ChildProcess;
  readonly #said: Said;

  private constructor(parts: {
    readonly directory: string;
    readonly child: ChildProcess;
    readonly said: Said;
    readonly ready: Ready;
  }) {
    this.directory = parts.directory;
    this.ready = parts.ready;
    this.#child = parts.child;
    this.#said = parts.said;
  }

  /** @param args without ports and data directory; `nodeOptions` as in NODE_OPTIONS. */
  static async start(verb: 'up' | 'controller', args: readonly string[] = [], nodeOptions = '') {
    const directory = mkdtempSync(join(tmpdir(), 'credfleet-process-'));
    const free = verb === 'up' ? ['--api-port=0'] : [];
    const fixed = [`--data-dir=${join(directory, 'data')}`, '--enroll-port=0', '--session-port=0'];
    const child = spawn(LAUNCHER, [verb, ...fixed, ...free, ...args], {
      env: { PATH: process.env['PATH'] ?? '', HOME: directory, NODE_OPTIONS: nodeOptions },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: Said = { log: [], notes: '' };
    try {
      const ready = await readyOf(child, said);
      return new ControllerProcess({ directory, child, said, ready });
    } catch (error) {
      child.kill('SIGKILL');
      rmSync(directory, { recursive: true, force: true });
      throw error;
    }
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** As a crash; resolves when it is gone. */
  async kill(): Promise<void> {
    const ended = this.ended();
    this.#child.kill('SIGKILL');
    await ended;
  }

  /** Its exit code, when it has ended. */
  async ended(): Promise<number | null> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
      return this.#child.exitCode;
    }
    return await new Promise((resolve) => {
      this.#child.once('close', resolve);
    });
  }

  /** Lines of its log. */
  get log(): readonly string[] {
    return this.#said.log;
  }

  /** Its standard error. */
  get notes(): string {
    return this.#said.notes;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = this.ended();
    this.#child.kill('SIGTERM');
    await ended;
    rmSync(this.directory, { recursive: true, force: true });
  }
}

type Said = { readonly log: string[]; notes: string };

async function readyOf(child: ChildProcess, said: Said): Promise<Ready> {
  const { promise, resolve, reject } = Promise.withResolvers<Ready>();
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('the process has no pipes');
  stderr.setEncoding('utf8').on('data', (note: string) => {
    said.notes += note;
  });
  createInterface(stdout).on('line', (line) => {
    said.log.push(line);
    const entry = JSON.parse(line) as Ready & { readonly msg: string };
    if (entry.msg === 'ready') resolve(entry);
  });
  child.once('error', reject);
  child.once('close', (code) => {
    reject(new Error(`credfleet ended with ${code}: ${said.notes}\n${said.log.join('\n')}`));
  });
  return await promise;
}

export type CliResult = {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** One command line, to its end, whatever its status. */
export async function credfleet(
  kubeconfig: string,
  ...args: readonly string[]
): Promise<CliResult> {
  const child = spawn(LAUNCHER, ['--kubeconfig', kubeconfig, ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const status = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await status, stdout, stderr };
}
