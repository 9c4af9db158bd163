/**
 * Runs programs for real, with a minimal environment and bounded output.
 * @module
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Exec, ExecRequest, ExecResult } from './exec.ts';

/** A sealed credential of 1 MiB is 1.4 MiB of text. */
const STDOUT_MAX_BYTES = 4_194_304;
const STDERR_MAX_BYTES = 65_536;
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** `env` is what every child gets beside PATH and LC_ALL; main.ts passes SYSTEMD_TPM2_DEVICE here. */
export function createExec(env: Readonly<Record<string, string>> = {}): Exec {
  return async (request) => run(request, { PATH, LC_ALL: 'C.UTF-8', ...env, ...request.env });
}

async function run(request: ExecRequest, env: Record<string, string>): Promise<ExecResult> {
  const { promise, resolve, reject } = Promise.withResolvers<ExecResult>();
  const child = spawn(request.file, [...request.args], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: request.timeoutMs,
    killSignal: 'SIGKILL',
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  let stdoutBytes = 0;
  let stderrBytes = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    stdout.push(chunk);
    stdoutBytes += chunk.length;
    if (stdoutBytes > STDOUT_MAX_BYTES) child.kill('SIGKILL');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    if (stderrBytes < STDERR_MAX_BYTES) stderr.push(chunk);
    stderrBytes += chunk.length;
  });
  // A child that exits without reading its input closes the pipe: its exit code tells the story.
  child.stdin.on('error', () => undefined);
  child.on('error', (error) =>
    reject(CredfleetError.from(error, 'COMMAND_FAILED', `starting '${request.file}'`)),
  );
  child.on('close', (code, signal) => {
    const all = concatAndWipe(stdout);
    if (signal === 'SIGKILL' && child.killed) {
      all.fill(0);
      const why =
        stdoutBytes > STDOUT_MAX_BYTES
          ? `wrote more than ${STDOUT_MAX_BYTES} bytes`
          : `did not end within ${request.timeoutMs} ms`;
      reject(new CredfleetError('COMMAND_FAILED', `'${request.file}' ${why} and was killed`));
      return;
    }
    resolve({
      exitCode: code ?? 128 + constants.signals[signal ?? 'SIGKILL'],
      stdout: all,
      stderr: Buffer.concat(stderr).subarray(0, STDERR_MAX_BYTES).toString('utf8'),
    });
  });
  child.stdin.end(request.stdin ?? new Uint8Array());
  return promise;
}

/** Output may be a decrypted credential: the chunks are wiped, the caller owns the copy. */
function concatAndWipe(chunks: readonly Buffer[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.length;
    chunk.fill(0);
  }
  return all;
}
