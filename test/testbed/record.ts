/**
 * Where a testbed keeps what it needs to be found and removed again, also by another process after
 * its owner died: a folder below /run with sockets, namespaces and a record of who owns it.
 * @module
 */
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { type ProcessIdentity, identityOf } from './processes.ts';

export const RUNTIME_BASE = '/run/credfleet-testbed';
const DATA_BASE = '/var/tmp/credfleet-testbed-';

export type TestbedRecord = {
  readonly owner: ProcessIdentity;
  /** The process that removes the testbed when the owner dies. */
  readonly keeper?: ProcessIdentity;
  readonly dataDir: string;
};

/** All paths and names of one testbed; every name holds its ID, so testbeds never meet. */
export type TestbedPaths = {
  readonly id: string;
  /** Sockets, namespaces, the record: short paths, because socket paths are limited to 107 bytes. */
  readonly runtimeDir: string;
  /** Disks, TPM states, logs. */
  readonly dataDir: string;
  /** Names of cgroups and of machines begin with this. */
  readonly prefix: string;
};

export function newTestbedPaths(dataDir: string | undefined): TestbedPaths {
  const id = `${process.pid}-${randomBytes(3).toString('hex')}`;
  return pathsOf(id, dataDir ?? ownDataDir(id));
}

/** Where nobody named another: all of it is the testbed's, also what others put into it. */
export function ownDataDir(id: string): string {
  return `${DATA_BASE}${id}`;
}

export function pathsOf(id: string, dataDir: string): TestbedPaths {
  return { id, runtimeDir: join(RUNTIME_BASE, id), dataDir, prefix: `credfleet-${id}.` };
}

/** Makes the folders; the record is complete before anything else is made. */
export function createRecord({ runtimeDir, dataDir }: TestbedPaths): void {
  mkdirSync(runtimeDir, { recursive: true, mode: 0o700 });
  const owner = identityOf(process.pid);
  if (owner === undefined) throw new Error('cannot read /proc/self/stat: mount /proc');
  writeRecord(runtimeDir, { owner, dataDir });
  if (!existsSync(dataDir)) mkdirSync(dataDir, { mode: 0o700 });
}

export function recordKeeper(runtimeDir: string, keeper: ProcessIdentity | undefined): void {
  const record = readRecord(runtimeDir);
  if (record !== undefined && keeper !== undefined) writeRecord(runtimeDir, { ...record, keeper });
}

export function readRecord(runtimeDir: string): TestbedRecord | undefined {
  try {
    return JSON.parse(readFileSync(join(runtimeDir, 'record.json'), 'utf8')) as TestbedRecord;
  } catch {
    return undefined;
  }
}

/** IDs of all testbeds on this machine, alive or not. */
export function listTestbeds(): readonly string[] {
  if (!existsSync(RUNTIME_BASE)) return [];
  const entries = readdirSync(RUNTIME_BASE, { withFileTypes: true });
  return entries.filter((it) => it.isDirectory()).map((it) => basename(it.name));
}

function writeRecord(runtimeDir: string, record: TestbedRecord): void {
  const draft = join(runtimeDir, 'record.json.new');
  writeFileSync(draft, JSON.stringify(record));
  renameSync(draft, join(runtimeDir, 'record.json'));
}
