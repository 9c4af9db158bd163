/**
 * The port to the controller's Audit service: the audit log as evidence.
 * @module
 */
import type {
  AuditCheckpoint,
  ConsistencyAnswer,
  ConsistencyRequest,
  InclusionRequest,
} from '#src/wire/audit-wire.ts';

/** All throw CONTROLLER_UNREACHABLE, CONTROLLER_UNTRUSTED, API_FORBIDDEN, MESSAGE_INVALID or OBJECT_NOT_FOUND. */
export interface AuditClient {
  /** Of all events that are there now. */
  checkpoint(): Promise<AuditCheckpoint>;
  /** Each line ends with a newline. */
  export(signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** That these events are in the log: lines of a proof, each with its newline. */
  inclusion(request: InclusionRequest, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** That the log begins with an earlier one. */
  consistency(request: ConsistencyRequest): Promise<ConsistencyAnswer>;
  close(): void;
}
