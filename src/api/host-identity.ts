/**
 * Which machine a Host is pinned to, and whether it may hold credentials. Pure.
 * @module
 */
import type { Approval, Host, HostSpec } from './host.ts';

/** ekHash or identityKeyHash, hex; undefined while nobody has the name. A TPM is never replaced by a software key. */
export function pinnedIdentity(
  spec: Pick<HostSpec, 'ekHash' | 'identityKeyHash'>,
): string | undefined {
  return spec.ekHash ?? spec.identityKeyHash;
}

/**
 * A Host that a person made for one TPM is approved by that. Whoever joins by asking is pinned by the controller, which
 * writes `approval` in the same change.
 */
export function approvalOf(spec: Pick<HostSpec, 'ekHash' | 'approval'>): Approval {
  return spec.approval ?? (spec.ekHash === undefined ? 'Pending' : 'Approved');
}

/** The machine asks with new keys, and nobody has approved these. */
export function isReinstallWaiting({ spec, status }: Pick<Host, 'spec' | 'status'>): boolean {
  const pending = status?.pendingInstallation;
  return pending !== undefined && pending !== spec.approvedInstallation;
}
