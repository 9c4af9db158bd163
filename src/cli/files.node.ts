/**
 * The files that the command line reads and writes.
 * @module
 */
import { open, readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { CliFiles } from './context.ts';

export const nodeFiles: CliFiles = {
  read: async (path) => {
    try {
      return path === '-' ? await buffer(process.stdin) : await readFile(path);
    } catch (reason) {
      throw CredfleetError.from(reason, 'FILE_FAILED', `reading ${path}`);
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
