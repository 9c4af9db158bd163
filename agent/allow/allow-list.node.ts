/**
 * Reads the allow list anew for each push, so that the owner's edit needs no restart.
 * @module
 */
import { readFileSync } from 'node:fs';
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
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw CredfleetError.from(error, 'CONFIG_INVALID', `reading the allow list ${path}`);
  }
}
