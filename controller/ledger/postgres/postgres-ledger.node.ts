/**
 * The ledger in a PostgreSQL database.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Ledger } from '../ledger.ts';
import { ledgerOn, type OnCommit } from '../sql-ledger.ts';
import { openPostgresDatabase, type PostgresOptions } from './postgres-database.node.ts';

/**
 * @throws {CredfleetError} STORE_FAILED when it cannot be reached, another controller has it, or a newer credfleet
 * wrote it; CONFIG_INVALID for what the settings lack.
 */
export function openPostgresLedger(options: PostgresOptions, onCommit?: OnCommit): Ledger {
  const { host, port, database } = options.place;
  try {
    return ledgerOn(openPostgresDatabase(options), onCommit);
  } catch (reason) {
    const { code, message } = CredfleetError.from(reason, 'STORE_FAILED', 'opening it');
    const cause = { cause: reason };
    throw new CredfleetError(code, `the ledger ${database} on ${host}:${port}: ${message}`, cause);
  }
}
