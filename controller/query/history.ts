/**
 * Who held what, from when until when: at one moment, or of a host or a HostCredential over time.
 * @module
 */
import type { IntervalFilter, Ledger, StoredInterval } from '#controller/ledger/ledger.ts';
import type { Context } from '#controller/reconcile/context.ts';
import { refusedField } from '#src/audit/question/refused-field.ts';
import type {
  HistoryRequest,
  HoldersRequest,
  IntervalRow,
  LoadedBy,
  Page,
} from '#src/wire/history-messages.ts';
import { aboveZero, filled } from './filled.ts';
import { requireKept } from './pruned.ts';
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

export type IntervalsRequest = HistoryRequest & {
  /** What was held at this moment; 0: at any. */
  readonly atMs: number;
};

/** @throws {CredfleetError} OBJECT_NOT_FOUND, USAGE */
export function holders(context: Known, request: HoldersRequest): readonly IntervalRow[] {
  const { atMs, version } = request;
  requirePast(context, { at: atMs });
  requireKept(context, { at: atMs });
  if (version === 0) requireCredential(context, request);
  else requireVersion(context, request);
  const when: IntervalFilter = atMs === 0 ? { isOpen: true } : { atMs };
  return rowsOf(context, { ...request, host: '' }, when);
}

/** @throws {CredfleetError} OBJECT_NOT_FOUND, USAGE */
export function history(context: Known, request: HistoryRequest): readonly IntervalRow[] {
  if (request.host === '' && request.credential === '') {
    const text = 'history of what? name a host, a HostCredential, or both';
    throw refusedField('USAGE', 'host', text);
  }
  return intervals(context, { ...request, atMs: 0 });
}

/** Of everything, unless something is named. @throws {CredfleetError} OBJECT_NOT_FOUND, USAGE */
export function intervals(context: Known, request: IntervalsRequest): readonly IntervalRow[] {
  const { host, credential, atMs, sinceMs, untilMs } = request;
  requirePast(context, { at: atMs, since: sinceMs, until: untilMs });
  requireOrder(sinceMs, untilMs);
  requireKept(context, { at: atMs, until: untilMs });
  if (host !== '') requireHost(context, host);
  if (credential !== '') requireCredential(context, request);
  return rowsOf(context, request, aboveZero({ atMs, sinceMs, untilMs }));
}

type Named = Page & Pick<HistoryRequest, 'host' | 'namespace' | 'credential' | 'version'>;

function rowsOf(
  { ledger }: Known,
  { host, namespace, credential, version, ...page }: Named,
  when: IntervalFilter,
): readonly IntervalRow[] {
  const filter: IntervalFilter = {
    ...filled({ host, namespace, credential }),
    ...aboveZero({ version }),
    ...when,
    ...pageOf(page),
  };
  return ledger.intervals(filter).map((row) => withLoads(ledger, row));
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
