/**
 * Services beside Session on the session port, each for the peers that it names. Their requests are decoded here, behind
 * the check: grpc-js would only say that it could not.
 * @module
 */
import {
  type Server,
  type ServiceDefinition,
  status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Peer } from '#src/identity/peer.ts';
import { rawBytes } from '#src/wire/raw-bytes.ts';
import { connectionPeer } from './connection-peer.ts';
import { grpcStatus } from './grpc-byte-stream.node.ts';

/** With one request, that is decoded before the handler is called. */
type Method = ServiceDefinition[string] & { readonly requestStream: false };

export type ExtraService = {
  readonly definition: Readonly<Record<string, Method>>;
  readonly implementation: UntypedServiceImplementation;
  /** Whose certificates may call this method of it; everybody else gets PERMISSION_DENIED. */
  readonly allows: (peer: Peer, method: string) => boolean;
};

/** People and programs whose certificate carries one of these groups. */
export function membersOf(groups: readonly string[]): (peer: Peer) => boolean {
  return (peer) => peer.kind === 'user' && peer.groups.some((group) => groups.includes(group));
}

type Call = Parameters<typeof connectionPeer>[0] & {
  request: unknown;
  emit(event: 'error', reason: unknown): void;
};
type Callback = (reason: unknown) => void;
type Handler = (call: Call, callback?: Callback) => void;

export function addExtraService(server: Server, extra: ExtraService, trustDomain: string): void {
  const { definition, implementation, allows } = extra;
  const methods = Object.entries(definition);
  const undecoded = methods.map(([name, method]) => {
    return [name, { ...method, requestDeserialize: rawBytes.deserialize }] as const;
  });
  const guarded = methods.map(([name, { requestDeserialize }]) => {
    const isAllowed = (call: Call): boolean => {
      const peer = connectionPeer(call, trustDomain)?.peer;
      return peer !== undefined && allows(peer, name);
    };
    const handler = implementation[name] as Handler;
    return [name, guard({ isAllowed, decode: requestDeserialize, handler })] as const;
  });
  server.addService(Object.fromEntries(undecoded), Object.fromEntries(guarded));
}

const NEXT =
  'correct that if you gave it; else this program and the controller are of different releases: update the older one';

type Guarded = {
  readonly isAllowed: (call: Call) => boolean;
  readonly decode: (bytes: Buffer) => unknown;
  readonly handler: Handler;
};

function guard({ isAllowed, decode, handler }: Guarded): Handler {
  return (call, callback) => {
    const refuse = (code: status, details: string): void => {
      if (callback === undefined) call.emit('error', { code, details });
      else callback({ code, details });
    };
    if (!isAllowed(call)) {
      const details = 'HOST_NOT_ADMITTED: this service is not for this certificate';
      return refuse(status.PERMISSION_DENIED, details);
    }
    try {
      call.request = decode(call.request as Buffer);
    } catch (reason) {
      const { code, message } = CredfleetError.from(
        reason,
        'MESSAGE_INVALID',
        'decoding a request',
      );
      return refuse(grpcStatus(code), `${code}: ${message}; ${NEXT}`);
    }
    return handler(call, callback);
  };
}
