/**
 * A Reseal asks hosts that hold a version to seal it again. Each is a request with a number that grows; a host has
 * answered when what it holds was sealed for that request or a later one. Pure.
 * @module
 */
import { matchesSelector } from '#src/api/selector.ts';
import { parseTime } from '#src/api/time.ts';
import type { CredentialVersion } from '#src/api/credential.ts';
import type { CredentialRollout, RolloutState } from '#src/api/rollout.ts';
import { isPutOff } from './disruption.ts';
import type { HostCredentialState } from './host-state.ts';
import type { TargetHost } from './next-step.ts';
import type { RolloutRecord } from './rollout-record.ts';

/** What is asked of a host's seal. */
export type SealDemand = {
  /** It must be for this request or a later one. */
  readonly request: number;
  /** Its agent knows such requests; another one would refuse them. */
  readonly isKnown: boolean;
};

type Asking = { readonly spec: Pick<CredentialRollout['spec'], 'hosts' | 'hostSelector'> };
/** A Reseal and the number of its request. */
type Request = { readonly object: Asking; readonly request: number };
type Recorded = {
  readonly object: Pick<CredentialRollout, 'metadata'>;
  readonly record: Pick<RolloutRecord, 'sealRequest'> | undefined;
};

export function isReseal({ spec }: Pick<CredentialRollout, 'spec'>): boolean {
  return spec.type === 'Reseal';
}

export function isResealOf(
  { spec }: Pick<CredentialRollout, 'spec'>,
  { metadata }: Pick<CredentialVersion, 'metadata'>,
): boolean {
  return spec.type === 'Reseal' && spec.versionName === metadata.name;
}

/** What the ledger keeps; a record of an earlier release has none, and the time when it was made is its number. */
export function requestOf({ object, record }: Recorded): number {
  return record?.sealRequest ?? createdMs(object);
}

/**
 * In the order of their requests. One that has no record yet gets a number above all others: also when it is of the same
 * second, or the clock of the API went back, it is a request of its own.
 * @param reseals the oldest first.
 */
export function numbered<One extends Recorded>(
  reseals: readonly One[],
): readonly (One & { readonly sealRequest: number })[] {
  const known = reseals.filter(({ record }) => record !== undefined).map(requestOf);
  let highest = known.reduce((high, request) => Math.max(high, request), 0);
  const next = (one: One): number => {
    highest = Math.max(createdMs(one.object), highest + 1);
    return highest;
  };
  return reseals
    .map((one) => {
      const sealRequest = one.record === undefined ? next(one) : requestOf(one);
      return Object.assign({}, one, { sealRequest });
    })
    .toSorted((a, b) => a.sealRequest - b.sealRequest);
}

export function createdMs({ metadata }: Recorded['object']): number {
  return parseTime(metadata.creationTimestamp ?? '') ?? 0;
}

/** Both given: the hosts with these names that have these labels too. Neither: all. */
export function asksHost(
  { spec: { hosts, hostSelector } }: Asking,
  { host, labels }: Pick<TargetHost, 'host' | 'labels'>,
): boolean {
  if (hosts !== undefined && !hosts.includes(host)) return false;
  return hostSelector === undefined || matchesSelector(hostSelector, labels);
}

/** The newest request to a host; 0: there is none. */
export function newestRequest(
  reseals: readonly Request[],
  host: Pick<TargetHost, 'host' | 'labels'>,
): number {
  const asking = reseals.filter(({ object }) => asksHost(object, host));
  return asking.reduce((newest, { request }) => Math.max(newest, request), 0);
}

/** It holds the version, proven, in a seal that is older than the request. Whoever failed on it is not asked again. */
export function hasOlderSeal(
  row: HostCredentialState | undefined,
  { version, request }: { readonly version: number; readonly request: number },
): boolean {
  if (row === undefined || !isHolder(row, version)) return false;
  const isProven = row.state === 'Healthy' || row.state === 'Staged' || isPutOff(row);
  return isProven && (row.sealRequest ?? 0) < request;
}

/** Nothing newer was tried there: a host takes nothing older than what it accepted. */
export function isHolder(row: HostCredentialState | undefined, version: number): boolean {
  return row?.runningVersion === version && row.targetVersion === version;
}

/** What it asks for stays wanted when it ended before every host had answered, unless a person ended it. */
export function isWanted(state: RolloutState | undefined): boolean {
  return state !== 'Aborted' && state !== 'Failed';
}
