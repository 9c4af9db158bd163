/**
 * What comes to its end: the content of a version, and the sealed files of hosts that have a time to live. What that
 * means for rollouts, and when it changes. Pure.
 * @module
 */
import type { CredentialVersion } from '#src/api/credential.ts';
import type { Situation } from './gather.ts';
import { formatTime, parseTime } from '#src/api/time.ts';
import { isTerminal } from '#src/rollout/plan.ts';
import type { Stop } from '#src/rollout/plan-types.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
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

/** Hosts renew at two thirds of a seal's life at the latest: in its last quarter something keeps them from it. */
const OVERDUE_PART = 0.25;

export type OverdueSeals = {
  /** Names, the first to end first. */
  readonly hosts: readonly string[];
  readonly endMs: number;
};

type SealInput = Pick<Situation, 'credential' | 'targeting' | 'rows' | 'nowMs'>;

/** The first end of what targets hold sealed; undefined: nothing of it ends. */
export function firstSealEndMs(input: SealInput): number | undefined {
  const [first] = sealEnds(input);
  return first?.endMs;
}

/** Undefined: all are renewed in time. */
export function overdueSeals(input: SealInput): OverdueSeals | undefined {
  const leadMs = leadOf(input);
  const overdue = sealEnds(input).filter(({ endMs }) => endMs - leadMs <= input.nowMs);
  const [first] = overdue;
  return first === undefined
    ? undefined
    : { hosts: overdue.map(({ host }) => host), endMs: first.endMs };
}

/** When the next one is overdue. */
export function nextOverdueMs(input: SealInput): number | undefined {
  const leadMs = leadOf(input);
  return sealEnds(input)
    .map(({ endMs }) => endMs - leadMs)
    .find((ms) => ms > input.nowMs);
}

function leadOf({ credential }: SealInput): number {
  return (credential.spec.sealing?.ttlSeconds ?? 0) * 1000 * OVERDUE_PART;
}

function sealEnds({ credential, targeting, rows }: SealInput) {
  // Most have none: then nobody goes through the hosts.
  if (credential.spec.sealing?.ttlSeconds === undefined) return [];
  return targeting.hosts
    .map(({ host, hostUid }) => ({ host, endMs: sealEndMs(rows.get(hostUid)) }))
    .filter(({ endMs }) => Number.isFinite(endMs))
    .toSorted((a, b) => a.endMs - b.endMs);
}

function sealEndMs(row: HostCredentialState | undefined): number {
  if (row === undefined || row.runningVersion === 0) return Infinity;
  return Math.min(...row.items.map(({ sealNotAfterMs = Infinity }) => sealNotAfterMs));
}
