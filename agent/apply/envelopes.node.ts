/**
 * Accepted envelopes, still encrypted, until all that they carry is in effect.
 * @module
 */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import {
  ensurePrivateDirectory,
  isErrno,
  removeFile,
  syncDirectory,
  writeAndSync,
} from '#src/files/durable.node.ts';

export interface Envelopes {
  /** Resolves when durable. @throws {CredfleetError} STATE_UNWRITABLE */
  store(hostSeq: number, envelope: Uint8Array): Promise<void>;
  /** Undefined when it is not there, whole. */
  read(hostSeq: number, digest: string): Promise<Uint8Array | undefined>;
  /** Removes all others. */
  keepOnly(hostSeqs: readonly number[]): Promise<void>;
}

export function envelopeDigest(envelope: Uint8Array): string {
  return createHash('sha256').update(envelope).digest('hex');
}

export async function openEnvelopes(directory: string): Promise<Envelopes> {
  await durably(directory, async () => ensurePrivateDirectory(directory));
  const pathOf = (hostSeq: number): string => join(directory, String(hostSeq));
  return {
    store: async (hostSeq, envelope) =>
      durably(directory, async () => {
        await writeAndSync(pathOf(hostSeq), envelope, 0o600);
        await syncDirectory(directory);
      }),
    read: async (hostSeq, digest) =>
      durably(directory, async () => {
        const envelope = await readFile(pathOf(hostSeq)).catch((error: unknown) => {
          if (isErrno(error, 'ENOENT')) return undefined;
          throw error;
        });
        return envelope !== undefined && envelopeDigest(envelope) === digest ? envelope : undefined;
      }),
    keepOnly: async (hostSeqs) =>
      durably(directory, async () => {
        const kept = new Set(hostSeqs.map(String));
        const old = readdirSync(directory).filter((name) => !kept.has(name));
        await Promise.all(old.map(async (name) => removeFile(join(directory, name))));
      }),
  };
}

async function durably<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw CredfleetError.from(error, 'STATE_UNWRITABLE', `keeping envelopes in ${directory}`);
  }
}
