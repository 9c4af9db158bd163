/**
 * The port to the controller's Retention service: what of the audit log is kept, for how long and where.
 * @module
 */
import type {
  AddHoldRequest,
  HoldRow,
  LiftHoldRequest,
  RetentionStatus,
  RetentionStep,
} from '#src/wire/retention-messages.ts';

/** All throw CONTROLLER_UNREACHABLE, CONTROLLER_UNTRUSTED, MESSAGE_INVALID or API_FORBIDDEN; what changes something also VERB_REFUSED. */
export interface RetentionClient {
  status(): Promise<RetentionStatus>;
  addHold(request: AddHoldRequest): Promise<HoldRow>;
  liftHold(request: LiftHoldRequest): Promise<HoldRow>;
  archive(signal: AbortSignal): AsyncIterable<RetentionStep>;
  prune(dryRun: boolean, signal: AbortSignal): AsyncIterable<RetentionStep>;
  close(): void;
}
