/**
 * The status of a CredentialVersion, from what became of its rollouts.
 * @module
 */
import type { Decision, PlannedRollout } from '#controller/reconcile/decide.ts';
import type { Situation } from '#controller/reconcile/gather.ts';
import type {
  CredentialVersion,
  CredentialVersionStatus,
  VersionState,
} from '#src/api/credential.ts';
import type { Stored } from '#src/api/meta.ts';
import { isTerminal } from '#src/rollout/plan.ts';

export type VersionStatusInput = {
  readonly version: Stored<CredentialVersion>;
  readonly situation: Situation;
  readonly decision: Decision;
};

export function versionStatus(input: VersionStatusInput): CredentialVersionStatus {
  const { state, reason } = stateOf(input);
  return { ...input.version.status, state, reason };
}

type Stated = { readonly state: VersionState; readonly reason: string };

function stateOf({ version, situation, decision }: VersionStatusInput): Stated {
  const { spec, status = {} } = version;
  if (status.state === 'Revoked') return stated('Revoked', status.reason);
  const stable = stableNumber(situation);
  if (spec.number === stable) return stated('Stable', 'Proven');
  const own = decision.rollouts.filter((planned) => isOf(planned, version));
  const isOver = own.length > 0 && own.every(({ rollout }) => isTerminal(rollout.record?.state));
  if (isOver) return ended(own);
  if (spec.number < stable) return stated('Superseded', 'Superseded');
  return stated('Candidate', own.at(-1)?.plan.reason ?? 'NoRollout');
}

function stableNumber({ stable }: Situation): number {
  return stable?.version.spec.number ?? 0;
}

function ended(own: readonly PlannedRollout[]): Stated {
  if (hasFailedHosts(own)) return stated('Rejected', 'HostsFailed');
  return stated('Superseded', 'Superseded');
}

function isOf({ rollout }: PlannedRollout, { spec }: Stored<CredentialVersion>): boolean {
  return rollout.version.spec.number === spec.number;
}

function hasFailedHosts(own: readonly PlannedRollout[]): boolean {
  // A version that was stable once is not rejected by a host that failed on it.
  const states = own.map(({ rollout }) => rollout.record);
  if (states.some((record) => record?.state === 'Succeeded')) return false;
  return states.some((record) => (record?.failedHosts ?? 0) > 0);
}

function stated(state: VersionState, reason = ''): Stated {
  return { state, reason };
}
