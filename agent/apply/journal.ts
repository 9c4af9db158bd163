/**
 * The port to the journal: what is done survives a crash.
 * @module
 */
import type { JournalRecord } from './journal-records.ts';
import type { JournalState } from './journal-state.ts';

export interface Journal {
  /** Everything appended and durable. */
  state(): JournalState;
  /** Resolves when on disk. @throws {CredfleetError} STATE_UNWRITABLE */
  append(...records: readonly JournalRecord[]): Promise<void>;
  /** For what is on disk elsewhere: on disk here with the next that is appended. */
  appendLazily(...records: readonly JournalRecord[]): Promise<void>;
  /** Rewrites the file when it has grown; only while nothing is appended. */
  compact(): Promise<void>;
}
