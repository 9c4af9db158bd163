/**
 * What is typed after `credfleet audit holders`, `history` and `gone` → what the query service is asked. Whether it
 * makes sense is the controller's to say: it knows what there is, and its clock counts.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { GoneRequest, HistoryRequest, HoldersRequest } from '#src/wire/history-messages.ts';
import { parseCredentialName } from '../context.ts';
import type { GlobalOptions } from '../options.ts';
import { pointInTime, position, wholeNumber } from './event-query.ts';

export type Output = 'table' | 'json';
type PageOptions = { readonly limit?: string; readonly continue?: string };

export type HoldersOptions = GlobalOptions &
  PageOptions & { readonly version?: string; readonly at?: string; readonly output: Output };
export type HistoryOptions = GlobalOptions &
  PageOptions & {
    readonly credential?: string;
    readonly version?: string;
    readonly since?: string;
    readonly until?: string;
    readonly output: Output;
  };
export type GoneOptions = GlobalOptions & {
  readonly version: string;
  readonly host?: string;
  readonly output: Output;
};

type Here = { readonly namespace: string; readonly nowMs: number };

/** @throws {CredfleetError} USAGE */
export function holdersRequest(name: string, options: HoldersOptions, here: Here): HoldersRequest {
  return {
    ...parseCredentialName(name, here.namespace),
    ...pageOf(options),
    version: wholeNumber('--version', options.version) ?? 0,
    atMs: pointInTime('--at', options.at, here.nowMs) ?? 0,
  };
}

/** @throws {CredfleetError} USAGE */
export function historyRequest(
  host: string | undefined,
  options: HistoryOptions,
  here: Here,
): HistoryRequest {
  const { credential } = options;
  if (host === undefined && credential === undefined) {
    throw new CredfleetError('USAGE', 'name a host, --credential NAMESPACE/NAME, or both');
  }
  const named =
    credential === undefined
      ? { namespace: '', credential: '' }
      : parseCredentialName(credential, here.namespace);
  return {
    ...named,
    ...pageOf(options),
    host: host ?? '',
    version: wholeNumber('--version', options.version) ?? 0,
    sinceMs: pointInTime('--since', options.since, here.nowMs) ?? 0,
    untilMs: pointInTime('--until', options.until, here.nowMs) ?? 0,
  };
}

/** @throws {CredfleetError} USAGE */
export function goneRequest(name: string, options: GoneOptions, here: Here): GoneRequest {
  return {
    ...parseCredentialName(name, here.namespace),
    version: wholeNumber('--version', options.version) ?? 0,
    host: options.host ?? '',
  };
}

/** `limit` 0: everything, page by page. */
function pageOf(options: PageOptions): { readonly after: number; readonly limit: number } {
  return {
    after: position('--continue', options.continue) ?? 0,
    limit: wholeNumber('--limit', options.limit) ?? 0,
  };
}
