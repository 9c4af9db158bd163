/**
 * Two HostCredentials that put the same credential name on one host: the older one has it.
 * @module
 */
import type { HostCredential } from '#src/api/credential.ts';
import type { Host } from '#src/api/host.ts';
import type { Stored } from '#src/api/meta.ts';
import type { Denial } from './access.ts';
import { isTargeted } from './is-targeted.ts';

export type ConflictInput = {
  readonly credential: Stored<HostCredential>;
  readonly allCredentials: readonly Stored<HostCredential>[];
  /** One without a grant for this host reserves no name on it. */
  readonly isGranted: (other: Stored<HostCredential>) => boolean;
};

export function conflictOn(
  host: Stored<Host>,
  { credential, allCredentials, isGranted }: ConflictInput,
): Denial | undefined {
  const names = new Set(credential.spec.items.map((item) => item.name));
  for (const other of allCredentials) {
    if (!isSamePlace(other, credential)) continue;
    const shared = other.spec.items.find((item) => names.has(item.name));
    if (shared === undefined || !isOlder(other, credential)) continue;
    if (!isTargeted(other.spec.targets, host) || !isGranted(other)) continue;
    const { namespace = '', name } = other.metadata;
    return {
      reason: 'NameConflict',
      message: `HostCredential ${namespace}/${name} is older and puts ${shared.name} on this host`,
    };
  }
  return undefined;
}

/** Each container and each user has names of their own. */
function isSamePlace({ spec: a }: HostCredential, { spec: b }: HostCredential): boolean {
  const [one, other] = [a.delivery, b.delivery];
  return one.machine?.name === other.machine?.name && one.user?.name === other.user?.name;
}

/** Creation times have a resolution of a second; the UID breaks the tie. */
function isOlder(a: Stored<HostCredential>, b: Stored<HostCredential>): boolean {
  if (a.metadata.uid === b.metadata.uid) return false;
  const [timeA, timeB] = [a.metadata.creationTimestamp, b.metadata.creationTimestamp];
  return timeA === timeB ? a.metadata.uid < b.metadata.uid : timeA < timeB;
}
