/**
 * Whether a HostCredential's targets name a host.
 * @module
 */
import type { Targets } from '#src/api/credential.ts';
import type { Host } from '#src/api/host.ts';
import type { Stored } from '#src/api/meta.ts';
import { matchesSelector } from '#src/api/selector.ts';

export function isTargeted(targets: Targets, host: Stored<Host>): boolean {
  const { hostSelector, hostNames } = targets;
  if (hostNames?.includes(host.metadata.name) === true) return true;
  return hostSelector !== undefined && matchesSelector(hostSelector, host.metadata.labels);
}
