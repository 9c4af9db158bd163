/**
 * Enrollment (own port, server-authenticated) and Renewal (session port, mutual TLS) as gRPC sees them.
 * @module
 */
import type { ServiceDefinition } from '@grpc/grpc-js';
import { rawBytes } from './raw-bytes.ts';

const exchange = {
  requestStream: true,
  responseStream: true,
  requestSerialize: rawBytes.serialize,
  requestDeserialize: rawBytes.deserialize,
  responseSerialize: rawBytes.serialize,
  responseDeserialize: rawBytes.deserialize,
} as const;

export const enrollmentService = {
  enroll: { path: '/credfleet.v1.Enrollment/Enroll', ...exchange },
} as const satisfies ServiceDefinition;

export const renewalService = {
  renew: { path: '/credfleet.v1.Renewal/Renew', ...exchange },
} as const satisfies ServiceDefinition;
