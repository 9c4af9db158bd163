/**
 * The credential as the running unit has it: the only proof that the process got it.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { errnoOf } from '#src/files/durable.node.ts';
import { Secret } from '#src/secret/secret.ts';

/** Undefined when the unit does not have it now. The caller disposes what it gets. */
export type ReadLoaded = (unit: string, id: string) => Promise<Secret | undefined>;

const NOT_THERE = new Set(['ENOENT', 'ENOTDIR']);

/** @param loadedDir /run/credentials */
export function loadedReader(loadedDir: string): ReadLoaded {
  return async (unit, id) => {
    try {
      return new Secret(await readFile(join(loadedDir, unit, id)));
    } catch (error) {
      if (NOT_THERE.has(errnoOf(error) ?? '')) return undefined;
      throw CredfleetError.from(error, 'FILE_FAILED', `reading '${id}' as '${unit}' has it`);
    }
  };
}
