/**
 * From a verified certificate to the host's identity on record: the gate of sessions and renewals.
 * @module
 */
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { ConnectionPeer } from './connection-peer.ts';
import { refuseSession, type SessionInput } from './decide-session.ts';
import type { SessionContext } from './session-context.ts';

type Gate = Pick<SessionContext, 'objects' | 'ledger' | 'log'>;

/** @throws {CredfleetError} HOST_NOT_ADMITTED; the cause is in the message and in our log. */
export async function admitPeer(
  gate: Gate,
  connection: ConnectionPeer | undefined,
): Promise<HostIdentity> {
  const peer = connection?.peer;
  if (peer?.kind !== 'host') {
    throw new CredfleetError('HOST_NOT_ADMITTED', "this service takes hosts' certificates only");
  }
  const identity = gate.ledger.identity(peer.hostUid);
  const cause =
    identity === undefined
      ? 'no identity of it is on record'
      : await refusalOf(gate, peer, identity);
  if (identity !== undefined && cause === undefined) return identity;
  const host = identity?.hostName ?? peer.hostUid;
  gate.log.warn({ host, cause }, 'host not admitted');
  throw new CredfleetError('HOST_NOT_ADMITTED', `host ${host}: ${cause ?? 'unknown'}`);
}

/** The cache may be a moment behind an approval: what it refuses is asked of the server. */
async function refusalOf(
  { objects, ledger }: Gate,
  peer: SessionInput['peer'],
  identity: HostIdentity,
): Promise<string | undefined> {
  const { hostUid, identityHash, hostName } = identity;
  const ref = { name: hostName };
  const blocks = [...ledger.blocks({ hostUid }), ...ledger.blocks({ identityHash })];
  const cached = objects.cache('Host').get(ref);
  const known = { peer, identity, blocks };
  if (refuseSession({ ...known, host: cached }) === undefined) return undefined;
  return refuseSession({ ...known, host: await objects.get('Host', ref) });
}
