/**
 * May this host open a session, renew, stay connected? Pure; returns why not.
 * @module
 */
import type { HostBlock } from '#controller/ledger/host-block.ts';
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
  /** Of this host and of this machine, the lifted ones too. */
  readonly blocks: readonly HostBlock[];
};

/** Why the host is not admitted; undefined when it is. */
export function refuseSession(input: SessionInput): string | undefined {
  const { peer, identity, host } = input;
  // Newer is what a ledger restored from a backup has not seen yet: the CA signed it all the same.
  if (peer.serial < identity.certificateSerial)
    return 'its certificate was replaced by a newer one';
  const denied = refuseBlocked(input);
  if (denied !== undefined) return denied;
  if (host?.metadata.uid !== peer.hostUid) return 'its Host object is gone';
  return refuseHost(host, identity);
}

/** A lifted block still denies the certificates of its time: the host asks for a new one. */
function refuseBlocked({ peer, blocks }: SessionInput): string | undefined {
  const isRevoked = blocks.some(({ kind, lifted }) => kind === 'Revoked' && lifted === undefined);
  if (isRevoked) return 'the machine is revoked';
  const isDenied = blocks.some(
    ({ hostUid, deniedSerial }) => hostUid === peer.hostUid && peer.serial <= deniedSerial,
  );
  return isDenied ? 'its certificate is denied' : undefined;
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
