/**
 * How many hosts may be disrupted at once: over the whole rollout, and in each group of hosts that share labels. What
 * other credentials of the same units have under way counts too, so that two teams share one budget.
 * @module
 */
import { type HostGroup, hostGroups, type HostGroups } from './host-groups.ts';
import { hostPositions } from './host-positions.ts';
import type { TargetHost } from './next-step.ts';
import { type EffectivePolicy, unavailableBudget } from './policy.ts';

export { groupOf } from './host-groups.ts';

export type BudgetInput = {
  readonly policy: Pick<EffectivePolicy, 'maxUnavailable' | 'groupBudgets'>;
  /** All hosts of the rollout, disrupted or not: what percentages are of. */
  readonly hosts: readonly TargetHost[];
  /** No hosts of it any more; what is under way on them counts all the same. */
  readonly departed?: readonly TargetHost[];
  /** May hold hosts of others. */
  readonly disrupted: ReadonlySet<string>;
};

const NOBODY: ReadonlySet<string> = new Set();

export class Budgets {
  readonly #whole: HostGroup;
  readonly #groups: HostGroups;
  /** Group → the hosts that are charged to it. */
  readonly #charged = new Map<HostGroup, Set<string>>();

  constructor({ policy, hosts, departed = [], disrupted }: BudgetInput) {
    const limit = unavailableBudget(policy.maxUnavailable, hosts.length);
    this.#whole = { who: 'maxUnavailable', limit };
    this.#groups = hostGroups(hosts, policy.groupBudgets);
    const positions = hostPositions(hosts);
    for (const hostUid of disrupted) {
      const host = hosts[positions.get(hostUid) ?? -1];
      if (host !== undefined) this.#charge(host);
    }
    for (const host of departed) if (disrupted.has(host.hostUid)) this.#charge(host);
  }

  /** Charges the host when every budget has room, or is charged with it already. */
  take(host: TargetHost): boolean {
    if (this.#full(host) !== undefined) return false;
    this.#charge(host);
    return true;
  }

  /** Nobody fits any more but those that are charged already. */
  get isSpent(): boolean {
    return this.charged.size >= this.#whole.limit;
  }

  get charged(): ReadonlySet<string> {
    return this.#of(this.#whole);
  }

  /** Which budget keeps the host back, and the hosts that use it up; undefined when none does. */
  blocks(
    host: TargetHost,
  ): { readonly who: string; readonly hostUids: ReadonlySet<string> } | undefined {
    const full = this.#full(host);
    return full === undefined ? undefined : { who: full.who, hostUids: this.#of(full) };
  }

  /** The whole rollout's first, then group by group. */
  accounts(): readonly { readonly who: string; readonly limit: number; readonly used: number }[] {
    return [this.#whole, ...this.#groups.all].map((group) => {
      const { who, limit } = group;
      return { who, limit, used: this.#of(group).size };
    });
  }

  #full(host: TargetHost): HostGroup | undefined {
    if (this.#isFull(this.#whole, host)) return this.#whole;
    return this.#groups.of(host).find((group) => this.#isFull(group, host));
  }

  #isFull(group: HostGroup, { hostUid }: TargetHost): boolean {
    const charged = this.#of(group);
    return charged.size >= group.limit && !charged.has(hostUid);
  }

  #charge(host: TargetHost): void {
    this.#chargeTo(this.#whole, host);
    for (const group of this.#groups.of(host)) this.#chargeTo(group, host);
  }

  #chargeTo(group: HostGroup, { hostUid }: TargetHost): void {
    const charged = this.#charged.get(group);
    if (charged === undefined) this.#charged.set(group, new Set([hostUid]));
    else charged.add(hostUid);
  }

  #of(group: HostGroup): ReadonlySet<string> {
    return this.#charged.get(group) ?? NOBODY;
  }
}
