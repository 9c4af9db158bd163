/**
 * What must hold at every moment of a game, whatever happens; each rule throws a Violation that says what was seen.
 * @module
 */
import type { Ledger, LedgerWrite } from '#controller/ledger/ledger.ts';
import { groupOf } from '#src/rollout/budget.ts';
import { disruptedHostUids } from '#src/rollout/disruption.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import { isTerminal } from '#src/rollout/plan.ts';
import {
  availableBudget,
  type EffectivePolicy,
  type GroupBudget,
  unavailableBudget,
} from '#src/rollout/policy.ts';
import type { SimHost } from './sim-host.ts';

export class Violation extends Error {}

type Labels = Readonly<Record<string, string>>;

export type RuleWorld = {
  readonly ledger: Ledger;
  readonly hosts: readonly SimHost[];
  readonly policy: Pick<EffectivePolicy, 'maxUnavailable' | 'groupBudgets'>;
  readonly labelsOf: (hostUid: string) => Labels;
  readonly revokedOf: (credential: string) => ReadonlySet<number>;
};

/** Watches the ledger: no write may make more hosts disrupted than the budgets allow. */
export class Rules {
  readonly #world: RuleWorld;
  /** Since when no rollout may send any more: its UID. */
  readonly #ended = new Set<string>();

  constructor(world: RuleWorld) {
    this.#world = world;
  }

  onWrite(change: LedgerWrite, write: () => void): void {
    const { ledger } = this.#world;
    const rows = ledger.states({});
    const before = disruptedHostUids(rows);
    const known = new Map(rows.map((row) => [`${row.credentialUid}/${row.hostUid}`, row]));
    write();
    const sent = (change.states ?? []).filter((row) =>
      isNewDispatch(row, known.get(`${row.credentialUid}/${row.hostUid}`)),
    );
    this.#checkEnded(change, sent);
    this.#checkEvents(change, sent);
    this.#checkRevoked(sent);
    const after = disruptedHostUids(ledger.states({}));
    const added = sent.filter(({ hostUid }) => !before.has(hostUid) && after.has(hostUid));
    if (added.length > 0) this.#checkBudgets(after, added);
  }

  /** What is really down, whatever anybody wrote down. */
  checkUnits(): void {
    const { hosts, policy } = this.#world;
    const down = hosts.filter(({ systemd }) => systemd.isDownByUs);
    const allowed = unavailableBudget(policy.maxUnavailable, hosts.length);
    if (down.length > allowed) {
      throw new Violation(`${names(down)} are down at once, ${allowed} may`);
    }
    for (const host of hosts) this.#checkRestarts(host);
    const misuser = hosts.find(({ tpmMisuses }) => tpmMisuses > 0);
    if (misuser !== undefined) throw new Violation(`${misuser.name} used a TPM in lockout`);
  }

  #checkRestarts({ name, systemd }: SimHost): void {
    for (const { unit, before, after, wasDown } of systemd.restarts.splice(0)) {
      if (before !== after || wasDown) continue;
      throw new Violation(`${name}: ${unit} was restarted without a change of content (${before})`);
    }
  }

  #checkBudgets(after: ReadonlySet<string>, added: readonly HostCredentialState[]): void {
    const { hosts, policy } = this.#world;
    const down = hosts.filter(({ hostUid }) => after.has(hostUid));
    const allowed = unavailableBudget(policy.maxUnavailable, hosts.length);
    if (down.length > allowed) {
      throw new Violation(`${names(down)} are disrupted, ${allowed} may; sent to ${names(added)}`);
    }
    for (const budget of policy.groupBudgets) this.#checkGroups(budget, { after, added });
  }

  #checkGroups(
    budget: GroupBudget,
    {
      after,
      added,
    }: { readonly after: ReadonlySet<string>; readonly added: readonly HostCredentialState[] },
  ): void {
    const { hosts, labelsOf } = this.#world;
    const inGroup = (hostUid: string) => groupOf(budget, { labels: labelsOf(hostUid) });
    for (const [group, members] of Map.groupBy(hosts, ({ hostUid }) => inGroup(hostUid))) {
      if (!added.some(({ hostUid }) => inGroup(hostUid) === group)) continue;
      const down = members.filter(({ hostUid }) => after.has(hostUid));
      const allowed = limitOf(budget, members.length);
      if (down.length <= allowed) continue;
      throw new Violation(`${names(down)} of ${group} are disrupted, ${allowed} may`);
    }
  }

  /** A rollout that is over sends nothing more; catching up is the stable one's, which has succeeded. */
  #checkEnded(change: LedgerWrite, sent: readonly HostCredentialState[]): void {
    const dead = sent.find(({ rolloutUid }) => this.#ended.has(rolloutUid));
    if (dead !== undefined) {
      throw new Violation(
        `${dead.host} is sent version ${dead.targetVersion} of a rollout that is over`,
      );
    }
    for (const { rolloutUid, state } of change.rollouts ?? []) {
      if (isTerminal(state) && state !== 'Succeeded') this.#ended.add(rolloutUid);
    }
  }

  #checkRevoked(sent: readonly HostCredentialState[]): void {
    const { revokedOf } = this.#world;
    const bad = sent.find(
      (row) => row.removes !== true && revokedOf(row.credential).has(row.targetVersion),
    );
    if (bad === undefined) return;
    throw new Violation(`${bad.host} is sent version ${bad.targetVersion}, which is revoked`);
  }

  /** State never changes without its event. */
  #checkEvents({ events = [] }: LedgerWrite, sent: readonly HostCredentialState[]): void {
    const told = events.filter(({ type }) => type === 'host.version.dispatched');
    for (const row of sent) {
      const isTold = told.some(
        ({ subject }) => subject.hostUID === row.hostUid && subject.version === row.targetVersion,
      );
      if (!isTold)
        throw new Violation(`${row.host}: dispatch of ${row.targetVersion} without event`);
    }
  }
}

/** Written again with the number of its push, or as one that left, it is no new one. */
function isNewDispatch(row: HostCredentialState, before: HostCredentialState | undefined): boolean {
  const isKnown =
    before?.state === 'Dispatched' &&
    before.targetVersion === row.targetVersion &&
    before.removes === row.removes &&
    before.dispatchedAtMs === row.dispatchedAtMs;
  return row.state === 'Dispatched' && row.pushSeq === 0 && !isKnown;
}

/** A host is in no group yet while it is the only one: each group can move by one. */
function limitOf(budget: GroupBudget, size: number): number {
  if (budget.kind === 'maxUnavailable') return unavailableBudget(budget.limit, size);
  return Math.max(1, size - Math.min(availableBudget(budget.limit, size), size - 1));
}

function names(hosts: readonly { readonly name?: string; readonly host?: string }[]): string {
  return hosts.map(({ name, host }) => name ?? host).join(', ');
}
