/**
 * The gRPC handlers of the Audit service. Who may call is decided by the port that serves them.
 * @module
 */
import type { handleServerStreamingCall, handleUnaryCall } from '@grpc/grpc-js';
import { answer, failure } from '#controller/query/query-server.ts';
import type {
  AuditCheckpoint,
  ConsistencyAnswer,
  ConsistencyRequest,
  InclusionRequest,
} from '#src/wire/audit-wire.ts';
import type { AuditLog } from './audit-log.ts';
import type { Proofs } from './proofs.ts';

export type AuditHandlers = {
  readonly checkpoint: handleUnaryCall<unknown, AuditCheckpoint>;
  readonly export: handleServerStreamingCall<unknown, string>;
  readonly inclusion: handleServerStreamingCall<InclusionRequest, string>;
  readonly consistency: handleUnaryCall<ConsistencyRequest, ConsistencyAnswer>;
};

export function createAuditHandlers(log: AuditLog, proofs: Proofs): AuditHandlers {
  return {
    checkpoint: (_call, callback) => {
      try {
        callback(null, { checkpoint: log.checkpoint(), key: log.key() });
      } catch (reason) {
        callback(failure(reason, 'signing a checkpoint'));
      }
    },
    export: (call) => void answer(call, () => log.export()),
    inclusion: (call) => void answer(call, () => proofs.lines(call.request)),
    consistency: ({ request }, callback) => {
      try {
        callback(null, proofs.consistency(request));
      } catch (reason) {
        callback(failure(reason, 'proving that the log goes on'));
      }
    },
  };
}
