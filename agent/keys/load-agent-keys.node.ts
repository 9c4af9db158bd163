/**
 * Reads the agent's key bundle from its sealed file, or makes keys at the first start. Keys that do not open
 * are never replaced: the host's identity hangs on them.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { ensurePrivateDirectory, isErrno, replaceFile } from '#src/files/durable.node.ts';
import type { Secret } from '#src/secret/secret.ts';
import {
  type AgentKeys,
  decodeAgentKeys,
  encodeAgentKeys,
  generateAgentKeys,
} from './agent-keys.ts';

/** systemd-creds encrypt, bound to no PCR; see agent/seal. */
export type SealBytes = (request: {
  readonly name: string;
  readonly plaintext: Secret;
  readonly key: 'HostAndTPM2' | 'Host';
}) => Promise<Uint8Array>;

/** systemd-creds decrypt. */
export type UnsealBytes = (request: {
  readonly name: string;
  readonly sealed: Uint8Array;
}) => Promise<Secret>;

export type KeyFile = {
  /** STATE_DIR/keys.cred. */
  readonly path: string;
  /** What to seal new keys with; a file that exists opens as it was sealed. */
  readonly key: 'HostAndTPM2' | 'Host';
  readonly seal: SealBytes;
  readonly unseal: UnsealBytes;
};

/** Bound into the sealed file. */
const NAME = 'credfleet-agent-keys';

/** @throws {CredfleetError} SEAL_…, TPM_…, HOST_KEY_MISSING, STATE_UNWRITABLE, STATE_CORRUPT */
export async function loadAgentKeys(file: KeyFile): Promise<AgentKeys> {
  const sealed = await readSealed(file.path);
  if (sealed !== undefined) {
    using bundle = await file.unseal({ name: NAME, sealed });
    return decodeAgentKeys(bundle);
  }
  const keys = generateAgentKeys();
  using bundle = encodeAgentKeys(keys);
  const fresh = await file.seal({ name: NAME, plaintext: bundle, key: file.key });
  // What cannot be opened again must not become this host's identity.
  using again = await file.unseal({ name: NAME, sealed: fresh });
  decodeAgentKeys(again);
  await write(file.path, fresh);
  return keys;
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
