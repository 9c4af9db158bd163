/**
 * A database's file before the database opens it: readable by its owner only, whatever the umask and the
 * folder are. SQLite gives the files beside it the same mode.
 * @module
 */
import { chmodSync, closeSync, openSync } from 'node:fs';

const MODE = 0o600;

/** Makes it when it is missing, narrows it when it is there; nothing for ":memory:". */
export function ensurePrivateFile(path: string): void {
  if (path === ':memory:') return;
  closeSync(openSync(path, 'a', MODE));
  chmodSync(path, MODE);
}
