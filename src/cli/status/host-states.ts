/**
 * The matrix host × credential, one line per pair: what each host holds and proved.
 * @module
 */
import { formatTime } from '#src/api/time.ts';
import type { StateRow } from '#src/wire/query-messages.ts';
import { formatAge, formatTable } from '../table.ts';

/** `-o json` prints these: a stable shape, fields are only added. */
export type HostStateView = Pick<
  StateRow,
  'host' | 'namespace' | 'credential' | 'state' | 'targetVersion' | 'runningVersion' | 'message'
> & {
  /** One of docs/errors.md, '' when all is well. */
  readonly code: string;
  readonly sinceMs: number;
  readonly since: string;
  readonly units: StateRow['units'];
  readonly items: StateRow['items'];
};

export function hostStateView(row: StateRow): HostStateView {
  const { host, namespace, credential, state, targetVersion, runningVersion, message } = row;
  return {
    host,
    namespace,
    credential,
    state,
    targetVersion,
    runningVersion,
    message,
    code: row.code ?? '',
    sinceMs: row.sinceMs,
    since: formatTime(row.sinceMs),
    units: row.units,
    items: row.items,
  };
}

export function renderHostStates(rows: readonly HostStateView[], nowMs: number): string {
  return formatTable(
    ['HOST', 'CREDENTIAL', 'STATE', 'RUNNING', 'TARGET', 'SINCE', 'MESSAGE'],
    rows.map((row) => [
      row.host,
      `${row.namespace}/${row.credential}`,
      row.state,
      row.runningVersion === 0 ? '-' : String(row.runningVersion),
      String(row.targetVersion),
      `${formatAge(nowMs - row.sinceMs)} ago`,
      row.code === '' ? row.message : `${row.code}: ${row.message}`,
    ]),
  );
}
