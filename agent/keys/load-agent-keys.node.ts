/**
 * Reads the agent's key bundle from its sealed file, or makes keys at the first start. Keys that do not open are
 * replaced only where the TPM is the identity: in software the host's identity hangs on them.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CredfleetError, type ErrorCode } from '#src/errors/credfleet-error.ts';
import { ensurePrivateDirectory, isErrno, replaceFile } from '#src/files/durable.node.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Secret } from '#src/secret/secret.ts';
import type { KeyBundle } from './agent-keys.ts';

/** systemd-creds encrypt, bound to no PCR; see agent/seal. */
export type SealBytes = (request: {
  readonly name: string;
  readonly plaintext: Secret;
  readonly key: 'HostAndTPM2' | 'Host';
  readonly systemdVersion: number;
}) => Promise<Uint8Array>;

/** systemd-creds decrypt. */
export type UnsealBytes = (request: {
  readonly name: string;
  readonly sealed: Uint8Array;
}) => Promise<Secret>;

export type KeyFile<Keys> = {
  /** STATE_DIR/keys.cred. */
  readonly path: string;
  readonly bundle: KeyBundle<Keys>;
  /** What to seal new keys with; a file that exists opens as it was sealed. */
  readonly key: 'HostAndTPM2' | 'Host';
  /** Keys that do not open any more may be replaced: the TPM says who this is, not they. */
  readonly mayReplace: boolean;
  readonly seal: SealBytes;
  readonly unseal: UnsealBytes;
  readonly systemdVersion: number;
  readonly log: Pick<Logger, 'warn'>;
};

/** Bound into the sealed file. */
export const OWN_KEYS_NAME = 'credfleet-agent-keys';
/** Kept beside new keys until it is known what else opens no more. */
export const LOST_SUFFIX = '.lost';

/** Not that the TPM is away, busy or locked: those pass. Nor a missing host key: sealing anew would make another. */
const UNREADABLE: ReadonlySet<ErrorCode> = new Set([
  'SEAL_UNREADABLE',
  'SEALED_FILE_MALFORMED',
  'STATE_CORRUPT',
]);

/** @throws {CredfleetError} SEAL_…, TPM_…, HOST_KEY_MISSING, STATE_UNWRITABLE, STATE_CORRUPT */
export async function loadAgentKeys<Keys>(file: KeyFile<Keys>): Promise<Keys> {
  const sealed = await readSealed(file.path);
  if (sealed === undefined) {
    const fresh = await makeKeys(file);
    await write(file.path, fresh.sealed);
    return fresh.keys;
  }
  try {
    return await open(file, sealed);
  } catch (reason) {
    const isLost = reason instanceof CredfleetError && UNREADABLE.has(reason.code);
    if (!isLost || !file.mayReplace) throw reason;
    return await replaceLost(file, sealed, reason);
  }
}

/** Only where sealing works, and the old keys do not open even then. */
async function replaceLost<Keys>(
  file: KeyFile<Keys>,
  sealed: Uint8Array,
  cause: CredfleetError,
): Promise<Keys> {
  const fresh = await makeKeys(file);
  const again = await open(file, sealed).catch(() => undefined);
  if (again !== undefined) return again;
  await write(`${file.path}${LOST_SUFFIX}`, sealed);
  await write(file.path, fresh.sealed);
  const text =
    'the own keys do not open any more: the TPM was cleared or replaced, the host key is another one, or this disk is a copy; made new ones, and this machine enrols again';
  file.log.warn({ code: cause.code }, `${text} (${cause.message})`);
  return fresh.keys;
}

async function open<Keys>(file: KeyFile<Keys>, sealed: Uint8Array): Promise<Keys> {
  using bundle = await file.unseal({ name: OWN_KEYS_NAME, sealed });
  return file.bundle.decode(bundle);
}

/** What cannot be opened again must not become this host's keys. */
async function makeKeys<Keys>(file: KeyFile<Keys>) {
  const keys = file.bundle.generate();
  using bundle = file.bundle.encode(keys);
  const { key, systemdVersion } = file;
  const sealed = await file.seal({ name: OWN_KEYS_NAME, plaintext: bundle, key, systemdVersion });
  await open(file, sealed);
  return { keys, sealed };
}

async function readSealed(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (reason) {
    if (isErrno(reason, 'ENOENT')) return undefined;
    throw CredfleetError.from(reason, 'STATE_UNWRITABLE', `reading the agent's keys ${path}`);
  }
}

async function write(path: string, sealed: Uint8Array): Promise<void> {
  try {
    await ensurePrivateDirectory(dirname(path));
    await replaceFile(path, sealed, 0o600);
  } catch (reason) {
    throw CredfleetError.from(reason, 'STATE_UNWRITABLE', `writing the agent's keys ${path}`);
  }
}
