/**
 * What a host's row says about its services: is something under way, did it fail, may they be down.
 * @module
 */
import type { ErrorCode } from '#src/errors/credfleet-error.ts';
import type { HostCredentialState } from './host-state.ts';

const IN_FLIGHT: ReadonlySet<string> = new Set(['Dispatched', 'Sealed', 'Activating', 'Soaking']);

/** Failures that happen once units were touched, or after which nobody knows. */
const MAY_BE_DOWN: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'LOST_CONTACT',
  'SYSTEMD_UNREACHABLE',
  'UNIT_RESTART_FAILED',
  'UNIT_RESTART_TIMEOUT',
  'UNIT_NOT_RESTARTED',
  'UNIT_UNHEALTHY',
  'LOADED_CONTENT_DIFFERS',
  'PROBE_FAILED',
  'ROLLBACK_FAILED',
]);

export function isInFlight(row: HostCredentialState): boolean {
  return IN_FLIGHT.has(row.state);
}

export function hasFailed(row: HostCredentialState): boolean {
  return (row.state === 'Failed' || row.state === 'RolledBack') && !isPutOff(row);
}

/** Its TPM was in lockout: nothing was changed, and it gets it when that is over. */
export function isPutOff({ state, code }: HostCredentialState): boolean {
  return state === 'Failed' && code === 'TPM_LOCKED_OUT';
}

/**
 * From Dispatched until proven, or failed and not recovered. A host that refused before it touched a unit, or
 * that rolled back, is not disrupted: its services run what they ran before.
 */
export function isDisrupted(row: HostCredentialState): boolean {
  if (isInFlight(row)) return !isDeparture(row);
  if (row.state !== 'Failed') return false;
  if (row.code === undefined || MAY_BE_DOWN.has(row.code)) return true;
  return row.units.some((unit) => unit.action === 'Restarted' || unit.action === 'Reloaded');
}

export function disruptedHostUids(rows: Iterable<HostCredentialState>): Set<string> {
  const uids = new Set<string>();
  for (const row of rows) if (isDisrupted(row)) uids.add(row.hostUid);
  return uids;
}

/** Of no rollout: a host that left loses what it holds, and none of its units is touched. */
function isDeparture({ removes, rolloutUid }: HostCredentialState): boolean {
  return removes === true && rolloutUid === '';
}
