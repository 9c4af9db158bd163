/**
 * The public key of a signed PCR policy as a file, for systemd-creds, which reads it from nowhere else.
 * @module
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { ensurePrivateDirectory, replaceFile } from '#src/files/durable.node.ts';

/** Returns its path. @throws {CredfleetError} STATE_UNWRITABLE */
export type PcrKeyFile = (publicKeyPem: string) => Promise<string>;

const FILE_MODE = 0o600;

/** One file per key, named by its hash: written again each time, so that nobody's change of it counts. */
export function pcrKeyFile(folder: string): PcrKeyFile {
  return async (publicKeyPem) => {
    const name = createHash('sha256').update(publicKeyPem).digest('hex');
    const path = join(folder, `${name}.pem`);
    try {
      await ensurePrivateDirectory(folder);
      await replaceFile(path, Buffer.from(publicKeyPem), FILE_MODE);
    } catch (reason) {
      throw CredfleetError.from(reason, 'STATE_UNWRITABLE', `writing ${path}`);
    }
    return path;
  };
}
