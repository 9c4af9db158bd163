/**
 * The port to the controller's Audit service: the audit log as evidence.
 * @module
 */
import type { AuditCheckpoint } from '#src/wire/audit-wire.ts';

/** All throw CONTROLLER_UNREACHABLE, CONTROLLER_UNTRUSTED or API_FORBIDDEN. */
export interface AuditClient {
  /** Of all events that are there now. */
  checkpoint(): Promise<AuditCheckpoint>;
  /** Each line ends with a newline. */
  export(signal: AbortSignal): AsyncIterable<Uint8Array>;
  close(): void;
}
