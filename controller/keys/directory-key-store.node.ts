/**
 * Keys as files: 0600 in a 0700 directory. Wider modes are refused, not repaired: somebody may have read them.
 * @module
 */
import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import {
  ensurePrivateDirectory,
  errnoOf,
  isErrno,
  removeFile,
  removeTree,
  replaceFile,
  syncDirectory,
  writeAndSync,
} from '#src/files/durable.node.ts';
import type { KeyChange, KeyMaterial, KeyStore } from './key-store.ts';

/** What a crash leaves of replaceFile. */
const HALF_WRITTEN = '.tmp';

/** `directory` is there whole or not at all: it is filled beside and renamed. */
export function directoryKeyStore(directory: string): KeyStore {
  return {
    read: async () => guarded(directory, async () => readKeys(directory)),
    create: async (material) => guarded(directory, async () => createKeys(directory, material)),
    change: async (change) => guarded(directory, async () => changeKeys(directory, change)),
  };
}

async function guarded<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (reason) {
    throw CredfleetError.from(reason, 'FILE_FAILED', `the controller's keys in ${directory}`);
  }
}

async function readKeys(directory: string): Promise<KeyMaterial | undefined> {
  const names = await readdir(directory).catch((reason: unknown) => {
    if (isErrno(reason, 'ENOENT')) return undefined;
    throw reason;
  });
  if (names === undefined) return undefined;
  await refuseWiderThan(directory, 0o700);
  const material: Record<string, Uint8Array> = {};
  for (const name of names) {
    const path = join(directory, name);
    if (name.endsWith(HALF_WRITTEN)) {
      await removeFile(path);
      continue;
    }
    await refuseWiderThan(path, 0o600);
    material[name] = await readFile(path);
  }
  return material;
}

async function refuseWiderThan(path: string, mode: number): Promise<void> {
  const found = (await stat(path)).mode & 0o777;
  if ((found & ~mode) === 0) return;
  const [has, wanted] = [found.toString(8), mode.toString(8)];
  const text = `${path} has mode ${has}: others may have read the controller's keys; make it ${wanted}, or make new keys`;
  throw new CredfleetError('CONFIG_INVALID', text);
}

async function createKeys(directory: string, material: KeyMaterial): Promise<boolean> {
  const beside = `${directory}.new-${randomUUID()}`;
  await ensurePrivateDirectory(dirname(directory));
  await ensurePrivateDirectory(beside);
  for (const [name, bytes] of Object.entries(material)) {
    await writeAndSync(join(beside, name), bytes, 0o600);
  }
  await syncDirectory(beside);
  try {
    await rename(beside, directory);
  } catch (reason) {
    // There already, and not empty: somebody else was first.
    if (!['ENOTEMPTY', 'EEXIST'].includes(errnoOf(reason) ?? '')) throw reason;
    removeTree(beside);
    return false;
  }
  await syncDirectory(dirname(directory));
  return true;
}

async function changeKeys(directory: string, { put = {}, remove = [] }: KeyChange): Promise<void> {
  await ensurePrivateDirectory(directory);
  for (const [name, bytes] of Object.entries(put)) {
    await replaceFile(join(directory, name), bytes, 0o600);
  }
  for (const name of remove) await removeFile(join(directory, name));
  await syncDirectory(directory);
}
