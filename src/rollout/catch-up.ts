/**
 * Which hosts get the stable version now, outside of any rollout: those that were offline when it came,
 * those that joined since, those that lost it. Never one on which this very version has failed.
 * @module
 */
import { type BudgetInput, Budgets } from './budget.ts';
import { hasFailed, isInFlight } from './disruption.ts';
import type { HostCredentialState } from './host-state.ts';
import type { TargetHost } from './next-step.ts';
import { disruptedIn } from './row-index.ts';

export type CatchUpInput = {
  readonly stableVersion: number;
  readonly hosts: readonly TargetHost[];
  readonly rows: ReadonlyMap<string, HostCredentialState>;
  /** What {@link hostsBehind} finds for this input, when somebody keeps it. */
  readonly behind?: readonly TargetHost[];
  /** Hosts that hold it in a seal that is older than somebody asked for; absent: none. */
  readonly sealedBefore?: readonly TargetHost[];
  /** Hosts that are no targets any more; absent: none. */
  readonly departed?: readonly TargetHost[];
  /** Hosts that a rollout takes in this very pass. */
  readonly taken: ReadonlySet<string>;
  /** Hosts of these on which another credential of the same units is under way. */
  readonly disruptedElsewhere: ReadonlySet<string>;
  readonly policy: BudgetInput['policy'];
};

export function planCatchUp(input: CatchUpInput): readonly TargetHost[] {
  const { policy, hosts, departed = [], rows, taken, disruptedElsewhere } = input;
  const behind = allBehind(input);
  if (behind.length === 0) return [];
  const disrupted = new Set([...disruptedIn(rows), ...disruptedElsewhere, ...taken]);
  const budgets = new Budgets({ policy, hosts, departed, disrupted });
  const catching: TargetHost[] = [];
  for (const host of behind) {
    if (host.gate?.kind === 'refused' || taken.has(host.hostUid)) continue;
    if (budgets.take(host)) catching.push(host);
  }
  return catching;
}

/** Behind, and passed over because of what their TPMs showed. */
export function passedOverBehind(input: CatchUpInput): readonly TargetHost[] {
  return allBehind(input).filter((host) => host.gate?.kind === 'refused');
}

/** Who asks for a new seal by itself is not there twice. */
function allBehind(input: CatchUpInput): readonly TargetHost[] {
  const { sealedBefore = [] } = input;
  const behind = input.behind ?? hostsBehind(input);
  return [...behind, ...sealedBefore.filter((host) => mayReceive(host) && !behind.includes(host))];
}

export type HostsBehindInput = Pick<CatchUpInput, 'hosts' | 'rows' | 'stableVersion'>;

/** In the order of the hosts. */
export function hostsBehind(input: HostsBehindInput): readonly TargetHost[] {
  return input.hosts.filter((host) => isBehind(host, input));
}

export function isBehind(
  host: TargetHost,
  { rows, stableVersion }: Pick<CatchUpInput, 'rows' | 'stableVersion'>,
): boolean {
  if (!mayReceive(host)) return false;
  const row = rows.get(host.hostUid);
  if (row === undefined) return true;
  if (host.removes === true && isEmpty(row)) return false;
  // A newer version was tried here: its rollout decides what comes next, and hosts refuse older ones.
  if (row.targetVersion > stableVersion) return false;
  if (row.runningVersion === stableVersion) return asksAnew(row);
  return row.targetVersion < stableVersion || !(isInFlight(row) || hasFailed(row));
}

/** It holds the version, in sealed files that come to their end. */
export function asksAnew({ state, code }: HostCredentialState): boolean {
  return (state === 'Healthy' || state === 'Staged') && code === 'SEAL_EXPIRING';
}

function isEmpty(row: HostCredentialState): boolean {
  return row.runningVersion === 0 && !isInFlight(row);
}

function mayReceive({ connected, paused, frozen }: TargetHost): boolean {
  return connected && !paused && frozen === undefined;
}
