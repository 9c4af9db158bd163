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
  encodeAuditCheckpoint,
  encodeAuditCheckpointRequest,
  encodeAuditExportLine,
  encodeAuditExportRequest,
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
} as const satisfies ServiceDefinition;
