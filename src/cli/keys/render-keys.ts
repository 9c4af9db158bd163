/**
 * `credfleet keys status` as a person reads it, and as a program does.
 * @module
 */
import { formatTime } from '#src/api/time.ts';
import type { KeysStatus } from '#src/wire/keys-messages.ts';
import { formatTable } from '../table.ts';

const DAY_MS = 86_400_000;
export const WARN_BEFORE_DAYS = 365;
const MAX_NAMES = 10;

export function keysView({ cas, changes, ...status }: KeysStatus): object {
  return {
    ...status,
    cas: cas.map(({ role, pin, notAfterMs }) => ({ role, pin, notAfter: formatTime(notAfterMs) })),
    changes: changes.map(({ atMs, ...change }) => ({ ...change, at: formatTime(atMs) })),
  };
}

export function renderKeys(status: KeysStatus, nowMs: number): string {
  const { cas, intentKeyIds, trustEpoch } = status;
  const rows = [
    ...cas.map(({ role, pin, notAfterMs }) => ['ca', role, pin, formatTime(notAfterMs)]),
    ...intentKeyIds.map((id, at) => ['intent', at === 0 ? 'present' : 'next', id, '']),
  ];
  const pins = cas.filter(({ role }) => role !== 'former').map(({ pin }) => `--ca-pin ${pin}`);
  return [
    formatTable(COLUMNS, rows),
    `Trust bundle ${trustEpoch}${lastChange(status)}. ${hostsOf(status)}`,
    `Install agents with ${pins.join(' ')}`,
    ...warnings(status, nowMs),
  ].join('\n');
}

const COLUMNS = ['KEY', 'ROLE', 'ID', 'ENDS'];

function lastChange({ changes }: KeysStatus): string {
  const last = changes.at(-1);
  return last === undefined ? '' : `, since ${formatTime(last.atMs)} by ${last.by}`;
}

function hostsOf({ hosts, behind, behindHosts }: KeysStatus): string {
  const held = `${hosts - behindHosts} of ${hosts} hosts hold it`;
  if (behind.length === 0) return `${held}.`;
  const names = behind.slice(0, MAX_NAMES).map(({ host, trustEpoch }) => {
    return `${host} (${trustEpoch === 0 ? 'not here since the controller started' : `bundle ${trustEpoch}`})`;
  });
  const more = behindHosts - names.length;
  return `${held}; not known to: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}

export function caEndsInDays({ cas }: KeysStatus, nowMs: number): number {
  const present = cas.find(({ role }) => role === 'present');
  return Math.floor(((present?.notAfterMs ?? nowMs) - nowMs) / DAY_MS);
}

function warnings(status: KeysStatus, nowMs: number): readonly string[] {
  const days = caEndsInDays(status, nowMs);
  if (days >= WARN_BEFORE_DAYS) return [];
  return [`The CA ends in ${days} days: credfleet keys rotate ca`];
}
