/**
 * The files that the command line reads and writes.
 * @module
 */
import { createReadStream } from 'node:fs';
import { open, readdir, readFile, rm } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { isErrno } from '#src/files/durable.node.ts';
import type { CliFiles } from './context.ts';

export const nodeFiles: CliFiles = {
  read: async (path) => {
    try {
      return path === '-' ? await buffer(process.stdin) : await readFile(path);
    } catch (reason) {
      throw CredfleetError.from(reason, 'FILE_FAILED', `reading ${path}`);
    }
  },
  list: async (path) => {
    try {
      return path === '-' ? undefined : await readdir(path);
    } catch (reason) {
      if (isErrno(reason, 'ENOTDIR')) return undefined;
      throw CredfleetError.from(reason, 'FILE_FAILED', `reading ${path}`);
    }
  },
  chunks: (path) => readChunks(path),
  writeNewChunks: async (path, chunks) => {
    try {
      await writeChunks(path, chunks);
    } catch (reason) {
      throw CredfleetError.from(reason, 'FILE_FAILED', `writing ${path}`);
    }
  },
  writeNew: async (path, text) => {
    try {
      await using file = await open(path, 'wx', 0o600);
      await file.writeFile(text);
      await file.sync();
    } catch (reason) {
      throw CredfleetError.from(reason, 'FILE_FAILED', `writing ${path}`);
    }
  },
};

async function* readChunks(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* path === '-' ? process.stdin : createReadStream(path);
  } catch (reason) {
    throw CredfleetError.from(reason, 'FILE_FAILED', `reading ${path}`);
  }
}

async function writeChunks(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  await using file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(chunks);
    await file.sync();
  } catch (reason) {
    // A part of it would look like the whole.
    await rm(path, { force: true });
    throw reason;
  }
}
