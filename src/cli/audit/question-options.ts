/**
 * What is typed after `credfleet audit holders`, `history` and `gone` → what the query service is asked. Whether it
 * makes sense is the controller's to say: it knows what there is, and its clock counts.
 * @module
 */
import { pointInTime, position, wholeNumber } from '#src/audit/question/read-filter.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { GoneRequest, HistoryRequest, HoldersRequest } from '#src/wire/history-messages.ts';
import { parseCredentialName } from '#src/api/namespaced-name.ts';
import type { GlobalOptions } from '../options.ts';
import type { AuditFormat } from './print-rows.ts';
import type { AuditFilters } from './event-query.ts';

/** Those of `audit` itself, and `--at`. */
export type QuestionOptions = GlobalOptions &
  AuditFilters & { readonly at?: string; readonly output: AuditFormat };

type Here = { readonly namespace: string; readonly nowMs: number };

/** @throws {CredfleetError} USAGE */
export function holdersRequest(name: string, options: QuestionOptions, here: Here): HoldersRequest {
  takesOnly(options, ['version', 'limit', 'continue']);
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
  options: QuestionOptions,
  here: Here,
): HistoryRequest {
  takesOnly(options, ['credential', 'version', 'since', 'until', 'limit', 'continue']);
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
export function goneRequest(name: string, options: QuestionOptions, here: Here): GoneRequest {
  takesOnly(options, ['version', 'host', 'proof']);
  const version = wholeNumber('--version', options.version);
  if (version === undefined) throw new CredfleetError('USAGE', 'which version? --version NUMBER');
  return {
    ...parseCredentialName(name, here.namespace),
    version,
    host: options.host ?? '',
  };
}

const FILTERS = [
  'credential',
  'host',
  'version',
  'actor',
  'type',
  'since',
  'until',
  'limit',
  'continue',
  'follow',
  'proof',
] as const satisfies readonly (keyof AuditFilters)[];

/** A filter that is not looked at would make the answer another one. */
function takesOnly(options: QuestionOptions, known: readonly (typeof FILTERS)[number][]): void {
  const other = FILTERS.find((name) => options[name] !== undefined && !known.includes(name));
  if (other === undefined) return;
  const takes = known.map((name) => `--${name}`).join(', ');
  throw new CredfleetError('USAGE', `--${other} is no filter of this question; it takes ${takes}`);
}

/** `limit` 0: everything, page by page. */
function pageOf(options: QuestionOptions): { readonly after: number; readonly limit: number } {
  return {
    after: position('--continue', options.continue) ?? 0,
    limit: wholeNumber('--limit', options.limit) ?? 0,
  };
}
