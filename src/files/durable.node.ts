/**
 * Files that are there whole or not at all after a power cut: written beside, fsynced, renamed, the
 * directory fsynced.
 * @module
 */
import {
  chmodSync,
  closeSync,
  fchmodSync,
  fsync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

/**
 * Only fsync waits for a disk. Everything else here is done by the kernel's caches in microseconds, and
 * would cost ten times as much as a promise and a trip through a thread.
 */
const syncFile = promisify(fsync);

/** Writes and fsyncs a new file with exactly this mode, whatever the umask; replaces what is there. */
export async function writeAndSync(path: string, content: Uint8Array, mode: number): Promise<void> {
  const file = create(path, mode);
  try {
    fchmodSync(file, mode);
    writeFileSync(file, content);
    await syncFile(file);
  } finally {
    closeSync(file);
  }
}

function create(path: string, mode: number): number {
  try {
    return openSync(path, 'wx', mode);
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
    unlinkSync(path);
    return openSync(path, 'wx', mode);
  }
}

export async function syncDirectory(path: string): Promise<void> {
  const directory = openSync(path, 'r');
  try {
    await syncFile(directory);
  } finally {
    closeSync(directory);
  }
}

/** Old or new content, whole, whenever the machine stops. */
export async function replaceFile(path: string, content: Uint8Array, mode: number): Promise<void> {
  const beside = `${path}.tmp`;
  await writeAndSync(beside, content, mode);
  renameSync(beside, path);
  await syncDirectory(dirname(path));
}

/** Makes a folder that only root can enter, with its parents, and makes that durable. */
export async function ensurePrivateDirectory(path: string): Promise<void> {
  const made = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (made !== undefined) await syncDirectory(dirname(made));
}

/** Makes a folder that everybody may look into, whatever the umask, and makes that durable. */
export async function ensureOpenDirectory(path: string): Promise<void> {
  const made = mkdirSync(path, { recursive: true });
  if (made === undefined) return;
  chmodSync(path, 0o755);
  await syncDirectory(dirname(made));
}

/** True when there was a file. */
export async function removeFile(path: string): Promise<boolean> {
  try {
    unlinkSync(path);
    return true;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return false;
    throw error;
  }
}

export function removeTree(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

export function readIfThere(path: string): Buffer | undefined {
  return ifThere(() => readFileSync(path));
}

/** Nothing when there is no such folder. */
export function listIfThere(path: string): readonly string[] {
  return ifThere(() => readdirSync(path)) ?? [];
}

function ifThere<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Undefined when the code is another one or the reason is no system error. */
export function isErrno(reason: unknown, code: string): boolean {
  return errnoOf(reason) === code;
}

export function errnoOf(reason: unknown): string | undefined {
  if (!(reason instanceof Error) || !('code' in reason)) return undefined;
  return typeof reason.code === 'string' ? reason.code : undefined;
}
