/**
 * Where each host stands in a list of hosts. Lists are never changed, only replaced: what was found for one is kept as
 * long as the list is.
 * @module
 */
import type { TargetHost } from './next-step.ts';

const known = new WeakMap<readonly TargetHost[], ReadonlyMap<string, number>>();

/** Host UID → index. */
export function hostPositions(hosts: readonly TargetHost[]): ReadonlyMap<string, number> {
  const found = known.get(hosts);
  if (found !== undefined) return found;
  const positions = new Map(hosts.map(({ hostUid }, at) => [hostUid, at] as const));
  known.set(hosts, positions);
  return positions;
}

/** Those of the UIDs that are in the list, in its order. */
export function hostsAmong(
  hosts: readonly TargetHost[],
  hostUids: Iterable<string>,
): readonly TargetHost[] {
  const positions = hostPositions(hosts);
  return [...hostUids]
    .flatMap((hostUid) => positions.get(hostUid) ?? [])
    .toSorted((a, b) => a - b)
    .flatMap((at) => hosts[at] ?? []);
}

export function hostWith(hosts: readonly TargetHost[], hostUid: string): TargetHost | undefined {
  return hosts[hostPositions(hosts).get(hostUid) ?? -1];
}
