/**
 * What a machine held or was sent → one line each, what must be rotated first.
 * @module
 */
import type { ExposureView } from '#src/audit/view/exposure-view.ts';
import { formatTable } from '../table.ts';

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
