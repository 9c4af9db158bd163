/**
 * The Keys service over gRPC, with the certificate of a person who may rotate.
 * @module
 */
import { type Client, makeClientConstructor, type ServiceError } from '@grpc/grpc-js';
import { clientTls } from '#src/wire/client-tls.node.ts';
import type { KeysStatus, RotateRequest } from '#src/wire/keys-messages.ts';
import { keysService } from '#src/wire/keys-service.ts';
import { errorFromCall, type QueryConnection } from '../query/query.node.ts';
import type { KeysClient } from './keys-client.ts';

const DEADLINE_MS = 30_000;

type Options = { readonly deadline: number };
type Reply = (error: ServiceError | null, value?: KeysStatus) => void;
type KeysStub = Client & {
  status(request: object, options: Options, reply: Reply): void;
  rotate(request: RotateRequest, options: Options, reply: Reply): void;
};

/** @param nowMs at the call, for its deadline. */
export function createKeysClient(connection: QueryConnection, nowMs: () => number): KeysClient {
  const { address } = connection;
  const { credentials, options } = clientTls(address, connection);
  const Stub = makeClientConstructor(keysService, 'credfleet.v1.Keys');
  const client = new Stub(address, credentials, {
    ...options,
    'grpc.enable_retries': 0,
    'grpc.enable_channelz': 0,
    'grpc.enable_http_proxy': 0,
  }) as unknown as KeysStub;
  const answer = async (ask: (call: Options, reply: Reply) => void): Promise<KeysStatus> =>
    new Promise((resolve, reject) => {
      ask({ deadline: nowMs() + DEADLINE_MS }, (error, value) => {
        if (value === undefined) reject(errorFromCall(error, address));
        else resolve(value);
      });
    });
  return {
    status: async () => answer((call, reply) => client.status({}, call, reply)),
    rotate: async (request) => answer((call, reply) => client.rotate(request, call, reply)),
    close: () => client.close(),
  };
}
