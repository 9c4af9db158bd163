/**
 * The ledger in one SQLite file.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Ledger } from './ledger.ts';
import { type OnCommit, ledgerOn } from './sql-ledger.ts';
import { openSqliteDatabase } from './sqlite-database.node.ts';

/** @throws {CredfleetError} STORE_FAILED when the file cannot be opened, or was written by a newer credfleet. */
export function openSqliteLedger(path: string, onCommit?: OnCommit): Ledger {
  try {
    return ledgerOn(openSqliteDatabase(path), onCommit);
  } catch (reason) {
    throw CredfleetError.from(reason, 'STORE_FAILED', `opening the ledger ${path}`);
  }
}
