/**
 * The credential as the running unit has it: the only proof that the process got it.
 * @module
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { errnoOf } from '#src/files/durable.node.ts';
import { Secret } from '#src/secret/secret.ts';
import { CREDENTIAL_SIZE_MAX_BYTES } from '#src/systemd/credential-name.ts';

/** Undefined when the unit does not have it now. The caller disposes what it gets. */
export type ReadLoaded = (unit: string, id: string) => Promise<Secret | undefined>;

const NOT_THERE = new Set(['ENOENT', 'ENOTDIR']);

/** @param loadedDir /run/credentials */
export function loadedReader(loadedDir: string): ReadLoaded {
  return async (unit, id) => {
    try {
      return readIntoSecret(join(loadedDir, unit, id));
    } catch (error) {
      if (NOT_THERE.has(errnoOf(error) ?? '')) return undefined;
      throw CredfleetError.from(error, 'FILE_FAILED', `reading '${id}' as '${unit}' has it`);
    }
  };
}

/** Into one buffer of our own, which can be wiped; readFile leaves copies behind. At once: it lies in memory. */
function readIntoSecret(path: string): Secret {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const bytes = new Uint8Array(Math.min(size, CREDENTIAL_SIZE_MAX_BYTES));
    let at = 0;
    while (at < bytes.length) {
      const bytesRead = readSync(file, bytes, at, bytes.length - at, null);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return new Secret(bytes);
  } finally {
    closeSync(file);
  }
}
