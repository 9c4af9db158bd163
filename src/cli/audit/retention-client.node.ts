/**
 * The Retention service over gRPC with an operator's client certificate.
 * @module
 */
import {
  type Client,
  type ClientReadableStream,
  makeClientConstructor,
  type ServiceError,
} from '@grpc/grpc-js';
import { clientTls } from '#src/wire/client-tls.node.ts';
import type {
  AddHoldRequest,
  HoldRow,
  LiftHoldRequest,
  PruneRequest,
  RetentionStatus,
  RetentionStep,
} from '#src/wire/retention-messages.ts';
import { retentionService } from '#src/wire/retention-service.ts';
import { errorFromCall, type QueryConnection } from '../query/query.node.ts';
import { serverStream } from '../query/server-stream.node.ts';
import type { RetentionClient } from './retention-client.ts';

const DEADLINE_MS = 30_000;

type Options = { readonly deadline: number };
type Reply<T> = (error: ServiceError | null, value?: T) => void;
type Steps = ClientReadableStream<RetentionStep>;
type RetentionStub = Client & {
  status(request: object, options: Options, reply: Reply<RetentionStatus>): void;
  addHold(request: AddHoldRequest, options: Options, reply: Reply<HoldRow>): void;
  liftHold(request: LiftHoldRequest, options: Options, reply: Reply<HoldRow>): void;
  archive(request: object): Steps;
  prune(request: PruneRequest): Steps;
};

/** @param nowMs at the call, for its deadline. */
export function createRetentionClient(
  connection: QueryConnection,
  nowMs: () => number,
): RetentionClient {
  const { address } = connection;
  const { credentials, options } = clientTls(address, connection);
  const Stub = makeClientConstructor(retentionService, 'credfleet.v1.Retention');
  const client = new Stub(address, credentials, {
    ...options,
    'grpc.enable_retries': 0,
    'grpc.enable_channelz': 0,
    'grpc.enable_http_proxy': 0,
  }) as unknown as RetentionStub;
  const answer = async <T>(ask: (call: Options, reply: Reply<T>) => void): Promise<T> =>
    new Promise((resolve, reject) => {
      ask({ deadline: nowMs() + DEADLINE_MS }, (error, value) => {
        if (value === undefined) reject(errorFromCall(error, address));
        else resolve(value);
      });
    });
  return {
    status: async () => answer((call, reply) => client.status({}, call, reply)),
    addHold: async (request) => answer((call, reply) => client.addHold(request, call, reply)),
    liftHold: async (request) => answer((call, reply) => client.liftHold(request, call, reply)),
    archive: (signal) => stepsOf(() => client.archive({}), address, signal),
    prune: (dryRun, signal) => stepsOf(() => client.prune({ dryRun }), address, signal),
    close: () => client.close(),
  };
}

async function* stepsOf(
  call: () => Steps,
  address: string,
  signal: AbortSignal,
): AsyncGenerator<RetentionStep> {
  try {
    yield* serverStream(call, signal);
  } catch (reason) {
    throw errorFromCall(reason, address);
  }
}
