/**
 * Builders for rollout decisions: hosts, rows, policies and a plan's input with good defaults.
 * @module
 */
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import type { TargetHost } from '#src/rollout/next-step.ts';
import type { PlanInput, RolloutView } from '#src/rollout/plan-types.ts';
import { DEFAULT_POLICY, type EffectivePolicy } from '#src/rollout/policy.ts';
import type { RolloutRecord } from '#src/rollout/rollout-record.ts';

export const NOW_MS = 1_700_000_000_000;

export function targetHostOf(hostUid: string, change: Partial<TargetHost> = {}): TargetHost {
  return { hostUid, host: hostUid, labels: {}, connected: true, paused: false, ...change };
}

export function hostsOf(count: number): readonly TargetHost[] {
  return Array.from({ length: count }, (_, index) => targetHostOf(`h${index + 1}`));
}

/** Healthy on version 2 of rollout r2. */
export function rowOf(
  hostUid: string,
  change: Partial<HostCredentialState> = {},
): HostCredentialState {
  return {
    hostUid,
    host: hostUid,
    credentialUid: 'c1',
    namespace: 'payments',
    credential: 'db',
    targetVersion: 2,
    rolloutUid: 'r2',
    attempt: 1,
    state: 'Healthy',
    runningVersion: 2,
    dispatchedAtMs: NOW_MS - 1000,
    pushSeq: 1,
    sinceMs: NOW_MS - 500,
    message: '',
    units: [],
    items: [],
    ...change,
  };
}

export function failedRowOf(
  hostUid: string,
  change: Partial<HostCredentialState> = {},
): HostCredentialState {
  return rowOf(hostUid, {
    state: 'RolledBack',
    runningVersion: 1,
    code: 'UNIT_UNHEALTHY',
    message: 'it exited',
    ...change,
  });
}

export function policyOf(change: Partial<EffectivePolicy> = {}): EffectivePolicy {
  return { ...DEFAULT_POLICY, minConnectedPercent: 0, ...change };
}

export function recordOf(change: Partial<RolloutRecord> = {}): RolloutRecord {
  return {
    rolloutUid: 'r2',
    rollout: 'db-v2-a1',
    credentialUid: 'c1',
    namespace: 'payments',
    credential: 'db',
    version: 2,
    state: 'Progressing',
    reason: 'StepRunning',
    message: '',
    stepsDone: 0,
    failedHosts: 0,
    startedAtMs: NOW_MS - 10_000,
    ...change,
  };
}

type PlanChange = Partial<Omit<PlanInput, 'rollout' | 'rows'>> & {
  readonly rollout?: Partial<RolloutView>;
  readonly rows?: readonly HostCredentialState[];
};

/** Rollout r2 brings version 2 to three connected hosts that hold nothing yet. */
export function planInputOf({ rollout, rows = [], ...change }: PlanChange = {}): PlanInput {
  return {
    rollout: {
      uid: 'r2',
      version: 2,
      desiredState: 'Running',
      promotedStep: 0,
      approvedSteps: new Set(),
      isSuperseded: false,
      generation: 1,
      ...rollout,
    },
    record: undefined,
    policy: policyOf(),
    hosts: hostsOf(3),
    rows: new Map(rows.map((row) => [row.hostUid, row])),
    disruptedElsewhere: new Set(),
    window: { kind: 'open' },
    nowMs: NOW_MS,
    settledAtMs: 0,
    ...change,
  };
}
