/**
 * Where each host of a rollout stands, counted once: what the plan decides on and what status shows.
 * @module
 */
import { reasonOf } from '#src/errors/credfleet-error.ts';
import type { HostCredentialState } from './host-state.ts';
import { nextStep, type HostStep, type TargetHost } from './next-step.ts';

export type Touched = {
  readonly host: TargetHost;
  readonly step: Extract<HostStep, { readonly row: HostCredentialState }>;
};

export type Tally = {
  /** Hosts that this version was sent to, in the order in which it was. */
  readonly touched: readonly Touched[];
  /** Hosts that could receive it now, in order. */
  readonly deliverable: readonly TargetHost[];
  readonly offline: readonly TargetHost[];
  readonly held: readonly TargetHost[];
  /** A freeze keeps them back: the rollout waits for its end. */
  readonly frozen: readonly TargetHost[];
  /** Passed over until their TPMs show what is accepted. */
  readonly unattested: readonly TargetHost[];
};

export type RolloutFailure = {
  readonly host: string;
  readonly reason: string;
  readonly message: string;
  readonly rolledBack: boolean;
};

export type TallyInput = {
  readonly rollout: { readonly uid: string; readonly version: number };
  readonly hosts: readonly TargetHost[];
  readonly rows: ReadonlyMap<string, HostCredentialState>;
};

export function tallyHosts({ rollout, hosts, rows }: TallyInput): Tally {
  const touched: Touched[] = [];
  const deliverable: TargetHost[] = [];
  const waiting = {
    HostOffline: [] as TargetHost[],
    HostPaused: [] as TargetHost[],
    Frozen: [] as TargetHost[],
    Unattested: [] as TargetHost[],
  };
  for (const host of hosts) {
    const row = rows.get(host.hostUid);
    const step = nextStep({ host, row, version: rollout.version, rolloutUid: rollout.uid });
    if (step.kind === 'deliver') deliverable.push(host);
    else if (step.kind === 'wait') waiting[step.reason].push(host);
    else touched.push({ host, step });
  }
  // Stable: hosts of one dispatch keep the order of the plan.
  const bySending = touched.toSorted(
    (a, b) => a.step.row.dispatchedAtMs - b.step.row.dispatchedAtMs,
  );
  const { HostOffline: offline, HostPaused: held, Frozen: frozen, Unattested } = waiting;
  return { touched: bySending, deliverable, offline, held, frozen, unattested: Unattested };
}

export function countKind(touched: readonly Touched[], kind: HostStep['kind']): number {
  return touched.filter(({ step }) => step.kind === kind).length;
}

export function failuresOf(touched: readonly Touched[]): readonly RolloutFailure[] {
  return touched
    .filter(({ step }) => step.kind === 'failed')
    .map(({ host, step: { row } }) => ({
      host: host.host,
      reason: row.code === undefined ? row.state : reasonOf(row.code),
      message: row.message,
      rolledBack: row.state === 'RolledBack',
    }));
}
