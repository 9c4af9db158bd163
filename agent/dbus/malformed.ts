/**
 * What is said when bytes are no message of D-Bus.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';

/** @throws {CredfleetError} SYSTEMD_UNREACHABLE, always. */
export function malformed(what: string): never {
  throw new CredfleetError('SYSTEMD_UNREACHABLE', `no message of D-Bus: ${what}`);
}
