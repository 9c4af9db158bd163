/**
 * Where units fetch what is delivered to them by socket, and how such a credential is named in a unit.
 * @module
 */

/** Units name it in full: where there is no socket their start fails, instead of going on without the credential. */
export const PROVIDER_SOCKET = '/run/credfleet/credentials.sock';

/** A descriptor on which systemd listens for the agent, so that calls wait while there is none; or a path to bind. */
export type Listening = { readonly fd: number } | { readonly path: string };

/** Sealed, never plain: an agent that is killed after it took a call has said nothing, and nothing opens as no credential. */
export function socketSetting(credential: string): string {
  return `LoadCredentialEncrypted=${credential}:${PROVIDER_SOCKET}`;
}

/** An address has room for 107 bytes behind its NUL: up to 16 random digits, "/unit/" and "/". */
const UNIT_AND_NAME_MAX = 84;

/** systemd calls from an address that holds both; undefined when they fit. */
export function problemOfAddress(unit: string, credential: string): string | undefined {
  const length = unit.length + credential.length;
  if (length <= UNIT_AND_NAME_MAX) return undefined;
  return `the names of '${unit}' and '${credential}' are ${length} characters, and systemd can call a socket with ${UNIT_AND_NAME_MAX} at most`;
}
