/**
 * Copies of what is held, on disk: one folder per HostCredential.
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { attempt } from '#agent/install/credstore.node.ts';
import {
  ensurePrivateDirectory,
  isErrno,
  removeTree,
  replaceFile,
} from '#src/files/durable.node.ts';
import type { HeldCopies } from './held-copies.ts';

const FILE_MODE = 0o600;

export function heldCopies(directory: string): HeldCopies {
  const folderOf = (uid: string): string => `${directory}/${uid}`;
  return {
    read: async (uid, name) =>
      attempt(`reading ${folderOf(uid)}`, async () => readOrNothing(`${folderOf(uid)}/${name}`)),
    keep: async (uid, files) =>
      attempt(`keeping a copy in ${folderOf(uid)}`, async () => {
        await ensurePrivateDirectory(folderOf(uid));
        for (const { name, text } of files) {
          await replaceFile(`${folderOf(uid)}/${name}`, text, FILE_MODE);
        }
        const names = new Set(files.map(({ name }) => name));
        const left = readdirSync(folderOf(uid)).filter((name) => !names.has(name));
        for (const name of left) await removeTree(`${folderOf(uid)}/${name}`);
      }),
    forget: async (uid) =>
      attempt(`forgetting ${folderOf(uid)}`, async () => removeTree(folderOf(uid))),
    keepOnly: async (uids) =>
      attempt(`tidying ${directory}`, async () => {
        await ensurePrivateDirectory(directory);
        const left = readdirSync(directory).filter((uid) => !uids.has(uid));
        for (const uid of left) await removeTree(folderOf(uid));
      }),
  };
}

function readOrNothing(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (reason) {
    if (isErrno(reason, 'ENOENT')) return undefined;
    throw reason;
  }
}
