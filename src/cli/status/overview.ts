/**
 * HostCredentials and their rollouts → one line each: what is where, and what needs a person.
 * @module
 */
import { findCondition } from '#src/api/conditions.ts';
import type { HostCounts, HostCredential, HostCredentialStatus } from '#src/api/credential.ts';
import type { Condition } from '#src/api/meta.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import { stateText } from './state-text.ts';

/** `-o json` prints these: a stable shape, fields are only added. */
export type CredentialOverview = {
  readonly namespace: string;
  readonly name: string;
  readonly stableVersion: number | null;
  readonly targetVersion: number | null;
  readonly hosts: HostCounts;
  readonly observedGeneration: number;
  /** The status speaks of the object as it is now. */
  readonly current: boolean;
  readonly ready: ConditionView;
  readonly converged: ConditionView;
  readonly rollout: RolloutView | null;
  readonly expirationTime: string | null;
  readonly failingHosts: readonly {
    readonly host: string;
    readonly reason: string;
    readonly message: string;
  }[];
  /** One sentence: the root cause, whole. */
  readonly state: string;
  readonly needsAttention: boolean;
};

type ConditionView = {
  readonly status: string;
  readonly reason: string;
  readonly message: string;
};

type RolloutView = {
  readonly name: string;
  readonly state: string;
  readonly step: string;
  readonly updated: string;
  readonly waitingFor: string;
};

export type OverviewInput = {
  readonly credentials: readonly HostCredential[];
  readonly rollouts: readonly CredentialRollout[];
  readonly nowMs: number;
};

const NO_HOSTS: HostCounts = {
  matched: 0,
  updated: 0,
  healthy: 0,
  failed: 0,
  unreachable: 0,
  pending: 0,
};
const UNKNOWN: ConditionView = { status: 'Unknown', reason: 'NotReported', message: '' };
/** A rollout in one of these goes on only when a person acts. */
const STOPPED: ReadonlySet<string> = new Set(['Paused', 'Failed']);

export function overviewOf(input: OverviewInput): readonly CredentialOverview[] {
  return input.credentials
    .map((credential) => overviewOfOne(credential, input))
    .sort((a, b) => compare(a.namespace, b.namespace) || compare(a.name, b.name));
}

function overviewOfOne(
  { metadata, status = {} }: HostCredential,
  { rollouts, nowMs }: OverviewInput,
): CredentialOverview {
  const { namespace = '', name, generation = 0 } = metadata;
  const active = rollouts.find(
    (rollout) =>
      rollout.metadata.namespace === namespace &&
      rollout.metadata.name === status.activeRolloutName,
  );
  const rollout = active === undefined ? null : rolloutViewOf(active);
  const facts = factsOf(status);
  const stopped = rollout !== null && STOPPED.has(rollout.state);
  return {
    namespace,
    name,
    ...facts,
    current: facts.observedGeneration >= generation,
    rollout,
    state: stateText({ status, rollout: active?.status, nowMs }),
    needsAttention: stopped || facts.hosts.failed > 0 || facts.ready.status === 'False',
  };
}

function factsOf(status: HostCredentialStatus) {
  return {
    observedGeneration: status.observedGeneration ?? 0,
    stableVersion: versionNumberOf(status.stableVersion),
    targetVersion: versionNumberOf(status.targetVersion),
    hosts: { ...NO_HOSTS, ...status.hosts },
    ready: viewOf(findCondition(status.conditions, 'Ready')),
    converged: viewOf(findCondition(status.conditions, 'Converged')),
    expirationTime: status.expirationTime ?? null,
    failingHosts: status.failingHosts ?? [],
  };
}

function viewOf(condition: Condition | undefined): ConditionView {
  if (condition === undefined) return UNKNOWN;
  return { status: condition.status, reason: condition.reason, message: condition.message };
}

function rolloutViewOf({ metadata, status = {} }: CredentialRollout): RolloutView {
  const { state = 'Planned', stepDisplay = '', updatedDisplay = '', waitingFor = '' } = status;
  return { name: metadata.name, state, step: stepDisplay, updated: updatedDisplay, waitingFor };
}

/** "db-password-v8" and "v8" → 8. */
export function versionNumberOf(versionName: string | undefined): number | null {
  const digits = /(?:^|-)v(\d+)$/u.exec(versionName ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
