/**
 * The Session service as gRPC sees it: one bidirectional stream; see session-from-wire.ts for what is in it.
 * @module
 */
import type { ServiceDefinition } from '@grpc/grpc-js';
import { rawBytes } from './raw-bytes.ts';

export const sessionService = {
  connect: {
    path: '/credfleet.v1.Session/Connect',
    requestStream: true,
    responseStream: true,
    requestSerialize: rawBytes.serialize,
    requestDeserialize: rawBytes.deserialize,
    responseSerialize: rawBytes.serialize,
    responseDeserialize: rawBytes.deserialize,
  },
} as const satisfies ServiceDefinition;
