/**
 * The Audit service as gRPC sees it: read only, for operators' certificates on the session port.
 * @module
 */
import type { ServiceDefinition } from '@grpc/grpc-js';
import {
  decodeAuditCheckpoint,
  decodeAuditCheckpointRequest,
  decodeAuditExportLine,
  decodeAuditExportRequest,
  decodeConsistency,
  decodeConsistencyRequest,
  decodeInclusionRequest,
  encodeAuditCheckpoint,
  encodeAuditCheckpointRequest,
  encodeAuditExportLine,
  encodeAuditExportRequest,
  encodeConsistency,
  encodeConsistencyRequest,
  encodeInclusionRequest,
} from './audit-wire.ts';

export const auditService = {
  checkpoint: {
    path: '/credfleet.v1.Audit/Checkpoint',
    requestStream: false,
    responseStream: false,
    requestSerialize: encodeAuditCheckpointRequest,
    requestDeserialize: decodeAuditCheckpointRequest,
    responseSerialize: encodeAuditCheckpoint,
    responseDeserialize: decodeAuditCheckpoint,
  },
  export: {
    path: '/credfleet.v1.Audit/Export',
    requestStream: false,
    responseStream: true,
    requestSerialize: encodeAuditExportRequest,
    requestDeserialize: decodeAuditExportRequest,
    responseSerialize: encodeAuditExportLine,
    responseDeserialize: decodeAuditExportLine,
  },
  inclusion: {
    path: '/credfleet.v1.Audit/Inclusion',
    requestStream: false,
    responseStream: true,
    requestSerialize: encodeInclusionRequest,
    requestDeserialize: decodeInclusionRequest,
    responseSerialize: encodeAuditExportLine,
    responseDeserialize: decodeAuditExportLine,
  },
  consistency: {
    path: '/credfleet.v1.Audit/Consistency',
    requestStream: false,
    responseStream: false,
    requestSerialize: encodeConsistencyRequest,
    requestDeserialize: decodeConsistencyRequest,
    responseSerialize: encodeConsistency,
    responseDeserialize: decodeConsistency,
  },
} as const satisfies ServiceDefinition;
