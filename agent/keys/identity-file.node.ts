/**
 * STATE_DIR/identity.json: 0600, old or new, whole.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { ensurePrivateDirectory, isErrno, replaceFile } from '#src/files/durable.node.ts';
import { Mutex } from '#src/sync/mutex.ts';
import { type AgentIdentity, decodeIdentity, encodeIdentity } from './agent-identity.ts';

export interface IdentityFile {
  /** Undefined when there is none, or none that can be read: the host then enrols again. */
  read(): Promise<AgentIdentity | undefined>;
  write(identity: AgentIdentity): Promise<void>;
  /** One change after the other; durable before the holder has it. */
  change(
    holder: { identity: AgentIdentity },
    change: (identity: AgentIdentity) => AgentIdentity,
  ): Promise<void>;
}

/** @throws {CredfleetError} STATE_UNWRITABLE from all. */
export function identityFile(path: string): IdentityFile {
  const failed = (reason: unknown, doing: string) =>
    CredfleetError.from(reason, 'STATE_UNWRITABLE', `${doing} ${path}`);
  const mutex = new Mutex();
  const write = async (identity: AgentIdentity): Promise<void> => {
    try {
      await ensurePrivateDirectory(dirname(path));
      await replaceFile(path, Buffer.from(encodeIdentity(identity), 'utf8'), 0o600);
    } catch (reason) {
      throw failed(reason, 'writing');
    }
  };
  return {
    read: async () => {
      try {
        return decodeIdentity(await readFile(path, 'utf8'));
      } catch (reason) {
        if (isErrno(reason, 'ENOENT')) return undefined;
        throw failed(reason, 'reading');
      }
    },
    write: async (identity) => mutex.run(async () => write(identity)),
    change: async (holder, change) =>
      mutex.run(async () => {
        const changed = change(holder.identity);
        await write(changed);
        holder.identity = changed;
      }),
  };
}
