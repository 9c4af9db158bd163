/**
 * Reads the fingerprint of this host, and keeps the last one beside the journal.
 * @module
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readHostKey } from '#agent/seal/host-key.node.ts';
import type { UseTpm } from '#agent/seal/open-sealed.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { isErrno, replaceFile } from '#src/files/durable.node.ts';
import { createSystemdPrimary } from '#src/tpm/commands/keys.ts';
import { readPcrs } from '#src/tpm/commands/state.ts';
import { sha256Pcrs } from '#src/tpm/pcr.ts';
import { type Fingerprint, parseFingerprint } from './fingerprint.ts';

/** What has to be looked at: only what something that is held was sealed with. */
export type Watched = {
  readonly usesTpm: boolean;
  readonly pcrs: readonly number[];
};

/** @throws {CredfleetError} TPM_…, FILE_FAILED */
export type ReadFingerprint = (watched: Watched) => Promise<Fingerprint>;

export interface KnownFingerprint {
  read(): Fingerprint | undefined;
  /** @throws {CredfleetError} STATE_UNWRITABLE */
  write(fingerprint: Fingerprint): Promise<void>;
}

export type FingerprintParts = {
  readonly bootId: string;
  readonly systemdVersion: () => Promise<number>;
  readonly useTpm: UseTpm;
};

const MACHINE_ID = '/etc/machine-id';
const FILE_MODE = 0o600;
const HASH_CHARS = 32;

export function fingerprintReader({
  bootId,
  systemdVersion,
  useTpm,
}: FingerprintParts): ReadFingerprint {
  return async (watched) => ({
    bootId,
    systemdVersion: await systemdVersion(),
    machineId: hash(machineId()),
    hostKey: await hostKeyHash(),
    ...(watched.usesTpm ? await tpmPart(useTpm, watched) : { storageKey: '', pcrs: {} }),
  });
}

export function knownFingerprint(path: string): KnownFingerprint {
  return {
    read: () => {
      try {
        return parseFingerprint(readFileSync(path, 'utf8'));
      } catch (reason) {
        if (isErrno(reason, 'ENOENT')) return undefined;
        throw CredfleetError.from(reason, 'STATE_UNWRITABLE', `reading ${path}`);
      }
    },
    write: async (fingerprint) => {
      try {
        await replaceFile(path, Buffer.from(JSON.stringify(fingerprint)), FILE_MODE);
      } catch (reason) {
        throw CredfleetError.from(reason, 'STATE_UNWRITABLE', `writing ${path}`);
      }
    },
  };
}

function machineId(): string {
  try {
    return readFileSync(MACHINE_ID, 'utf8').trim();
  } catch (reason) {
    if (isErrno(reason, 'ENOENT')) return '';
    throw CredfleetError.from(reason, 'FILE_FAILED', `reading ${MACHINE_ID}`);
  }
}

async function hostKeyHash(): Promise<string> {
  try {
    using key = await readHostKey();
    return hash(key.reveal());
  } catch (reason) {
    if (reason instanceof CredfleetError && reason.code === 'HOST_KEY_MISSING') return '';
    throw reason;
  }
}

async function tpmPart(
  useTpm: UseTpm,
  { pcrs }: Watched,
): Promise<Pick<Fingerprint, 'storageKey' | 'pcrs'>> {
  return useTpm(async (tpm) => {
    const values = await readPcrs(tpm, sha256Pcrs(pcrs));
    await using key = await createSystemdPrimary(tpm, 'ecc');
    return {
      storageKey: Buffer.from(key.name).toString('hex'),
      pcrs: Object.fromEntries(
        pcrs.map((pcr, at) => [String(pcr), Buffer.from(values[at] ?? []).toString('hex')]),
      ),
    };
  });
}

function hash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, HASH_CHARS);
}
