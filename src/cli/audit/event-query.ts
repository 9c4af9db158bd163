/**
 * The filters of `credfleet audit` as typed → what the query service is asked.
 * @module
 */
import { parseCredentialName } from '#src/api/namespaced-name.ts';
import { pointInTime, position, wholeNumber } from '#src/audit/question/read-filter.ts';
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
  /** A new file. */
  readonly proof?: string;
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
