/**
 * Who held what when, and what is gone: as columns, and as the JSON that `-o json` prints.
 * @module
 */
import { formatTime } from '#src/api/time.ts';
import type { GoneRow, GoneState, IntervalRow, LoadedBy } from '#src/wire/history-messages.ts';
import { formatTable } from '../table.ts';

/** A stable shape: fields are only added. */
export type IntervalView = {
  readonly host: string;
  readonly hostUID: string;
  readonly namespace: string;
  readonly credential: string;
  readonly credentialUID: string;
  readonly version: number;
  readonly since: string;
  /** Null: still. */
  readonly until: string | null;
  /** '' while it lasts. */
  readonly endReason: string;
  readonly loadedBy: readonly LoadedBy[];
};

export function intervalView(row: IntervalRow): IntervalView {
  const { host, hostUid, namespace, credential, credentialUid, version, loadedBy } = row;
  return {
    host,
    hostUID: hostUid,
    namespace,
    credential,
    credentialUID: credentialUid,
    version,
    since: formatTime(row.fromMs),
    until: row.toMs === undefined ? null : formatTime(row.toMs),
    endReason: row.endReason ?? '',
    loadedBy,
  };
}

export function renderIntervals(rows: readonly IntervalView[]): string {
  return formatTable(
    ['HOST', 'CREDENTIAL', 'VERSION', 'SINCE', 'UNTIL', 'END', 'LOADED BY'],
    rows.map((row) => [
      row.host,
      `${row.namespace}/${row.credential}`,
      String(row.version),
      row.since,
      row.until ?? 'still',
      row.endReason,
      row.loadedBy.map(({ unit, invocationId }) => `${unit}[${invocationId}]`).join(' '),
    ]),
  );
}

/** A stable shape: fields are only added. */
export type GoneView = {
  readonly host: string;
  readonly hostUID: string;
  readonly credentialUID: string;
  readonly version: number;
  readonly state: GoneState;
  readonly since: string;
  readonly evidence: readonly number[];
  readonly receipts: readonly number[];
};

export function goneView(row: GoneRow): GoneView {
  const { host, hostUid, credentialUid, version, state, sinceMs, evidence, receipts } = row;
  const since = formatTime(sinceMs);
  return {
    host,
    hostUID: hostUid,
    credentialUID: credentialUid,
    version,
    state,
    since,
    evidence,
    receipts,
  };
}

const MEANINGS: Readonly<Record<GoneState, string>> = {
  Gone: 'proven',
  Removed: 'its files are gone; a service may have it loaded until it is restarted',
  Replaced: 'another version runs; this one may be kept, sealed, to go back to',
  Held: 'still there',
  Unknown: 'it was sent; no signed word says that it is gone',
};

export function renderGone(rows: readonly GoneView[]): string {
  return formatTable(
    ['HOST', 'VERSION', 'STATE', 'SINCE', 'EVENTS', 'MEANS'],
    rows.map((row) => [
      row.host,
      String(row.version),
      row.state,
      row.since,
      row.evidence
        .map((seq) => (row.receipts.includes(seq) ? `${seq} (signed)` : `${seq}`))
        .join(', '),
      MEANINGS[row.state],
    ]),
  );
}
