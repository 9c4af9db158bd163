/**
 * Services beside Session on the session port, each for the peers that it names.
 * @module
 */
import { type ServiceDefinition, status, type UntypedServiceImplementation } from '@grpc/grpc-js';
import type { Peer } from '#src/identity/peer.ts';
import { connectionPeer } from './connection-peer.ts';

export type ExtraService = {
  readonly definition: ServiceDefinition;
  readonly implementation: UntypedServiceImplementation;
  /** Whose certificates may call this method of it; everybody else gets PERMISSION_DENIED. */
  readonly allows: (peer: Peer, method: string) => boolean;
};

/** People and programs whose certificate carries one of these groups. */
export function membersOf(groups: readonly string[]): (peer: Peer) => boolean {
  return (peer) => peer.kind === 'user' && peer.groups.some((group) => groups.includes(group));
}

type Call = Parameters<typeof connectionPeer>[0] & { emit(event: 'error', reason: unknown): void };
type Callback = (reason: unknown) => void;
type Handler = (call: Call, callback?: Callback) => void;

/** The implementation, behind the check. */
export function guardService(
  { implementation, allows }: ExtraService,
  trustDomain: string,
): UntypedServiceImplementation {
  const guard =
    (method: string, handler: Handler): Handler =>
    (call, callback) => {
      const peer = connectionPeer(call, trustDomain)?.peer;
      if (peer !== undefined && allows(peer, method)) return handler(call, callback);
      const details = 'HOST_NOT_ADMITTED: this service is not for this certificate';
      const refusal = { code: status.PERMISSION_DENIED, details };
      if (callback === undefined) call.emit('error', refusal);
      else callback(refusal);
    };
  return Object.fromEntries(
    Object.entries(implementation).map(([name, handler]) => [
      name,
      guard(name, handler as Handler),
    ]),
  );
}
