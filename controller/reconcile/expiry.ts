/**
 * What the end of a version's content means for its rollout, and when that changes. Pure.
 * @module
 */
import type { CredentialVersion } from '#src/api/credential.ts';
import { formatTime, parseTime } from '#src/api/time.ts';
import { isTerminal } from '#src/rollout/plan.ts';
import type { Stop } from '#src/rollout/plan-types.ts';
import type { RolloutRecord } from '#src/rollout/rollout-record.ts';

/** So long before its end a credential is as good as expired for whoever has to act. */
export const EXPIRING_MS = 7 * 86_400_000;

/** Undefined: nothing says when it ends. */
export function endOf({ spec }: Pick<CredentialVersion, 'spec'>): number | undefined {
  return parseTime(spec.notAfter ?? '');
}

/** What is over is brought to no further host. What is proven stays: a host that lost it is better off with it. */
export function expiredStop(
  version: Pick<CredentialVersion, 'spec'>,
  record: RolloutRecord | undefined,
  nowMs: number,
): Stop | undefined {
  const endMs = endOf(version);
  if (endMs === undefined || endMs > nowMs || isTerminal(record?.state)) return undefined;
  const message = `version ${version.spec.number} ended at ${formatTime(endMs)}: renew what is in the Secret`;
  const state = record?.startedAtMs === undefined ? 'Planned' : 'Paused';
  return { state, reason: 'SourceExpired', message, waitingFor: 'new content' };
}

/** When something has to be said anew of a version that ends then. */
export function nextExpiryMs(endMs: number | undefined, nowMs: number): number | undefined {
  if (endMs === undefined) return undefined;
  return [endMs - EXPIRING_MS, endMs].find((ms) => ms > nowMs);
}
