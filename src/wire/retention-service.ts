/**
 * The Retention service as gRPC sees it: for operators' certificates on the session port.
 * @module
 */
import type { ServiceDefinition } from '@grpc/grpc-js';
import {
  decodeAddHoldRequest,
  decodeArchiveRequest,
  decodeHoldRow,
  decodeLiftHoldRequest,
  decodePruneRequest,
  decodeRetentionStatus,
  decodeRetentionStatusRequest,
  decodeRetentionStep,
  encodeAddHoldRequest,
  encodeArchiveRequest,
  encodeHoldRow,
  encodeLiftHoldRequest,
  encodePruneRequest,
  encodeRetentionStatus,
  encodeRetentionStatusRequest,
  encodeRetentionStep,
} from './retention-wire.ts';

export const retentionService = {
  status: {
    path: '/credfleet.v1.Retention/Status',
    requestStream: false,
    responseStream: false,
    requestSerialize: encodeRetentionStatusRequest,
    requestDeserialize: decodeRetentionStatusRequest,
    responseSerialize: encodeRetentionStatus,
    responseDeserialize: decodeRetentionStatus,
  },
  addHold: {
    path: '/credfleet.v1.Retention/AddHold',
    requestStream: false,
    responseStream: false,
    requestSerialize: encodeAddHoldRequest,
    requestDeserialize: decodeAddHoldRequest,
    responseSerialize: encodeHoldRow,
    responseDeserialize: decodeHoldRow,
  },
  liftHold: {
    path: '/credfleet.v1.Retention/LiftHold',
    requestStream: false,
    responseStream: false,
    requestSerialize: encodeLiftHoldRequest,
    requestDeserialize: decodeLiftHoldRequest,
    responseSerialize: encodeHoldRow,
    responseDeserialize: decodeHoldRow,
  },
  archive: {
    path: '/credfleet.v1.Retention/Archive',
    requestStream: false,
    responseStream: true,
    requestSerialize: encodeArchiveRequest,
    requestDeserialize: decodeArchiveRequest,
    responseSerialize: encodeRetentionStep,
    responseDeserialize: decodeRetentionStep,
  },
  prune: {
    path: '/credfleet.v1.Retention/Prune',
    requestStream: false,
    responseStream: true,
    requestSerialize: encodePruneRequest,
    requestDeserialize: decodePruneRequest,
    responseSerialize: encodeRetentionStep,
    responseDeserialize: decodeRetentionStep,
  },
} as const satisfies ServiceDefinition;
