/**
 * Reads the headers of the sealed files in the credstores and of those in our drop-ins, and the PCRs that they may hang on.
 * @module
 */
import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isOwnDropIn } from '#agent/install/drop-ins.ts';
import type { HostTpm } from '#agent/tpm/host-tpm.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { isErrno } from '#src/files/durable.node.ts';
import { parseSealedHeader, type SealedHeader } from '#src/systemd/sealed-header.ts';
import { setCredentials } from '#src/systemd/set-credential.ts';
import { readPcrs } from '#src/tpm/commands/state.ts';
import { sha256Pcrs } from '#src/tpm/pcr.ts';
import type { HostNow, ReadFile } from './sealed-files.ts';

const ALL_PCRS = Array.from({ length: 24 }, (_, pcr) => pcr);

/** @throws {CredfleetError} SEALED_FILE_MALFORMED with the path */
export async function readSealed(directories: readonly string[]): Promise<readonly ReadFile[]> {
  const files: ReadFile[] = [];
  for (const directory of directories) {
    const entries = await readdir(directory, { withFileTypes: true }).catch(nothing);
    // A leading dot: on its way into place.
    const names = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
    for (const path of names.map(({ name }) => join(directory, name)).toSorted()) {
      files.push({ path, header: headerOf(path, await readFile(path)) });
    }
  }
  return files;
}

/**
 * What stands in our drop-ins themselves.
 * @param unitDir /etc/systemd/system
 * @throws {CredfleetError} SEALED_FILE_MALFORMED with the path
 */
export async function readSealedInDropIns(unitDir: string): Promise<readonly ReadFile[]> {
  const folders = await readdir(unitDir, { withFileTypes: true }).catch(nothing);
  const files: ReadFile[] = [];
  for (const { name: folder } of folders.filter(({ name }) => name.endsWith('.d'))) {
    const entries = await readdir(join(unitDir, folder));
    for (const path of entries.filter(isOwnDropIn).map((name) => join(unitDir, folder, name))) {
      const found = setCredentials(await readFile(path, 'latin1'));
      files.push(...found.map(({ sealed }) => ({ path, header: headerOf(path, sealed) })));
    }
  }
  return files;
}

export async function pcrsNow(tpm: Pick<HostTpm, 'withTpm'>): Promise<HostNow['pcrs']> {
  try {
    const values = await tpm.withTpm(async (raw) => readPcrs(raw, sha256Pcrs(ALL_PCRS)));
    return new Map(values.map((value, pcr) => [pcr, Buffer.from(value).toString('hex')]));
  } catch (reason) {
    if (reason instanceof CredfleetError) return undefined;
    throw reason;
  }
}

function headerOf(path: string, text: Uint8Array): SealedHeader {
  try {
    return parseSealedHeader(text);
  } catch (reason) {
    throw new CredfleetError('SEALED_FILE_MALFORMED', `${path}: ${String(reason)}`);
  }
}

function nothing(reason: unknown): Dirent[] {
  if (isErrno(reason, 'ENOENT')) return [];
  throw reason;
}
