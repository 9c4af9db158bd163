/**
 * Copies of sealed files on disk: one folder per HostCredential, in it a file per digest. One that was torn is none.
 * @module
 */
import { createHash } from 'node:crypto';
import { unlinkSync } from 'node:fs';
import {
  ensurePrivateDirectory,
  listIfThere,
  readIfThere,
  removeTree,
  syncDirectory,
  writeAndSync,
} from '#src/files/durable.node.ts';
import { attempt } from './credstore.node.ts';
import type { SealedCopies } from './sealed-copies.ts';

const FILE_MODE = 0o600;

export function sealedCopies(directory: string): SealedCopies {
  const folderOf = (uid: string): string => `${directory}/${uid}`;
  return {
    read: async (uid, digest) =>
      attempt(`reading ${folderOf(uid)}`, async () => {
        const text = readIfThere(`${folderOf(uid)}/${digest}`);
        return text !== undefined && sha256(text) === digest ? text : undefined;
      }),
    keep: async (uid, texts) =>
      attempt(`keeping copies in ${folderOf(uid)}`, async () => {
        const folder = folderOf(uid);
        await ensurePrivateDirectory(folder);
        const files = texts.map(async (text) =>
          writeAndSync(`${folder}/${sha256(text)}`, text, FILE_MODE),
        );
        await Promise.all(files);
        await syncDirectory(folder);
      }),
    digests: async (uid) =>
      attempt(`reading ${folderOf(uid)}`, async () => listIfThere(folderOf(uid))),
    keepOnly: async (uid, digests) =>
      attempt(`tidying ${folderOf(uid)}`, async () => {
        const folder = folderOf(uid);
        const there = listIfThere(folder);
        const left = there.filter((digest) => !digests.has(digest));
        if (left.length === there.length) removeTree(folder);
        else for (const digest of left) unlinkSync(`${folder}/${digest}`);
      }),
    keepOnlyOf: async (uids) =>
      attempt(`tidying ${directory}`, async () => {
        const left = listIfThere(directory).filter((uid) => !uids.has(uid));
        for (const uid of left) removeTree(folderOf(uid));
      }),
  };
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
