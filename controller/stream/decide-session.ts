/**
 * May this host open a session, renew, stay connected? Pure; returns why not.
 * @module
 */
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import { approvalOf, pinnedIdentity } from '#src/api/host-identity.ts';
import type { Host } from '#src/api/host.ts';
import type { Stored } from '#src/api/meta.ts';
import type { Peer } from '#src/identity/peer.ts';
import type { Hello } from '#src/wire/messages.ts';

export type SessionInput = {
  readonly peer: Extract<Peer, { readonly kind: 'host' }>;
  readonly identity: HostIdentity;
  readonly host: Stored<Host> | undefined;
};

/** Why the host is not admitted; undefined when it is. */
export function refuseSession({ peer, identity, host }: SessionInput): string | undefined {
  // Newer is what a ledger restored from a backup has not seen yet: the CA signed it all the same.
  if (peer.serial < identity.certificateSerial)
    return 'its certificate was replaced by a newer one';
  if (host?.metadata.uid !== peer.hostUid) return 'its Host object is gone';
  return refuseHost(host, identity);
}

/** What a change of the Host object alone decides. */
export function refuseHost(host: Host, identity: HostIdentity): string | undefined {
  if (host.spec.revoked === true) return 'the host is revoked';
  if (approvalOf(host.spec) !== 'Approved') return 'the host is not approved';
  if (pinnedIdentity(host.spec) !== identity.identityHash) return 'its pinned key was changed';
  return undefined;
}

/** The epochs of a host that enrolled again elsewhere, or was restored from a backup, are not on record. */
export function refuseEpochs(hello: Hello, identity: HostIdentity): string | undefined {
  if (hello.identityEpoch !== identity.identityEpoch) {
    return `identity epoch ${hello.identityEpoch} is not ${identity.identityEpoch}`;
  }
  if (hello.kxEpoch !== identity.kxEpoch) {
    return `key epoch ${hello.kxEpoch} is not ${identity.kxEpoch}`;
  }
  return undefined;
}
