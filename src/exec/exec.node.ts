/**
 * Runs programs for real, with a minimal environment and bounded output, which they read and write in memory.
 * @module
 */
import { timer } from '#src/clock/clock.node.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Exec, ExecRequest, ExecResult } from './exec.ts';
import { MemoryFile } from './memory-file.node.ts';
import { PATH, type Program, startProgram } from './start-program.node.ts';

/** A sealed credential of 1 MiB is 1.4 MiB of text. */
const STDOUT_MAX_BYTES = 4_194_304;
const STDERR_MAX_BYTES = 65_536;
/** What is more than the most that is taken, is noticed. */
const OUTPUT_BYTES = STDOUT_MAX_BYTES + 4_096;
const NOTHING = new Uint8Array();
/** In a status of waitpid(2): the signal, and behind it the exit code. */
const SIGNAL_BITS = 0x7f;
const CODE_SHIFT = 8;
/** As shells say it. */
const SIGNALLED = 128;

/** `env` is what every child gets beside PATH and LC_ALL; main.ts passes SYSTEMD_TPM2_DEVICE here. */
export function createExec(env: Readonly<Record<string, string>> = {}): Exec {
  return async (request) => run(request, { PATH, LC_ALL: 'C.UTF-8', ...env, ...request.env });
}

async function run(
  { file, args, stdin = NOTHING, timeoutMs }: ExecRequest,
  env: Readonly<Record<string, string>>,
): Promise<ExecResult> {
  // Each is wiped at the end, however it comes.
  using input = MemoryFile.of(stdin);
  using output = new MemoryFile(OUTPUT_BYTES);
  using errors = new MemoryFile(OUTPUT_BYTES);
  const stdio = [input.fd, output.fd, errors.fd] as const;
  const status = await endOf(startProgram({ file, args, env, stdio }), timeoutMs);
  if (status === 'late') fail(file, `did not end within ${timeoutMs} ms and was killed`);
  if (status === undefined) fail(file, 'has ended, and nobody knows how');
  const stdoutBytes = output.usedBytes;
  if (stdoutBytes > STDOUT_MAX_BYTES) fail(file, `wrote more than ${STDOUT_MAX_BYTES} bytes`);
  const stderr = errors.read(Math.min(errors.usedBytes, STDERR_MAX_BYTES));
  const signal = status & SIGNAL_BITS;
  return {
    exitCode: signal === 0 ? status >> CODE_SHIFT : SIGNALLED + signal,
    stdout: output.read(stdoutBytes),
    stderr: Buffer.from(stderr).toString('utf8'),
  };
}

function fail(file: string, how: string): never {
  throw new CredfleetError('COMMAND_FAILED', `'${file}' ${how}`);
}

async function endOf(
  { pid, ended }: Program,
  timeoutMs: number,
): Promise<number | 'late' | undefined> {
  let isLate = false;
  using _limit = timer(timeoutMs, () => {
    isLate = true;
    process.kill(pid, 'SIGKILL');
  });
  const status = await ended;
  return isLate ? 'late' : status;
}
