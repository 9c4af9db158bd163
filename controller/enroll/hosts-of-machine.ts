/**
 * Which Hosts one machine is: at most one may be. The cache may be a moment behind, the ledger is not: what was
 * issued is found at once, even between two conversations that run side by side.
 * @module
 */
import { pinnedIdentity } from '#src/api/host-identity.ts';
import type { EnrollContext } from './enroll-context.ts';

export function hostsOfMachine(
  { objects, ledger }: Pick<EnrollContext, 'objects' | 'ledger'>,
  identityHash: string,
): readonly string[] {
  const cache = objects.cache('Host');
  const pinned = cache.all().filter(({ spec }) => pinnedIdentity(spec) === identityHash);
  const issued = ledger.identitiesByHash(identityHash).filter(({ hostName, hostUid }) => {
    const host = cache.get({ name: hostName });
    // A Host that was deleted, made again or pinned to another machine is not this one any more.
    if (host?.metadata.uid !== hostUid) return false;
    return (pinnedIdentity(host.spec) ?? identityHash) === identityHash;
  });
  return [
    ...new Set([
      ...pinned.map(({ metadata }) => metadata.name),
      ...issued.map(({ hostName }) => hostName),
    ]),
  ];
}
