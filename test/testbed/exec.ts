/**
 * Runs a program to its end and collects what it wrote. No shell, no inherited environment.
 * @module
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { text } from 'node:stream/consumers';
import { killTree } from './processes.ts';
import type { RunOptions } from './types.ts';

export const CLEAN_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  LANG: 'C.UTF-8',
  TERM: 'dumb',
};

export type Completed = {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
};

const TIMED_OUT = 124;
const DEFAULT_TIMEOUT_MS = 120_000;

/** Never throws for a non-zero exit; throws when the program cannot be started. */
export async function exec(args: readonly string[], options: RunOptions = {}): Promise<Completed> {
  const { stdin, timeoutMs = DEFAULT_TIMEOUT_MS, env } = options;
  const child = spawn(args[0] ?? '', args.slice(1), {
    env: { ...CLEAN_ENVIRONMENT, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    if (child.pid !== undefined) killTree(child.pid);
  }, timeoutMs);

  // A program that ends without reading its input is no error of ours.
  child.stdin.on('error', () => {});
  child.stdin.end(stdin ?? '');
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', (cause) => {
      reject(new Error(`cannot start ${args[0]}: ${cause.message}`, { cause }));
    });
    child.once('close', (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
  try {
    const [exitCode, stdout, stderr] = await Promise.all([
      ended,
      collect(child.stdout),
      text(child.stderr),
    ]);
    if (!timedOut) return { exitCode, stdout, stderr };
    return { exitCode: TIMED_OUT, stdout, stderr: `${stderr}killed after ${timeoutMs} ms\n` };
  } finally {
    clearTimeout(timer);
  }
}

/** Like exec; throws with command, exit code and standard error when the code is not 0. */
export async function mustExec(args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { exitCode, stdout, stderr } = await exec(args, options);
  if (exitCode !== 0) throw commandError(args, exitCode, stderr);
  return stdout.toString();
}

export function commandError(args: readonly string[], exitCode: number, stderr: string): Error {
  return new Error(`${args.join(' ')} ended with exit code ${exitCode}: ${stderr.trim()}`);
}

async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
