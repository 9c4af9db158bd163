/**
 * What planning one HostCredential leaves behind for the next time: its rows, its hosts in order, and what was counted
 * over them. Everything here could be found anew from the ledger and the objects, and is the same then.
 * @module
 */
import { hostPositions } from '#src/rollout/host-positions.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import type { HostsBehindInput } from '#src/rollout/catch-up.ts';
import type { TargetHost } from '#src/rollout/next-step.ts';
import type { FrozenPlan } from '#src/rollout/rollout-record.ts';
import type { RowIndex } from '#src/rollout/row-index.ts';
import type { Tally, TallyInput } from '#src/rollout/tally.ts';
import { LiveBehind } from './live-behind.ts';
import { LiveTally } from './live-tally.ts';

type Order = {
  readonly frozen: FrozenPlan;
  readonly from: readonly TargetHost[];
  readonly hosts: readonly TargetHost[];
};

type Outside = {
  readonly hosts: readonly TargetHost[];
  readonly mark: number;
  readonly hostUids: ReadonlySet<string>;
};

export class KeptPlan {
  readonly rows: RowIndex;
  /** By UID of the rollout. */
  readonly #tallies = new Map<string, LiveTally>();
  readonly #orders = new Map<string, Order>();
  #behind: LiveBehind | undefined;
  #outside: Outside | undefined;

  constructor(rows: RowIndex) {
    this.rows = rows;
  }

  /** Undefined when these are not the rows that are kept. */
  tally({ rollout, hosts, rows }: TallyInput): Tally | undefined {
    if (rows !== this.rows || hosts.length === 0) return undefined;
    const input = { rollout, hosts, rows: this.rows };
    const { uid } = rollout;
    const kept = this.#tallies.get(uid);
    const tally = kept?.isOf(input) === true ? kept : new LiveTally(input);
    this.#tallies.set(uid, tally);
    return tally.current();
  }

  behind({ hosts, rows, stableVersion }: HostsBehindInput): readonly TargetHost[] | undefined {
    if (rows !== this.rows) return undefined;
    const input = { hosts, rows: this.rows, stableVersion };
    if (this.#behind?.isOf(input) !== true) this.#behind = new LiveBehind(input);
    return this.#behind.current();
  }

  /** Rows of hosts that are not in the list. */
  outside(hosts: readonly TargetHost[]): readonly HostCredentialState[] {
    const { changes } = this.rows;
    const kept = this.#outside?.hosts === hosts ? this.#outside : undefined;
    const changed = kept === undefined ? undefined : changes.since(kept.mark);
    const positions = hostPositions(hosts);
    const candidates =
      changed === undefined ? this.rows.keys() : [...(kept?.hostUids ?? []), ...changed];
    const hostUids = new Set([...candidates].filter((hostUid) => !positions.has(hostUid)));
    this.#outside = { hosts, mark: changes.mark, hostUids };
    return [...hostUids].flatMap((hostUid) => this.rows.get(hostUid) ?? []);
  }

  /** The order of a rollout that has begun depends on nothing but its plan and the hosts. */
  order(
    frozen: FrozenPlan,
    from: readonly TargetHost[],
    orderAnew: () => readonly TargetHost[],
  ): readonly TargetHost[] {
    const kept = this.#orders.get(frozen.rolloutUid);
    if (kept?.frozen === frozen && kept.from === from) return kept.hosts;
    const hosts = orderAnew();
    this.#orders.set(frozen.rolloutUid, { frozen, from, hosts });
    return hosts;
  }

  /** Of rollouts that are not there any more nothing is kept. */
  keepOnly(rolloutUids: ReadonlySet<string>): void {
    for (const map of [this.#tallies, this.#orders]) {
      for (const uid of map.keys()) if (!rolloutUids.has(uid)) map.delete(uid);
    }
  }
}
