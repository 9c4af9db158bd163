/**
 * How many hosts may be disrupted at once: over the whole rollout, and in each group of hosts that share labels. What
 * other credentials of the same units have under way counts too, so that two teams share one budget.
 * @module
 */
import type { TargetHost } from './next-step.ts';
import {
  availableBudget,
  type EffectivePolicy,
  type GroupBudget,
  unavailableBudget,
} from './policy.ts';

export type BudgetInput = {
  readonly policy: Pick<EffectivePolicy, 'maxUnavailable' | 'groupBudgets'>;
  /** All hosts of the rollout, disrupted or not: what percentages are of. */
  readonly hosts: readonly TargetHost[];
  /** May hold hosts of others. */
  readonly disrupted: ReadonlySet<string>;
};

/** A limit and who uses it: `who` is "maxUnavailable" or, for a group, its labels. */
type Account = { readonly who: string; readonly limit: number; readonly disrupted: Set<string> };

export class Budgets {
  readonly #policy: BudgetInput['policy'];
  readonly #accounts = new Map<string, Account>();

  constructor({ policy, hosts, disrupted }: BudgetInput) {
    this.#policy = policy;
    const whole = unavailableBudget(policy.maxUnavailable, hosts.length);
    this.#accounts.set('', { who: 'maxUnavailable', limit: whole, disrupted: new Set() });
    for (const [index, budget] of policy.groupBudgets.entries()) this.#open(index, budget, hosts);
    for (const host of hosts) if (disrupted.has(host.hostUid)) this.#charge(host);
  }

  /** Charges the host when every budget has room, or is charged with it already. */
  take(host: TargetHost): boolean {
    if (this.#full(host) !== undefined) return false;
    this.#charge(host);
    return true;
  }

  /** Which budget keeps the host back, and the hosts that use it up; undefined when none does. */
  blocks(
    host: TargetHost,
  ): { readonly who: string; readonly hostUids: ReadonlySet<string> } | undefined {
    const account = this.#full(host);
    return account === undefined ? undefined : { who: account.who, hostUids: account.disrupted };
  }

  /** The whole rollout's first, then group by group. */
  accounts(): readonly { readonly who: string; readonly limit: number; readonly used: number }[] {
    return [...this.#accounts.values()].map(({ who, limit, disrupted }) => {
      return { who, limit, used: disrupted.size };
    });
  }

  #open(index: number, budget: GroupBudget, hosts: readonly TargetHost[]): void {
    const groups = Map.groupBy(hosts, (host) => groupOf(budget, host));
    for (const [group, { length: size }] of groups) {
      const who = `${budget.kind} of ${group}`;
      const limit = limitOf(budget, size);
      this.#accounts.set(`${index} ${group}`, { who, limit, disrupted: new Set() });
    }
  }

  #full(host: TargetHost): Account | undefined {
    return this.#of(host).find(
      ({ limit, disrupted }) => !disrupted.has(host.hostUid) && disrupted.size >= limit,
    );
  }

  #charge(host: TargetHost): void {
    for (const { disrupted } of this.#of(host)) disrupted.add(host.hostUid);
  }

  #of(host: TargetHost): readonly Account[] {
    const groups = this.#policy.groupBudgets.map(
      (budget, index) => `${index} ${groupOf(budget, host)}`,
    );
    return ['', ...groups].flatMap((key) => this.#accounts.get(key) ?? []);
  }
}

/** Hosts without the label are a group of their own: a label that was forgotten does not lift the limit. */
export function groupOf({ groupBy }: GroupBudget, { labels }: TargetHost): string {
  return groupBy.map((label) => `${label}=${labels[label] ?? ''}`).join(',');
}

/** A group can always move by one host: a minimum of all its hosts would stop it for ever. */
function limitOf(budget: GroupBudget, size: number): number {
  if (budget.kind === 'maxUnavailable') return unavailableBudget(budget.limit, size);
  return Math.max(1, size - Math.min(availableBudget(budget.limit, size), size - 1));
}
