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
  /** Passed over until their TPMs show what is accepted, or can be used again. */
  readonly passedOver: readonly TargetHost[];
  /** Their agents do not know what is asked of them. */
  readonly outdated: readonly TargetHost[];
  /** When a host of these was sent to or reported last; 0 = never. */
  readonly movedMs: number;
  /** How many hosts hold the version. */
  readonly updated: number;
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
    PassedOver: [] as TargetHost[],
    AgentTooOld: [] as TargetHost[],
  };
  let updated = 0;
  for (const host of hosts) {
    const row = rows.get(host.hostUid);
    if (isUpdated(host, row, rollout.version)) updated += 1;
    const step = nextStep({ host, row, version: rollout.version, rolloutUid: rollout.uid });
    if (step.kind === 'deliver') deliverable.push(host);
    else if (step.kind === 'wait') waiting[step.reason].push(host);
    else touched.push({ host, step });
  }
  // Stable: hosts of one dispatch keep the order of the plan.
  const bySending = touched.toSorted(
    (a, b) => a.step.row.dispatchedAtMs - b.step.row.dispatchedAtMs,
  );
  const { HostOffline: offline, HostPaused: held, Frozen: frozen } = waiting;
  return {
    touched: bySending,
    deliverable,
    offline,
    held,
    frozen,
    passedOver: waiting.PassedOver,
    outdated: waiting.AgentTooOld,
    movedMs: touched.reduce((last, { step }) => Math.max(last, movedAt(step.row)), 0),
    updated,
  };
}

export function movedAt({ dispatchedAtMs, sinceMs }: HostCredentialState): number {
  return Math.max(dispatchedAtMs, sinceMs);
}

export function isUpdated(
  { removes, seal }: TargetHost,
  row: HostCredentialState | undefined,
  version: number,
): boolean {
  if (seal !== undefined) return (row?.sealRequest ?? 0) >= seal.request;
  if (removes !== true) return row?.runningVersion === version;
  return row?.state === 'Removed' && row.targetVersion === version;
}

export function countKind(touched: readonly Touched[], kind: HostStep['kind']): number {
  let count = 0;
  for (const { step } of touched) if (step.kind === kind) count += 1;
  return count;
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
