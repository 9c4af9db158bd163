/**
 * Reads the join token that an installer left for the first enrolment.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { isErrno } from '#src/files/durable.node.ts';
import { type JoinToken, parseJoinToken } from '#src/identity/join-token.ts';

/**
 * Undefined when there is no such file. The caller disposes the secret.
 * @throws {CredfleetError} CONFIG_INVALID
 */
export async function readToken(path: string | undefined): Promise<JoinToken | undefined> {
  if (path === undefined) return undefined;
  try {
    const token = parseJoinToken(await readFile(path, 'utf8'));
    if (token !== undefined) return token;
    throw new CredfleetError(
      'CONFIG_INVALID',
      `${path} holds no join token: credfleet hosts token create`,
    );
  } catch (reason) {
    if (isErrno(reason, 'ENOENT')) return undefined;
    throw CredfleetError.from(reason, 'CONFIG_INVALID', `reading the join token ${path}`);
  }
}
