/**
 * The Audit service over gRPC with an operator's client certificate.
 * @module
 */
import {
  type Client,
  type ClientReadableStream,
  makeClientConstructor,
  type ServiceError,
} from '@grpc/grpc-js';
import { auditService } from '#src/wire/audit-service.ts';
import type { AuditCheckpoint, ConsistencyAnswer } from '#src/wire/audit-wire.ts';
import { clientTls } from '#src/wire/client-tls.node.ts';
import { errorFromCall, type QueryConnection } from '../query/query.node.ts';
import { serverStream } from '../query/server-stream.node.ts';
import type { AuditClient } from './audit-client.ts';

const DEADLINE_MS = 30_000;

type Unary<Value> = (
  request: object,
  options: { readonly deadline: number },
  reply: (error: ServiceError | null, value?: Value) => void,
) => void;
type AuditStub = Client & {
  checkpoint: Unary<AuditCheckpoint>;
  export(request: object): ClientReadableStream<string>;
  inclusion(request: object): ClientReadableStream<string>;
  consistency: Unary<ConsistencyAnswer>;
};

/** @param nowMs at the call, for its deadline. */
export function createAuditClient(connection: QueryConnection, nowMs: () => number): AuditClient {
  const { address } = connection;
  const { credentials, options } = clientTls(address, connection);
  const Stub = makeClientConstructor(auditService, 'credfleet.v1.Audit');
  const client = new Stub(address, credentials, {
    ...options,
    'grpc.enable_retries': 0,
    'grpc.enable_channelz': 0,
    'grpc.enable_http_proxy': 0,
  }) as unknown as AuditStub;
  const ask = async <Value>(unary: Unary<Value>, request: object): Promise<Value> =>
    new Promise((resolve, reject) => {
      unary.call(client, request, { deadline: nowMs() + DEADLINE_MS }, (error, value) => {
        if (value === undefined) reject(errorFromCall(error, address));
        else resolve(value);
      });
    });
  return {
    checkpoint: async () => ask(client.checkpoint, {}),
    export: (signal) => lines(() => client.export({}), address, signal),
    inclusion: (request, signal) => lines(() => client.inclusion(request), address, signal),
    consistency: async (request) => ask(client.consistency, request),
    close: () => client.close(),
  };
}

async function* lines(
  call: () => ClientReadableStream<string>,
  address: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const line of serverStream(call, signal)) yield Buffer.from(`${line}\n`, 'utf8');
  } catch (reason) {
    throw errorFromCall(reason, address);
  }
}
