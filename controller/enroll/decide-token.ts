/**
 * May this join token admit this host? Pure; the causes are for the audit log, never for the host.
 * @module
 */
import { isJoinTokenMac } from '#src/identity/join-token.ts';
import type { StoredJoinToken } from '#src/identity/join-token-secret.ts';
import type { EnrollStart } from '#src/wire/enrollment-messages.ts';

export type TokenVerdict =
  | { readonly kind: 'valid' }
  | { readonly kind: 'refused'; readonly cause: string };

/** @param token undefined when there is none of the id that the host names. */
export function decideToken(
  start: EnrollStart,
  token: StoredJoinToken | undefined,
  nowMs: number,
): TokenVerdict {
  const refused = (cause: string): TokenVerdict => ({ kind: 'refused', cause });
  if (start.tokenId === '') return refused('it has no join token and its name is not pinned');
  if (token === undefined) return refused('its join token is unknown');
  if (!isJoinTokenMac(token.secret, start)) return refused('its join token is wrong');
  if (token.hostName !== start.hostName) {
    return refused(`its join token is for host '${token.hostName}'`);
  }
  if (token.usedAtMs !== undefined) return refused('its join token was used before');
  if (nowMs >= token.expiresAtMs) return refused('its join token has expired');
  return { kind: 'valid' };
}
