/**
 * What a machine held or was sent → one line each, what must be rotated first.
 * @module
 */
import { formatTime } from '#src/api/time.ts';
import type { ExposureRow } from '#src/wire/query-messages.ts';
import { formatTable } from '../table.ts';

/** `-o json` prints these: a stable shape, fields are only added. */
export type ExposureView = {
  readonly host: string;
  readonly namespace: string;
  readonly credential: string;
  readonly version: number;
  readonly since: string;
  /** Null: still there as far as is known. */
  readonly until: string | null;
  /** Proven to be held; otherwise it was sent, and may have been read. */
  readonly held: boolean;
  readonly state: ExposureRow['state'];
  readonly mustRotate: boolean;
};

export function exposureView(row: ExposureRow): ExposureView {
  const { host, namespace, credential, version, sinceMs, untilMs, wasHeld, state } = row;
  return {
    host,
    namespace,
    credential,
    version,
    since: formatTime(sinceMs),
    until: untilMs === undefined ? null : formatTime(untilMs),
    held: wasHeld,
    state,
    mustRotate: state !== 'Replaced',
  };
}

export function renderExposure(host: string, rows: readonly ExposureView[]): string {
  if (rows.length === 0) return `${host} was never sent a credential.`;
  const table = formatTable(
    ['NAMESPACE', 'CREDENTIAL', 'VERSION', 'HELD', 'SINCE', 'UNTIL', 'STATE'],
    rows.map((row) => [
      row.namespace,
      row.credential,
      String(row.version),
      row.held ? 'yes' : 'sent',
      row.since,
      row.until ?? 'still',
      row.state,
    ]),
  );
  const rotate = rows.filter((row) => row.mustRotate);
  const names = [...new Set(rotate.map((row) => `${row.namespace}/${row.credential}`))];
  const verdict =
    names.length === 0
      ? 'Nothing of it is in use any more.'
      : `Rotate ${names.length === 1 ? 'this one' : `these ${names.length}`} at the source: ${names.join(', ')}`;
  return `${table}\n${verdict}`;
}
