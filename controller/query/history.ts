/**
 * Who held what, from when until when: at one moment, or of a host or a HostCredential over time.
 * @module
 */
import type { IntervalFilter, Ledger, StoredInterval } from '#controller/ledger/ledger.ts';
import type { Context } from '#controller/reconcile/context.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type {
  HistoryRequest,
  HoldersRequest,
  IntervalRow,
  LoadedBy,
  Page,
} from '#src/wire/history-messages.ts';
import {
  requireCredential,
  requireHost,
  requireOrder,
  requirePast,
  requireVersion,
} from './question.ts';

type Known = Pick<Context, 'ledger' | 'view' | 'clock'>;

const PAGE_DEFAULT = 1_000;
const PAGE_MAX = 10_000;

/** @throws {CredfleetError} OBJECT_NOT_FOUND, USAGE */
export function holders(context: Known, request: HoldersRequest): readonly IntervalRow[] {
  const { namespace, credential, version, atMs } = request;
  requirePast(context, { at: atMs });
  if (version === 0) requireCredential(context, request);
  else requireVersion(context, request);
  const when: IntervalFilter = atMs === 0 ? { isOpen: true } : { atMs };
  const filter = { namespace, credential, ...when, ...versionOf(version), ...pageOf(request) };
  return context.ledger.intervals(filter).map((row) => withLoads(context.ledger, row));
}

/** @throws {CredfleetError} OBJECT_NOT_FOUND, USAGE */
export function history(context: Known, request: HistoryRequest): readonly IntervalRow[] {
  const { host, namespace, credential, version, sinceMs, untilMs } = request;
  if (host === '' && credential === '') {
    throw new CredfleetError('USAGE', 'history of what? name a host, a HostCredential, or both');
  }
  requirePast(context, { since: sinceMs, until: untilMs });
  requireOrder(sinceMs, untilMs);
  if (host !== '') requireHost(context, host);
  if (credential !== '') requireCredential(context, request);
  const filter: IntervalFilter = {
    ...(host === '' ? {} : { host }),
    ...(credential === '' ? {} : { namespace, credential }),
    ...versionOf(version),
    ...(sinceMs === 0 ? {} : { sinceMs }),
    ...(untilMs === 0 ? {} : { untilMs }),
    ...pageOf(request),
  };
  return context.ledger.intervals(filter).map((row) => withLoads(context.ledger, row));
}

function versionOf(version: number): Pick<IntervalFilter, 'version'> {
  return version === 0 ? {} : { version };
}

function pageOf({ after, limit }: Page): Required<Pick<IntervalFilter, 'afterId' | 'limit'>> {
  return { afterId: after, limit: Math.min(limit === 0 ? PAGE_DEFAULT : limit, PAGE_MAX) };
}

function withLoads(ledger: Ledger, interval: StoredInterval): IntervalRow {
  return { ...interval, loadedBy: interval.toMs === undefined ? loadsOf(ledger, interval) : [] };
}

/** Only a proof is one: while something else is under way the matrix speaks of that. */
function loadsOf(ledger: Ledger, { hostUid, credentialUid, version }: StoredInterval): LoadedBy[] {
  const [row] = ledger.states({ hostUid, credentialUid });
  if (row?.state !== 'Healthy' || row.targetVersion !== version) return [];
  return row.units
    .filter((unit) => unit.loadedEqualsVersion === 'Yes')
    .map((unit) => ({ unit: unit.name, invocationId: unit.invocationAfter }));
}
