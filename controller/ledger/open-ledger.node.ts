/**
 * Opens the ledger where the options say: one SQLite file in the data directory, or a PostgreSQL database. A server
 * that is starting, or still thinks that the controller before this one lives, is waited for.
 * @module
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerOptions } from '#src/cli/options.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Ledger } from './ledger.ts';
import { openPostgresLedger } from './postgres/postgres-ledger.node.ts';
import { parsePostgresUrl } from './postgres/postgres-url.ts';
import type { OnCommit } from './sql-ledger.ts';
import { openSqliteLedger } from './sqlite-ledger.node.ts';

/** A server lets go of a controller that vanished after 25 s. */
const WAIT_MS = 40_000;
const RETRY_MS = 1_000;

export type OpenLedgerOptions = {
  readonly dataDir: string;
  readonly ledger?: LedgerOptions;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly onCommit: OnCommit;
  /** The ledger is not ours any more: this process must end. */
  readonly onEnd: (reason: CredfleetError) => void;
};

/** @throws {CredfleetError} STORE_FAILED, CONFIG_INVALID */
export async function openLedger(options: OpenLedgerOptions): Promise<Ledger> {
  const { dataDir, ledger, clock, log, signal, onCommit, onEnd } = options;
  const file = join(dataDir, 'ledger.db');
  if (ledger === undefined) return openSqliteLedger(file, onCommit);
  const place = parsePostgresUrl(ledger.url);
  refuseSecondLedger(file);
  const { passwordFile } = ledger;
  const postgres = { place, onEnd, ...(passwordFile === undefined ? {} : { passwordFile }) };
  const endMs = clock.nowMs() + WAIT_MS;
  for (;;) {
    try {
      return openPostgresLedger(postgres, onCommit);
    } catch (reason) {
      const error = CredfleetError.from(reason, 'STORE_FAILED', 'opening the ledger');
      const isOver = signal.aborted || clock.nowMs() >= endMs;
      if (isOver || error.code !== 'STORE_FAILED') throw error;
      log.warn({ code: error.code, err: error }, 'no ledger yet; trying again');
    }
    await clock.sleep(RETRY_MS, signal).catch(() => undefined);
  }
}

/** On an empty ledger versions and pushes would be numbered from one again, which every host refuses. */
function refuseSecondLedger(file: string): void {
  if (!existsSync(file)) return;
  throw new CredfleetError(
    'CONFIG_INVALID',
    `${file} is there, and --ledger names another ledger: leave --ledger out to go on with it, or move it away to begin anew (docs/operations.md#postgresql)`,
  );
}
