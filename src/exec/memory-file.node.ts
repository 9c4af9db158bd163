/**
 * A file in memory that no folder names: what a program reads and writes, without a pipe that somebody has to keep
 * moving. It does not grow beyond its limit, and what was in it is overwritten before it goes.
 * @module
 */
import { closeSync, ftruncateSync, readSync, writeSync } from 'node:fs';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { openLibc } from '#src/libc/libc.node.ts';

const NAME = Buffer.from('credfleet\0');
const CLOEXEC = 1;
const ALLOW_SEALING = 2;
/** Linux from 6.3 on knows it, and makes no others where vm.memfd_noexec is 2. */
const NOEXEC_SEAL = 8;
const F_ADD_SEALS = 1033;
const F_SEAL_GROW = 4;
const SEEK_CUR = 1;

const libc = openLibc({
  memfd_create: { arguments: ['pointer', 'u32'], return: 'i32' },
  fcntl: { arguments: ['i32', 'i32', 'i32'], return: 'i32' },
  lseek: { arguments: ['i32', 'i64', 'i32'], return: 'i64' },
});

export class MemoryFile implements Disposable {
  readonly fd: number;
  readonly #limitBytes: number;
  #usedBytes: number | undefined;

  /** @throws {CredfleetError} COMMAND_FAILED */
  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
    this.fd = create(CLOEXEC | NOEXEC_SEAL) ?? create(CLOEXEC | ALLOW_SEALING) ?? failed();
    try {
      ftruncateSync(this.fd, limitBytes);
      if (libc.fcntl(this.fd, F_ADD_SEALS, F_SEAL_GROW) !== 0) failed();
    } catch (reason) {
      closeSync(this.fd);
      throw reason;
    }
  }

  static of(content: Uint8Array): MemoryFile {
    const file = new MemoryFile(content.length);
    try {
      file.#write(content);
      return file;
    } catch (reason) {
      closeSync(file.fd);
      throw reason;
    }
  }

  /** How much is in it; of an output, when the program that got it has ended. */
  get usedBytes(): number {
    this.#usedBytes ??= Number(libc.lseek(this.fd, 0n, SEEK_CUR));
    return this.#usedBytes;
  }

  read(sizeBytes: number): Uint8Array {
    const content = new Uint8Array(sizeBytes);
    for (let at = 0; at < sizeBytes;) {
      const read = readSync(this.fd, content, at, sizeBytes - at, at);
      if (read === 0) break;
      at += read;
    }
    return content;
  }

  /** Overwritten first: it may be a secret. */
  [Symbol.dispose](): void {
    try {
      this.#write(new Uint8Array(Math.min(this.usedBytes, this.#limitBytes)));
    } finally {
      closeSync(this.fd);
    }
  }

  /** Where a program begins to read does not move. */
  #write(content: Uint8Array): void {
    for (let at = 0; at < content.length;) {
      at += writeSync(this.fd, content, at, content.length - at, at);
    }
    this.#usedBytes = content.length;
  }
}

function create(flags: number): number | undefined {
  const fd = Number(libc.memfd_create(NAME, flags));
  return fd < 0 ? undefined : fd;
}

function failed(): never {
  throw new CredfleetError('COMMAND_FAILED', 'the kernel gives no file in memory');
}
