/**
 * The journal on disk: one JSON record per line with a checksum, append-only, compacted by an atomic
 * rewrite.
 * @module
 */
import { dirname } from 'node:path';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { openAppendLog, type AppendLog, type OpenedLog } from '#src/files/append-log.node.ts';
import { ensurePrivateDirectory } from '#src/files/durable.node.ts';
import type { Accepted, JournalRecord } from './journal-records.ts';
import { EMPTY_STATE, foldRecord, recordsOf, type JournalState } from './journal-state.ts';
import type { Journal } from './journal.ts';

const COMPACT_AT_BYTES = 1_048_576;
const KINDS: ReadonlySet<unknown> = new Set<JournalRecord['kind']>([
  'accepted',
  'installing',
  'rollingBack',
  'finished',
  'superseded',
  'trouble',
  'host',
  'hostSeq',
  'credential',
]);

/**
 * Pushes are counted for `hostUid` from now on. Of those that it `accepted`, the last may be missing in the file.
 * @throws {CredfleetError} STATE_CORRUPT, STATE_UNWRITABLE
 */
export async function openJournal(
  path: string,
  hostUid: string,
  accepted: readonly Accepted[] = [],
): Promise<Journal & AsyncDisposable> {
  const { log, lines } = await openLog(path);
  try {
    const state = stateOf(lines, path);
    const journal = new DiskJournal(log, state);
    if (state.hostUid !== hostUid) await journal.append({ kind: 'host', hostUid });
    const { hostSeq } = journal.state();
    const missing = accepted.filter((record) => record.hostSeq > hostSeq);
    if (missing.length > 0) await journal.append(...missing);
    await journal.compact();
    return journal;
  } catch (error) {
    await log.close();
    throw error;
  }
}

/**
 * What it says now, for who only reads.
 * @throws {CredfleetError} STATE_CORRUPT, STATE_UNWRITABLE
 */
export async function readJournal(path: string): Promise<JournalState> {
  const { log, lines } = await openLog(path);
  await log.close();
  return stateOf(lines, path);
}

async function openLog(path: string): Promise<OpenedLog> {
  try {
    await ensurePrivateDirectory(dirname(path));
  } catch (error) {
    throw CredfleetError.from(error, 'STATE_UNWRITABLE', `opening '${path}'`);
  }
  return openAppendLog(path);
}

function stateOf(lines: readonly string[], path: string): JournalState {
  return lines.map((line) => parseRecord(line, path)).reduce(foldRecord, EMPTY_STATE);
}

class DiskJournal implements Journal, AsyncDisposable {
  readonly #log: AppendLog;
  #state: JournalState;

  constructor(log: AppendLog, state: JournalState) {
    this.#log = log;
    this.#state = state;
  }

  state(): JournalState {
    return this.#state;
  }

  async append(...records: readonly JournalRecord[]): Promise<void> {
    await this.#log.append(records.map((record) => JSON.stringify(record)));
    this.#state = records.reduce(foldRecord, this.#state);
  }

  async appendLazily(...records: readonly JournalRecord[]): Promise<void> {
    await this.#log.appendLazily(records.map((record) => JSON.stringify(record)));
    this.#state = records.reduce(foldRecord, this.#state);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#log.close();
  }

  async compact(): Promise<void> {
    if (this.#log.sizeBytes < COMPACT_AT_BYTES) return;
    await this.#log.rewrite(recordsOf(this.#state).map((record) => JSON.stringify(record)));
  }
}

/** The checksum vouches for the rest: the line is as some version of us wrote it. */
function parseRecord(line: string, path: string): JournalRecord {
  const record: unknown = JSON.parse(line);
  if (typeof record === 'object' && record !== null && 'kind' in record && KINDS.has(record.kind)) {
    return record as JournalRecord;
  }
  throw new CredfleetError(
    'STATE_CORRUPT',
    `the journal ${path} holds a record of an unknown kind: a newer agent wrote it; start that one again`,
  );
}
