/**
 * Managed drop-ins on disk.
 * @module
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  errnoOf,
  readIfThere,
  removeFile,
  replaceFile,
  syncDirectory,
} from '#src/files/durable.node.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { attempt } from './credstore.node.ts';
import {
  dropInDigest,
  dropInMode,
  dropInPath,
  dropInText,
  isInItself,
  type DropIn,
  type DropIns,
} from './drop-ins.ts';

const DIRECTORY_MODE = 0o755;
const STILL_USED = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT']);

/** @param unitDir /etc/systemd/system */
export function createDropIns(unitDir: string): DropIns {
  const pathOf = (dropIn: DropIn): string => `${unitDir}/${dropInPath(dropIn)}`;
  return {
    present: async (dropIns) =>
      dropIns.filter((dropIn) => {
        const text = readIfThere(pathOf(dropIn));
        return text !== undefined && sha256(text) === dropInDigest(dropIn);
      }),
    write: async (dropIns) => {
      for (const dropIn of dropIns) {
        await attempt(`writing the drop-in ${pathOf(dropIn)}`, async () => {
          const text = textOf(dropIn);
          if (text === undefined) return;
          await makeDirectory(dirname(pathOf(dropIn)));
          await replaceFile(pathOf(dropIn), Buffer.from(text), dropInMode(dropIn));
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

/** Never with another sealed credential than the one that it is to have. */
function textOf(dropIn: DropIn): string | undefined {
  const { from } = dropIn;
  if (!isInItself(from)) return dropInText(dropIn);
  const text = dropInText(dropIn, readFileSync(from.sealedPath));
  if (text !== undefined && sha256(text) === from.digest) return text;
  throw new CredfleetError('CREDSTORE_UNWRITABLE', `${from.sealedPath} is not what it was`);
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

function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}
