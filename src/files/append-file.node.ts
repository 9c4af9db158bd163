/**
 * An open file that grows at its end. Only the disk is waited for: what goes into the kernel's memory goes there at once.
 * @module
 */
import { closeSync, fdatasync, ftruncateSync, openSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';

export type AppendFile = {
  append(bytes: Uint8Array): void;
  /** Resolves when everything that was appended is on disk. */
  sync(): Promise<void>;
  truncate(sizeBytes: number): void;
  /** Later calls fail; closing again does nothing. */
  close(): void;
};

const syncData = promisify(fdatasync);
/** The number of a file that was closed may be another file's by now. */
const CLOSED = -1;

export function openAppendFile(path: string, mode: number): AppendFile {
  let file = openSync(path, 'a', mode);
  return {
    append: (bytes) => writeFileSync(file, bytes),
    sync: async () => syncData(file),
    truncate: (sizeBytes) => ftruncateSync(file, sizeBytes),
    close: () => {
      if (file !== CLOSED) closeSync(file);
      file = CLOSED;
    },
  };
}
