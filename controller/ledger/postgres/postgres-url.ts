/**
 * Where a PostgreSQL ledger is, as `--ledger postgres://…` says it with the words of libpq. Refuses a password in it,
 * and every way to a server over a network that does not prove who the server is.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';

export type PostgresPlace = {
  /** A DNS name, an address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** Absent: a Unix socket, or loopback. */
  readonly tls?: PostgresTls;
};

/** Paths of PEM files. */
export type PostgresTls = {
  /** Default: what Node trusts. */
  readonly rootCert?: string;
  readonly cert?: string;
  readonly key?: string;
};

const PROTOCOLS: ReadonlySet<string> = new Set(['postgres:', 'postgresql:']);
const PARAMETERS: ReadonlySet<string> = new Set([
  'host',
  'user',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
]);
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);
const DEFAULT_PORT = 5432;
const FORM = 'postgres://USER@HOST[:PORT]/DATABASE[?sslrootcert=FILE]';

/** @throws {CredfleetError} CONFIG_INVALID */
export function parsePostgresUrl(text: string): PostgresPlace {
  const url = urlOf(text);
  const query = url.searchParams;
  const host = named('host', url.hostname.replaceAll(/[[\]]/gu, '') || query.get('host'));
  const user = named('user', decodeURIComponent(url.username) || query.get('user'));
  const database = named('database', decodeURIComponent(url.pathname.slice(1)));
  const port = url.port === '' ? DEFAULT_PORT : Number(url.port);
  const isLocal = host.startsWith('/') || LOOPBACK.has(host);
  const mode = query.get('sslmode') ?? (isLocal ? 'disable' : 'verify-full');
  refuseMode(mode, host, isLocal);
  const place = { host, port, user, database };
  return mode === 'disable' ? place : { ...place, tls: tlsOf(query) };
}

function urlOf(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !PROTOCOLS.has(url.protocol)) refuse(`has not the form ${FORM}`);
  if (url.password !== '') refuse('has a password in it: put that into --ledger-password-file');
  const unknown = [...url.searchParams.keys()].find((name) => !PARAMETERS.has(name));
  if (unknown !== undefined) {
    refuse(`has the parameter '${unknown}'; known: ${[...PARAMETERS].join(', ')}`);
  }
  return url;
}

function named(what: string, text: string | null): string {
  if (text === null || text === '') refuse(`names no ${what}; the form is ${FORM}`);
  return text;
}

function refuseMode(mode: string, host: string, isLocal: boolean): void {
  if (mode === 'disable' && !isLocal) {
    refuse(`has sslmode=disable for ${host}: anybody between could be the server`);
  }
  if (mode !== 'disable' && mode !== 'verify-full') {
    refuse(`has sslmode=${mode}, which does not prove who the server is: use verify-full`);
  }
  if (mode === 'verify-full' && host.startsWith('/')) refuse('asks for TLS on a Unix socket');
}

function tlsOf(query: URLSearchParams): PostgresTls {
  const [rootCert, cert, key] = ['sslrootcert', 'sslcert', 'sslkey'].map((name) => query.get(name));
  if ((cert === null) !== (key === null)) refuse('has one of sslcert and sslkey: give both');
  return {
    ...(rootCert == null ? {} : { rootCert }),
    ...(cert == null ? {} : { cert }),
    ...(key == null ? {} : { key }),
  };
}

function refuse(problem: string): never {
  throw new CredfleetError('CONFIG_INVALID', `the URL of --ledger ${problem}`);
}
