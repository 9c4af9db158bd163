/**
 * Client certificate or bearer token → user. A certificate that does not verify is refused, never treated
 * as absent.
 * @module
 */
import type { User } from './authorize.ts';

export type Presented = {
  /** Undefined when the client showed none. */
  readonly certificate:
    | {
        readonly isTrusted: boolean;
        /** It names a host of the fleet, which speaks to the session port only. */
        readonly isHost: boolean;
        readonly commonName: string;
        readonly organizations: readonly string[];
        readonly notAfterMs: number;
      }
    | undefined;
  /** The Authorization header. */
  readonly authorization: string | undefined;
};

/** Who a bearer token belongs to; must compare in constant time. */
export type TokenUser = (token: string) => User | undefined;

const AUTHENTICATED = 'system:authenticated';

/** Undefined means 401. */
export function authenticate(
  presented: Presented,
  nowMs: number,
  tokenUser: TokenUser | undefined,
): User | undefined {
  const { certificate, authorization } = presented;
  const user =
    certificate === undefined
      ? userOfToken(authorization, tokenUser)
      : userOfCertificate(certificate, nowMs);
  return user === undefined ? undefined : withAuthenticated(user);
}

function userOfCertificate(
  certificate: NonNullable<Presented['certificate']>,
  nowMs: number,
): User | undefined {
  const { isTrusted, isHost, commonName, organizations, notAfterMs } = certificate;
  if (!isTrusted || isHost || commonName === '' || nowMs > notAfterMs) return undefined;
  return { name: commonName, groups: organizations };
}

function userOfToken(
  authorization: string | undefined,
  tokenUser: TokenUser | undefined,
): User | undefined {
  const token = /^Bearer (?<token>\S+)$/iu.exec(authorization ?? '')?.groups?.['token'];
  return token === undefined ? undefined : tokenUser?.(token);
}

function withAuthenticated({ name, groups }: User): User {
  return { name, groups: [...groups.filter((group) => group !== AUTHENTICATED), AUTHENTICATED] };
}
