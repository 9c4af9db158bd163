/**
 * STATE_DIR/identity.json: 0600, old or new, whole.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { ensurePrivateDirectory, isErrno, replaceFile } from '#src/files/durable.node.ts';
import { type AgentIdentity, decodeIdentity, encodeIdentity } from './agent-identity.ts';

export interface IdentityFile {
  /** Undefined when there is none, or none that can be read: the host then enrols again. */
  read(): Promise<AgentIdentity | undefined>;
  write(identity: AgentIdentity): Promise<void>;
}

/** @throws {CredfleetError} STATE_UNWRITABLE from both. */
export function identityFile(path: string): IdentityFile {
  const failed = (reason: unknown, doing: string) =>
    CredfleetError.from(reason, 'STATE_UNWRITABLE', `${doing} ${path}`);
  return {
    read: async () => {
      try {
        return decodeIdentity(await readFile(path, 'utf8'));
      } catch (reason) {
        if (isErrno(reason, 'ENOENT')) return undefined;
        throw failed(reason, 'reading');
      }
    },
    write: async (identity) => {
      try {
        await ensurePrivateDirectory(dirname(path));
        await replaceFile(path, Buffer.from(encodeIdentity(identity), 'utf8'), 0o600);
      } catch (reason) {
        throw failed(reason, 'writing');
      }
    },
  };
}
