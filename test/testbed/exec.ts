/**
 * Runs a program to its end and collects what it wrote. No shell, no inherited environment.
 * @module
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
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
    // What the command left running may hold the pipes open for ever.
    child.stdout.destroy();
    child.stderr.destroy();
  }, timeoutMs);

  // A program that ends without reading its input is no error of ours.
  child.stdin.on('error', () => {});
  child.stdin.end(stdin ?? '');
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', (cause) => {
      reject(new Error(`cannot start ${args[0]}: ${cause.message}`, { cause }));
    });
    child.once('close', (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
  try {
    const exitCode = await ended;
    const output = { stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() };
    if (!timedOut) return { exitCode, ...output };
    const stderrWithReason = `${output.stderr}killed after ${timeoutMs} ms\n`;
    return { ...output, exitCode: TIMED_OUT, stderr: stderrWithReason };
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

/** The chunks read so far; complete when the child is closed. */
function collect(stream: Readable): readonly Buffer[] {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return chunks;
}
