/**
 * Which signed PCR states a host shall have: those that are valid and for it, and no more than it takes. Pure.
 * @module
 */
import type { Host } from '#src/api/host.ts';
import type { Stored } from '#src/api/meta.ts';
import { type PCRSignature, signatureOf } from '#src/api/pcr-signature.ts';
import { matchesSelector } from '#src/api/selector.ts';
import { problemOfPcrSignature } from '#src/systemd/pcr-signature.ts';
import { PCR_SIGNATURES_MAX } from '#src/wire/pcr-signature-wire.ts';

export function isForHost({ spec }: PCRSignature, { metadata }: Host): boolean {
  if (spec.hostNames !== undefined) return spec.hostNames.includes(metadata.name);
  return spec.hostSelector !== undefined && matchesSelector(spec.hostSelector, metadata.labels);
}

/** By name, the oldest first: one that is too many is left out, and never another instead. */
export function signaturesFor(
  all: readonly Stored<PCRSignature>[],
  host: Host,
): readonly Stored<PCRSignature>[] {
  return all
    .filter((one) => isForHost(one, host) && one.metadata.deletionTimestamp === undefined)
    .filter(isValid)
    .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
    .slice(0, PCR_SIGNATURES_MAX);
}

/** Verified once for all hosts: a changed object is another one. */
const verified = new WeakMap<object, boolean>();

function isValid(one: Stored<PCRSignature>): boolean {
  const known = verified.get(one) ?? problemOfPcrSignature(signatureOf(one)) === undefined;
  verified.set(one, known);
  return known;
}

function sortKey({ metadata }: Stored<PCRSignature>): string {
  return `${metadata.creationTimestamp} ${metadata.name}`;
}
