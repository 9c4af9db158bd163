/**
 * Starts a program by posix_spawn: Node would copy the page tables of the whole agent for it (fork), which costs more than
 * everything else around a program.
 * @module
 */
import { existsSync } from 'node:fs';
import { getSystemErrorName } from 'node:util';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { openLibc, stringVector } from '#src/libc/libc.node.ts';

export type ProgramStart = {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Standard input, output and error: nothing else is open in it. */
  readonly stdio: readonly [number, number, number];
};

export type Program = {
  readonly pid: number;
  /** As of waitpid(2); undefined: somebody else waited for it. */
  readonly ended: Promise<number | undefined>;
};

export const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Larger than posix_spawnattr_t and posix_spawn_file_actions_t of any C library. */
const STRUCT_BYTES = 512;
const SIGSET_BYTES = 128;
const SETSIGDEF = 4;
const SETSIGMASK = 8;
const NO_SIGNALS = Buffer.alloc(SIGSET_BYTES);
const ALL_SIGNALS = Buffer.alloc(SIGSET_BYTES, 0xff);
const WNOHANG = 1;

const libc = openLibc({
  posix_spawn: {
    arguments: ['pointer', 'pointer', 'pointer', 'pointer', 'pointer', 'pointer'],
    return: 'i32',
  },
  posix_spawn_file_actions_init: { arguments: ['pointer'], return: 'i32' },
  posix_spawn_file_actions_adddup2: { arguments: ['pointer', 'i32', 'i32'], return: 'i32' },
  posix_spawn_file_actions_destroy: { arguments: ['pointer'], return: 'i32' },
  posix_spawnattr_init: { arguments: ['pointer'], return: 'i32' },
  posix_spawnattr_setflags: { arguments: ['pointer', 'i16'], return: 'i32' },
  posix_spawnattr_setsigmask: { arguments: ['pointer', 'pointer'], return: 'i32' },
  posix_spawnattr_setsigdefault: { arguments: ['pointer', 'pointer'], return: 'i32' },
  waitpid: { arguments: ['i32', 'pointer', 'i32'], return: 'i32' },
});

/** Those that have not ended. */
const running = new Map<number, (status: number | undefined) => void>();
/** Where programs were found, by name. */
const found = new Map<string, string>();
/** Made for the first program: it is the same for all. */
let attributes: Buffer | undefined;

/** @throws {CredfleetError} COMMAND_FAILED */
export function startProgram(start: ProgramStart): Program {
  attributes ??= begin();
  const pid = spawn(start, attributes);
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  running.set(pid, resolve);
  return { pid, ended: promise };
}

/** From the first program on the kernel's signal is listened to; that keeps no process alive. */
function begin(): Buffer {
  process.on('SIGCHLD', reap);
  const made = Buffer.alloc(STRUCT_BYTES);
  libc.posix_spawnattr_init(made);
  // What Node ignores or blocks is its own business.
  libc.posix_spawnattr_setflags(made, SETSIGDEF | SETSIGMASK);
  libc.posix_spawnattr_setsigdefault(made, ALL_SIGNALS);
  libc.posix_spawnattr_setsigmask(made, NO_SIGNALS);
  return made;
}

function spawn({ file, args, env, stdio }: ProgramStart, attributes: Buffer): number {
  const path = pathOf(file);
  const actions = Buffer.alloc(STRUCT_BYTES);
  const pid = Buffer.alloc(4);
  const argv = stringVector([file, ...args]);
  const envp = stringVector(Object.entries(env).map(([name, value]) => `${name}=${value}`));
  libc.posix_spawn_file_actions_init(actions);
  for (const [target, fd] of stdio.entries()) {
    libc.posix_spawn_file_actions_adddup2(actions, fd, target);
  }
  const name = Buffer.from(`${path}\0`);
  const error = libc.posix_spawn(pid, name, actions, attributes, argv.vector, envp.vector);
  libc.posix_spawn_file_actions_destroy(actions);
  // Not before: the vectors point into them.
  for (const { kept } of [argv, envp]) kept.fill(0);
  if (error === 0) return pid.readInt32LE();
  throw new CredfleetError(
    'COMMAND_FAILED',
    `starting '${file}': ${getSystemErrorName(-Number(error))}`,
  );
}

function pathOf(file: string): string {
  if (file.includes('/')) return file;
  const known = found.get(file);
  if (known !== undefined && existsSync(known)) return known;
  const path = PATH.split(':')
    .map((folder) => `${folder}/${file}`)
    .find((one) => existsSync(one));
  if (path === undefined) {
    throw new CredfleetError('COMMAND_FAILED', `starting '${file}': it is in none of ${PATH}`);
  }
  found.set(file, path);
  return path;
}

/** Several may have ended with one signal. */
function reap(): void {
  const status = Buffer.alloc(4);
  for (const [pid, ended] of running) {
    const waited = libc.waitpid(pid, status, WNOHANG);
    if (waited === 0) continue;
    running.delete(pid);
    ended(waited === pid ? status.readInt32LE() : undefined);
  }
}
