/**
 * Reads the headers of the sealed files in the credstores, and the PCRs that they may hang on.
 * @module
 */
import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostTpm } from '#agent/tpm/host-tpm.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { isErrno } from '#src/files/durable.node.ts';
import { parseSealedHeader } from '#src/systemd/sealed-header.ts';
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
      files.push({ path, header: await readHeader(path) });
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

async function readHeader(path: string) {
  const text = await readFile(path);
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
