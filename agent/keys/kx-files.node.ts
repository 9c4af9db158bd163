/**
 * KX blobs in the state directory, one file per epoch: `kx-1.blob`. Deleting one destroys its key.
 * @module
 */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KxBlob } from '#agent/tpm/kx-key.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import {
  ensurePrivateDirectory,
  removeFile,
  replaceFile,
  syncDirectory,
} from '#src/files/durable.node.ts';
import { decodeKxBlob, encodeKxBlob } from './kx-blob.ts';

export interface KxFiles {
  /** By epoch, ascending; undefined for a file that is no blob: its epoch is used up all the same. */
  list(): Promise<ReadonlyMap<number, KxBlob | undefined>>;
  /** Resolves when durable. */
  write(blob: KxBlob): Promise<void>;
  /** Resolves when it is gone for good. */
  remove(epoch: number): Promise<void>;
}

const NAME = /^kx-([1-9][0-9]{0,8})\.blob$/u;

/** @throws {CredfleetError} STATE_UNWRITABLE from all. */
export function kxFiles(directory: string): KxFiles {
  const pathOf = (epoch: number): string => join(directory, `kx-${epoch}.blob`);
  const durably = async <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((reason: unknown) => {
      throw CredfleetError.from(reason, 'STATE_UNWRITABLE', `keeping KX keys in ${directory}`);
    });
  return {
    list: async () =>
      durably(async () => {
        await ensurePrivateDirectory(directory);
        const epochs = readdirSync(directory).flatMap((name) => NAME.exec(name)?.[1] ?? []);
        const sorted = epochs.map(Number).sort((a, b) => a - b);
        const read = async (epoch: number) =>
          [epoch, decodeKxBlob(await readFile(pathOf(epoch)), epoch)] as const;
        return new Map(await Promise.all(sorted.map(read)));
      }),
    write: async (blob) =>
      durably(async () => replaceFile(pathOf(blob.epoch), encodeKxBlob(blob), 0o600)),
    remove: async (epoch) =>
      durably(async () => {
        await removeFile(pathOf(epoch));
        await syncDirectory(directory);
      }),
  };
}
