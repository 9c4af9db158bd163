/**
 * Looks for the boot loader's partition, each time anew: it may be mounted later, and automounts come and go.
 * @module
 */
import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errnoOf } from '#src/files/durable.node.ts';
import type { Parsed } from '#src/errors/parsed.ts';
import {
  BOOT_MOUNTS,
  bootFolderOf,
  credentialsFolder,
  type MountedPartition,
} from './boot-partition.ts';

/** @param image file name of a unified kernel image; undefined: all */
export type BootFolder = (image: string | undefined) => Parsed<string>;

/** @param given --boot-dir */
export function bootFolders(given: string | undefined): BootFolder {
  return (image) => bootFolderOf(lookAtPartitions(given, image), image, given);
}

function lookAtPartitions(
  given: string | undefined,
  image: string | undefined,
): readonly MountedPartition[] {
  const below = credentialsFolder(image);
  if (given !== undefined) return [lookAt(given, '', below)];
  const types = new Map(mounts());
  return BOOT_MOUNTS.flatMap((path) => {
    const type = types.get(path);
    return type === undefined ? [] : [lookAt(path, type, below)];
  });
}

function lookAt(path: string, type: string, below: string): MountedPartition {
  const loaders = new Set(namesIn(join(path, 'EFI')).map((name) => name.toLowerCase()));
  return {
    path,
    type,
    hasLoader: loaders.has('systemd') || loaders.has('boot'),
    images: namesIn(join(path, 'EFI/Linux')),
    isWritable: isWritable(join(path, below)),
  };
}

/** [mount point, file system], the uppermost last: proc_pid_mountinfo(5). */
function mounts(): readonly (readonly [string, string])[] {
  const lines = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  return lines.flatMap((line) => {
    const [before = '', after = ''] = line.split(' - ');
    const path = before.split(' ')[4];
    return path === undefined ? [] : [[path, after.split(' ')[0] ?? ''] as const];
  });
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    // Not there, or not to be read: nothing is found in it.
    return [];
  }
}

/** Or, where it is not there, the folder in which it would be made: a sandbox may open the one and not the other. */
function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch (reason) {
    return errnoOf(reason) === 'ENOENT' && folder !== '/' && isWritable(dirname(folder));
  }
}
