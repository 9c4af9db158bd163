/**
 * Runs programs for tests, the demo and benchmarks: bounded, with whole output, and no shell.
 * @module
 */
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunResult } from '#test/testbed/testbed.ts';

export type RunOptions = {
  readonly stdin?: string | Uint8Array;
  readonly timeoutMs?: number;
  readonly env?: Readonly<Record<string, string>>;
};

export async function run(argv: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const [file = '', ...args] = argv;
  const { promise, resolve, reject } = Promise.withResolvers<RunResult>();
  const child = spawn(file, args, {
    env: { ...process.env, ...options.env },
    timeout: options.timeoutMs ?? 60_000,
    killSignal: 'SIGKILL',
  });
  const out = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (chunk: string) => (out[stream] += chunk));
  }
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.stdin ?? '');
  child.on('error', reject);
  child.on('close', (code) => resolve({ exitCode: code ?? 137, ...out }));
  return promise;
}

/** Like run; an exit code other than 0 is an Error with everything that the program said. */
export async function must(argv: readonly string[], options: RunOptions = {}): Promise<string> {
  const result = await run(argv, options);
  if (result.exitCode === 0) return result.stdout;
  throw new Error(
    `'${argv.join(' ')}' exited ${result.exitCode}: ${result.stderr}${result.stdout}`,
  );
}

/** Between two looks: a tenth of the time waited so far. A look starts a program, and others need the cores. */
function pauseMs(waitedMs: number): number {
  return Math.min(Math.max(waitedMs / 10, 100), 500);
}

/** Polls until `probe` returns something; the error names what was awaited and what was seen last. */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | undefined>,
  { timeoutMs = 60_000, everyMs }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<T> {
  const fromMs = Date.now();
  const waitedMs = (): number => Date.now() - fromMs;
  let last: unknown;
  while (waitedMs() < timeoutMs) {
    try {
      const seen = await probe();
      if (seen !== undefined) return seen;
    } catch (error) {
      last = error;
    }
    await sleep(everyMs ?? pauseMs(waitedMs()));
  }
  const detail = last instanceof Error ? `: ${last.message}` : '';
  throw new Error(`waited ${timeoutMs / 1000} s in vain for ${what}${detail}`);
}
