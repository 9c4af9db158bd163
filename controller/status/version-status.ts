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

const REASON_MAX = 1024;

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

function stateOf(input: VersionStatusInput): Stated {
  const { version, situation, decision } = input;
  const { spec } = version;
  const isRevoked = situation.revoked.has(spec.number) || version.status?.state === 'Revoked';
  if (isRevoked) return stated('Revoked', whyRevoked(input));
  const stable = stableNumber(situation);
  if (spec.number === stable) return stated('Stable', 'Proven');
  const own = decision.rollouts.filter((planned) => isOf(planned, version));
  const isOver = own.length > 0 && own.every(({ rollout }) => isTerminal(rollout.record?.state));
  if (isOver) return ended(own);
  if (spec.number < stable) return stated('Superseded', 'Superseded');
  return stated('Candidate', own.at(-1)?.plan.reason ?? 'NoRollout');
}

/** As it was told once; the rollout that said so may be gone by now. */
function whyRevoked({
  version: { metadata, spec, status },
  situation,
}: VersionStatusInput): string {
  if (status?.state === 'Revoked' && status.reason !== undefined) return status.reason;
  const { versions, rollouts } = situation;
  const sameContent = new Set(
    versions.filter((one) => one.spec.digest === spec.digest).map((one) => one.metadata.name),
  );
  const revoke = rollouts.findLast(
    ({ object }) => object.spec.type === 'Revoke' && sameContent.has(object.spec.versionName),
  );
  if (revoke === undefined) return 'Revoked';
  const { name } = revoke.object.metadata;
  const { reason = '', versionName } = revoke.object.spec;
  const same = versionName === metadata.name ? '' : `, with the content of ${versionName}`;
  return `by ${name}${same}: ${reason}`.slice(0, REASON_MAX);
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
