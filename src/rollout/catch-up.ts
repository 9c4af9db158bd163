/**
 * Which hosts get the stable version now, outside of any rollout: those that were offline when it came,
 * those that joined since, those that lost it. Never one on which this very version has failed.
 * @module
 */
import { hasFailed, isDisrupted, isInFlight } from './disruption.ts';
import type { HostCredentialState } from './host-state.ts';
import type { TargetHost } from './next-step.ts';

export type CatchUpInput = {
  readonly stableVersion: number;
  readonly hosts: readonly TargetHost[];
  readonly rows: ReadonlyMap<string, HostCredentialState>;
  /** Hosts that a rollout takes in this very pass. */
  readonly taken: ReadonlySet<string>;
  /** Hosts of these on which another credential of the same units is under way. */
  readonly disruptedElsewhere: ReadonlySet<string>;
  /** How many hosts may be disrupted at once. */
  readonly budget: number;
};

export function planCatchUp(input: CatchUpInput): readonly TargetHost[] {
  const disrupted = new Set([...input.taken, ...input.disruptedElsewhere]);
  for (const row of input.rows.values()) if (isDisrupted(row)) disrupted.add(row.hostUid);

  const catching: TargetHost[] = [];
  for (const host of input.hosts) {
    if (host.gate?.kind === 'refused') continue;
    if (input.taken.has(host.hostUid) || !isBehind(host, input)) continue;
    if (!disrupted.has(host.hostUid) && disrupted.size >= input.budget) continue;
    disrupted.add(host.hostUid);
    catching.push(host);
  }
  return catching;
}

/** Behind, and passed over because of what their TPMs showed. */
export function unattestedBehind(input: CatchUpInput): readonly TargetHost[] {
  return input.hosts.filter((host) => host.gate?.kind === 'refused' && isBehind(host, input));
}

function isBehind(host: TargetHost, { rows, stableVersion }: CatchUpInput): boolean {
  if (!host.connected || host.paused) return false;
  const row = rows.get(host.hostUid);
  if (row === undefined) return true;
  // A newer version was tried here: its rollout decides what comes next, and hosts refuse older ones.
  if (row.targetVersion > stableVersion || row.runningVersion === stableVersion) return false;
  if (isInFlight(row)) return row.targetVersion < stableVersion;
  return row.targetVersion < stableVersion || !hasFailed(row);
}
