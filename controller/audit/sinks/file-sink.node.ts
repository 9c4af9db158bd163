/**
 * Audit events as lines of a file, on disk when they are taken. Who rotates it renames it: the next batch goes into a
 * new one. Half a line that a crash or a full disk left is cut off before anything is written behind it.
 * @module
 */
import type { FileHandle } from 'node:fs/promises';
import { open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { StoredEvent } from '#controller/ledger/evidence.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { isErrno, syncDirectory } from '#src/files/durable.node.ts';
import type { Sink } from './sink.ts';

const FILE_MODE = 0o600;
const NEWLINE = 0x0a;
/** Read at once when the last whole line is looked for. */
const PIECE_BYTES = 65_536;

export class FileSink implements Sink {
  readonly name: string;
  readonly #path: string;
  #file: FileHandle | undefined;

  constructor(name: string, path: string) {
    this.name = name;
    this.#path = path;
  }

  async take(events: readonly StoredEvent[]): Promise<void> {
    const text = events.map(({ json }) => `${json}\n`).join('');
    try {
      const file = await this.#current();
      const { size } = await file.stat();
      await append(file, { text, size });
    } catch (reason) {
      throw CredfleetError.from(reason, 'SINK_FAILED', `writing ${this.#path}`);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }

  /** The one that has the name now. */
  async #current(): Promise<FileHandle> {
    if (this.#file !== undefined) {
      if (await isSame(this.#file, this.#path)) return this.#file;
      await this[Symbol.asyncDispose]();
    }
    const file = await open(this.#path, 'a+', FILE_MODE);
    this.#file = file;
    await syncDirectory(dirname(this.#path));
    await cutHalfLine(file);
    return file;
  }
}

async function append(
  file: FileHandle,
  { text, size }: { readonly text: string; readonly size: number },
): Promise<void> {
  try {
    await file.appendFile(text);
    await file.datasync();
  } catch (reason) {
    await file.truncate(size);
    throw reason;
  }
}

async function isSame(file: FileHandle, path: string): Promise<boolean> {
  try {
    const [opened, named] = await Promise.all([file.stat(), stat(path)]);
    return opened.ino === named.ino && opened.dev === named.dev;
  } catch (reason) {
    if (isErrno(reason, 'ENOENT')) return false;
    throw reason;
  }
}

async function cutHalfLine(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  const piece = Buffer.alloc(PIECE_BYTES);
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - PIECE_BYTES);
    const { bytesRead } = await file.read(piece, 0, end - start, start);
    const at = piece.subarray(0, bytesRead).lastIndexOf(NEWLINE);
    if (at >= 0) return start + at + 1 === size ? undefined : file.truncate(start + at + 1);
    end = start;
  }
  if (size > 0) await file.truncate(0);
}
