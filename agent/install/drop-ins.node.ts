/**
 * Managed drop-ins on disk.
 * @module
 */
import { readFileSync } from 'node:fs';
import { mkdir, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  errnoOf,
  isErrno,
  removeFile,
  replaceFile,
  syncDirectory,
} from '#src/files/durable.node.ts';
import { attempt } from './credstore.node.ts';
import { dropInPath, dropInText, type DropIn, type DropIns } from './drop-ins.ts';

const FILE_MODE = 0o644;
const DIRECTORY_MODE = 0o755;
const STILL_USED = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT']);

/** @param unitDir /etc/systemd/system */
export function createDropIns(unitDir: string): DropIns {
  const pathOf = (dropIn: DropIn): string => join(unitDir, dropInPath(dropIn));
  return {
    present: async (dropIns) =>
      dropIns.filter((dropIn) => {
        const text = readOrNothing(pathOf(dropIn));
        return text !== undefined && text === dropInText(dropIn);
      }),
    write: async (dropIns) => {
      for (const dropIn of dropIns) {
        const text = dropInText(dropIn);
        if (text === undefined) continue;
        await attempt(`writing the drop-in ${pathOf(dropIn)}`, async () => {
          await makeDirectory(dirname(pathOf(dropIn)));
          await replaceFile(pathOf(dropIn), Buffer.from(text), FILE_MODE);
        });
      }
    },
    remove: async (dropIns) => {
      for (const dropIn of dropIns) {
        await attempt(`removing the drop-in ${pathOf(dropIn)}`, async () => {
          if (await removeFile(pathOf(dropIn))) await removeIfEmpty(dirname(pathOf(dropIn)));
        });
      }
    },
  };
}

async function makeDirectory(path: string): Promise<void> {
  const made = await mkdir(path, { recursive: true, mode: DIRECTORY_MODE });
  if (made !== undefined) await syncDirectory(dirname(made));
}

async function removeIfEmpty(directory: string): Promise<void> {
  try {
    await rmdir(directory);
    await syncDirectory(dirname(directory));
  } catch (error) {
    if (!STILL_USED.has(errnoOf(error) ?? '')) throw error;
    await syncDirectory(directory);
  }
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}
