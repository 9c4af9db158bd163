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
  /** Hosts that a rollout takes in this very pass, and those disrupted by other credentials. */
  readonly busy: ReadonlySet<string>;
  /** How many hosts may be disrupted at once. */
  readonly budget: number;
};

export function planCatchUp(input: CatchUpInput): readonly TargetHost[] {
  const { hosts, rows, busy } = input;
  const disrupted = new Set(busy);
  for (const row of rows.values()) if (isDisrupted(row)) disrupted.add(row.hostUid);

  const taken: TargetHost[] = [];
  for (const host of hosts) {
    if (busy.has(host.hostUid) || !isBehind(host, input)) continue;
    if (!disrupted.has(host.hostUid) && disrupted.size >= input.budget) continue;
    disrupted.add(host.hostUid);
    taken.push(host);
  }
  return taken;
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
