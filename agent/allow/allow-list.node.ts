/**
 * Reads the allow list anew for each push, so that the owner's edit needs no restart.
 * @module
 */
import { readFileSync, statSync } from 'node:fs';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { isErrno } from '#src/files/durable.node.ts';
import { ALLOW_ALL, parseAllowList, type AllowList } from './allow-list.ts';

export type ReadAllowList = () => Promise<AllowList>;

/** The returned function throws CONFIG_INVALID when the file is there but cannot be used. */
export function allowListReader(path: string): ReadAllowList {
  return async () => {
    const text = readOrNothing(path);
    return text === undefined ? ALLOW_ALL : parseAllowList(text, path);
  };
}

function readOrNothing(path: string): string | undefined {
  try {
    // On most hosts there is none: a look costs a tenth of an error.
    const isThere = statSync(path, { throwIfNoEntry: false }) !== undefined;
    return isThere ? readFileSync(path, 'utf8') : undefined;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw CredfleetError.from(error, 'CONFIG_INVALID', `reading the allow list ${path}`);
  }
}
