/**
 * What a unit may be handed: only what the journal says is delivered to that unit by socket. Everything else is
 * refused.
 * @module
 */
import type { HeldVersion } from '#agent/apply/journal-records.ts';
import type { JournalState } from '#agent/apply/journal-state.ts';
import type { Asked } from './peer.ts';

/**
 * SHA-256 of the sealed files, hex, of which one may be handed to this unit under this name; none: refuse. While a
 * version is being installed it is the one or the other.
 */
export function allowedDigests(
  { credentials, pending }: Pick<JournalState, 'credentials' | 'pending'>,
  { unit, credential }: Asked,
): ReadonlySet<string> {
  const versions = [
    ...[...credentials.values()].map(({ held }) => held),
    ...pending.flatMap(({ plan }) => (plan === undefined ? [] : [plan.next, plan.before])),
  ];
  const served = versions.filter((version) => isServed(version, unit));
  const items = served.flatMap((version) => version.items);
  return new Set(
    items.filter(({ name }) => name === credential).map(({ sealedDigest }) => sealedDigest),
  );
}

function isServed(version: HeldVersion | null | undefined, unit: string): version is HeldVersion {
  return version?.store === 'Provider' && (version.servedTo ?? []).includes(unit);
}
