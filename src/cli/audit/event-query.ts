/**
 * The filters of `credfleet audit` as typed → what the query service is asked.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { parseCredentialName } from '../context.ts';
import { parseSince } from '../parse-duration.ts';
import type { EventQuery } from '../query/query.ts';
import { withoutUndefined } from '../without-undefined.ts';

export type AuditFilters = {
  readonly namespace?: string;
  readonly credential?: string;
  readonly host?: string;
  readonly version?: string;
  readonly actor?: string;
  readonly type?: string;
  readonly since?: string;
  readonly until?: string;
  readonly limit?: string;
  readonly continue?: string;
  readonly follow?: boolean;
};

/**
 * @param now.namespace of the context, for a credential named without one; alone it does not filter.
 * @throws {CredfleetError} USAGE for a filter that cannot be read.
 */
export function eventQueryOf(
  filters: AuditFilters,
  now: { readonly namespace: string; readonly nowMs: number },
): EventQuery {
  const { credential, namespace, host, actor, type, follow } = filters;
  const about =
    credential === undefined ? { namespace } : parseCredentialName(credential, now.namespace);
  return withoutUndefined({
    ...about,
    host,
    actor,
    type,
    follow,
    version: wholeNumber('--version', filters.version),
    limit: wholeNumber('--limit', filters.limit),
    afterSeq: position('--continue', filters.continue),
    sinceMs: pointInTime('--since', filters.since, now.nowMs),
    untilMs: pointInTime('--until', filters.until, now.nowMs),
  });
}

export function wholeNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/u.test(text)) return Number(text);
  throw new CredfleetError('USAGE', `${option} '${text}' is not a number above 0`);
}

/** What a former answer ended with. */
export function position(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/u.test(text)) return Number(text);
  throw new CredfleetError('USAGE', `${option} '${text}' is no token that an answer came with`);
}

export function pointInTime(
  option: string,
  text: string | undefined,
  nowMs: number,
): number | undefined {
  if (text === undefined) return undefined;
  const atMs = parseSince(text, nowMs);
  if (atMs !== undefined) return atMs;
  throw new CredfleetError(
    'USAGE',
    `${option} '${text}' is neither a duration such as 7d or 12h nor a time such as 2026-11-01T00:00:00Z`,
  );
}
