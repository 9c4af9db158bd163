/**
 * Who held what when, and what is gone, as columns.
 * @module
 */
import type { GoneView } from '#src/audit/view/gone-view.ts';
import type { IntervalView } from '#src/audit/view/interval-view.ts';
import type { GoneState } from '#src/wire/history-messages.ts';
import { formatTable } from '../table.ts';

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
