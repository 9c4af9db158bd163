/**
 * Archive segments as files: written beside, fsynced, renamed, the folder fsynced. What a crash left half is removed.
 * @module
 */
import { createReadStream } from 'node:fs';
import { open, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import {
  parseSegmentName,
  segmentName,
  type SegmentRange,
} from '#src/audit/export/segment-name.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { ensurePrivateDirectory, removeFile, syncDirectory } from '#src/files/durable.node.ts';
import type { ArchiveFolder } from './archive-folder.ts';

const FILE_MODE = 0o600;
/** Written at once. */
const PIECE_CHARS = 65_536;

export function createArchiveFolder(path: string): ArchiveFolder {
  const pathOf = (range: SegmentRange) => join(path, segmentName(range));
  return {
    path,
    segments: async () =>
      doing(`reading the archive ${path}`, async () => {
        await ensurePrivateDirectory(path);
        const names = await readdir(path);
        return names
          .toSorted()
          .map(parseSegmentName)
          .filter((range) => range !== undefined);
      }),
    write: async (range, lines) =>
      doing(`writing the archive segment ${pathOf(range)}`, async () => {
        await ensurePrivateDirectory(path);
        await writeWhole(pathOf(range), lines);
        await syncDirectory(path);
      }),
    read: (range) => readWhole(pathOf(range)),
  };
}

async function writeWhole(path: string, lines: Iterable<string>): Promise<void> {
  const beside = `${path}.tmp`;
  await removeFile(beside);
  try {
    {
      await using file = await open(beside, 'wx', FILE_MODE);
      await file.chmod(FILE_MODE);
      for (const piece of pieces(lines)) await file.writeFile(piece);
      await file.sync();
    }
    await rename(beside, path);
  } catch (reason) {
    await removeFile(beside);
    throw reason;
  }
}

function* pieces(lines: Iterable<string>): Generator<string> {
  let piece = '';
  for (const line of lines) {
    piece += `${line}\n`;
    if (piece.length < PIECE_CHARS) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

async function* readWhole(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path);
  } catch (reason) {
    throw CredfleetError.from(reason, 'FILE_FAILED', `reading the archive segment ${path}`);
  }
}

async function doing<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (reason) {
    throw CredfleetError.from(reason, 'FILE_FAILED', what);
  }
}
