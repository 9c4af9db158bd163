/**
 * Hosts by the labels that budgets group them by, with the limit of each group. Lists of hosts and of budgets are never
 * changed, only replaced: what was found for two of them is kept as long as they are.
 * @module
 */
import { hostPositions } from './host-positions.ts';
import type { TargetHost } from './next-step.ts';
import { availableBudget, type GroupBudget, unavailableBudget } from './policy.ts';

export type HostGroup = { readonly who: string; readonly limit: number };

export type HostGroups = {
  /** One for each group of each budget. */
  readonly all: readonly HostGroup[];
  /** Those of a host: one for each budget; of one that is not in the list, those that there are. */
  readonly of: (host: TargetHost) => readonly HostGroup[];
};

type Budgets = readonly GroupBudget[];
const NO_LABELS = { labels: {} };
const known = new WeakMap<readonly TargetHost[], WeakMap<Budgets, HostGroups>>();

export function hostGroups(hosts: readonly TargetHost[], budgets: Budgets): HostGroups {
  const ofHosts = known.get(hosts) ?? new WeakMap<Budgets, HostGroups>();
  known.set(hosts, ofHosts);
  const found = ofHosts.get(budgets) ?? group(hosts, budgets);
  ofHosts.set(budgets, found);
  return found;
}

function group(hosts: readonly TargetHost[], budgets: Budgets): HostGroups {
  const all: HostGroup[] = [];
  const byPosition: HostGroup[][] = hosts.map(() => []);
  const byName: Map<string, HostGroup>[] = [];
  for (const budget of budgets) {
    const named = new Map<string, HostGroup>();
    byName.push(named);
    const members = Map.groupBy(hosts.keys(), (at) => groupOf(budget, hosts[at] ?? NO_LABELS));
    for (const [name, positions] of members) {
      const one = { who: `${budget.kind} of ${name}`, limit: limitOf(budget, positions.length) };
      all.push(one);
      named.set(name, one);
      for (const at of positions) byPosition[at]?.push(one);
    }
  }
  const positions = hostPositions(hosts);
  const ofStranger = (host: TargetHost) =>
    budgets.flatMap((budget, at) => byName[at]?.get(groupOf(budget, host)) ?? []);
  return { all, of: (host) => byPosition[positions.get(host.hostUid) ?? -1] ?? ofStranger(host) };
}

/** Hosts without the label are a group of their own: a label that was forgotten does not lift the limit. */
export function groupOf({ groupBy }: GroupBudget, { labels }: Pick<TargetHost, 'labels'>): string {
  return groupBy.map((label) => `${label}=${labels[label] ?? ''}`).join(',');
}

/** A group can always move by one host: a minimum of all its hosts would stop it for ever. */
function limitOf(budget: GroupBudget, size: number): number {
  if (budget.kind === 'maxUnavailable') return unavailableBudget(budget.limit, size);
  return Math.max(1, size - Math.min(availableBudget(budget.limit, size), size - 1));
}
