/**
 * The one sentence of `credfleet status` about a HostCredential: its root cause, whole.
 * @module
 */
import { findCondition } from '#src/api/conditions.ts';
import type { HostCredentialStatus } from '#src/api/credential.ts';
import type { Condition } from '#src/api/meta.ts';
import type { CredentialRolloutStatus } from '#src/api/rollout.ts';
import { parseTime } from '#src/api/time.ts';
import { formatAge } from '../table.ts';

export type StateInput = {
  readonly status: HostCredentialStatus;
  /** Of the active rollout, when there is one. */
  readonly rollout: CredentialRolloutStatus | undefined;
  readonly nowMs: number;
};

const BEHIND: ReadonlySet<string> = new Set(['TPMLockedOut', 'SealsPending']);

/** What keeps everything from starting comes first, then the rollout, then the summary. */
export function stateText({ status, rollout, nowMs }: StateInput): string {
  const blocked = ['SourceResolved', 'TargetsAllowed']
    .map((type) => findCondition(status.conditions, type))
    .find((condition) => condition?.status === 'False');
  if (blocked !== undefined) return reasonText(blocked);
  if (rollout !== undefined) return rolloutText(rollout);

  const ready = findCondition(status.conditions, 'Ready');
  if (ready === undefined) return 'Unknown: the controller has not reported on it yet';
  if (ready.status !== 'True') return reasonText(ready);
  return `Ready${expiryText(status.expirationTime, nowMs)}${behindText(status)}`;
}

/** Hosts that are passed over are no matter of the service's health, but somebody has to look. */
function behindText({ conditions }: HostCredentialStatus): string {
  const { reason = '', message = '' } = findCondition(conditions, 'Converged') ?? {};
  const isBehind = reason.startsWith('Attestation') || BEHIND.has(reason);
  return isBehind ? `; ${message}` : '';
}

function rolloutText(rollout: CredentialRolloutStatus): string {
  const { state = 'Planned', waitingFor = '', stepDisplay = '' } = rollout;
  if (state === 'Paused') return `Paused: ${whyIn(rollout, 'Paused') ?? 'no reason given'}`;
  const why = state === 'Planned' ? whyIn(rollout, 'Planned') : undefined;
  if (why !== undefined) return `Planned: ${why}`;
  const step = stepDisplay === '' ? '' : ` step ${stepDisplay}`;
  return `${state}${step}${waitingFor === '' ? '' : `, waiting for ${waitingFor}`}`;
}

/** The fullest thing that is said about it. */
function whyIn(rollout: CredentialRolloutStatus, type: string): string | undefined {
  const condition = findCondition(rollout.conditions, type);
  const said = [condition?.message, rollout.waitingFor, condition?.reason];
  return said.find((text) => text !== undefined && text !== '');
}

function reasonText(condition: Condition): string {
  return condition.message === '' ? condition.reason : `${condition.reason}: ${condition.message}`;
}

function expiryText(expirationTime: string | undefined, nowMs: number): string {
  const atMs = expirationTime === undefined ? undefined : parseTime(expirationTime);
  if (atMs === undefined) return '';
  return atMs <= nowMs
    ? ` (expired ${formatAge(nowMs - atMs)} ago)`
    : ` (expires in ${formatAge(atMs - nowMs)})`;
}
