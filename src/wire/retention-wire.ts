/**
 * Retention: our words ⇄ bytes, both ways.
 * @module
 */
import { decodeMessage, integer, list, oneOf, text } from './field.ts';
import { credfleet } from './gen/agent_pb.js';
import { MESSAGE_MAX_BYTES } from './messages.ts';
import {
  type AddHoldRequest,
  type HoldRow,
  type LiftHoldRequest,
  type PruneRequest,
  REASON_MAX_CHARS,
  RETENTION_STEPS,
  type RetentionStatus,
  type RetentionStep,
} from './retention-messages.ts';

const wire = credfleet.v1;
const request = (name: string) => ({ name, maxBytes: 8192 });
const reply = (name: string) => ({ name, maxBytes: MESSAGE_MAX_BYTES });
const ROWS_MAX = 1_000;
const OPTIONAL = { min: 0 };
const LONG = { min: 0, max: 4096 };
/** A person has to give one. */
const REASON = { max: REASON_MAX_CHARS };

type Nothing = Readonly<Record<string, never>>;

export function encodeRetentionStatusRequest(): Buffer {
  return Buffer.from(wire.RetentionStatusRequest.encode({}).finish());
}

export function decodeRetentionStatusRequest(encoded: Uint8Array): Nothing {
  decodeMessage(wire.RetentionStatusRequest, encoded, request('retentionStatus'));
  return {};
}

export function encodeArchiveRequest(): Buffer {
  return Buffer.from(wire.ArchiveRequest.encode({}).finish());
}

export function decodeArchiveRequest(encoded: Uint8Array): Nothing {
  decodeMessage(wire.ArchiveRequest, encoded, request('archive'));
  return {};
}

export function encodePruneRequest(asked: PruneRequest): Buffer {
  return Buffer.from(wire.PruneRequest.encode(asked).finish());
}

/** @throws {CredfleetError} MESSAGE_INVALID with the field's name; so do those below. */
export function decodePruneRequest(encoded: Uint8Array): PruneRequest {
  const limit = request('prune');
  const message: credfleet.v1.PruneRequest = decodeMessage(wire.PruneRequest, encoded, limit);
  return { dryRun: message.dryRun };
}

export function encodeAddHoldRequest(asked: AddHoldRequest): Buffer {
  return Buffer.from(wire.AddHoldRequest.encode(asked).finish());
}

export function decodeAddHoldRequest(encoded: Uint8Array): AddHoldRequest {
  const limit = request('addHold');
  const message: credfleet.v1.AddHoldRequest = decodeMessage(wire.AddHoldRequest, encoded, limit);
  const credential = text(message.credential, 'addHold.credential', OPTIONAL);
  return {
    credential,
    namespace: text(message.namespace, 'addHold.namespace', credential === '' ? OPTIONAL : {}),
    host: text(message.host, 'addHold.host', OPTIONAL),
    reason: text(message.reason, 'addHold.reason', REASON),
  };
}

export function encodeLiftHoldRequest(asked: LiftHoldRequest): Buffer {
  return Buffer.from(wire.LiftHoldRequest.encode(asked).finish());
}

export function decodeLiftHoldRequest(encoded: Uint8Array): LiftHoldRequest {
  const limit = request('liftHold');
  const message: credfleet.v1.LiftHoldRequest = decodeMessage(wire.LiftHoldRequest, encoded, limit);
  return {
    id: text(message.id, 'liftHold.id'),
    reason: text(message.reason, 'liftHold.reason', REASON),
  };
}

export function encodeHoldRow(row: HoldRow): Buffer {
  return Buffer.from(wire.LegalHoldRow.encode(row).finish());
}

export function decodeHoldRow(encoded: Uint8Array): HoldRow {
  const limit = reply('hold');
  const message: credfleet.v1.LegalHoldRow = decodeMessage(wire.LegalHoldRow, encoded, limit);
  return holdRow(message);
}

export function encodeRetentionStatus(status: RetentionStatus): Buffer {
  const { holds, pruned, sinks } = status;
  const lists = {
    holds: holds.slice(-ROWS_MAX),
    pruned: pruned.slice(-ROWS_MAX),
    sinks: [...sinks],
  };
  return Buffer.from(wire.RetentionStatus.encode({ ...status, ...lists }).finish());
}

export function decodeRetentionStatus(encoded: Uint8Array): RetentionStatus {
  const limit = reply('retentionStatus');
  const message: credfleet.v1.RetentionStatus = decodeMessage(wire.RetentionStatus, encoded, limit);
  return {
    firstSeq: integer(message.firstSeq, 'retentionStatus.firstSeq'),
    lastSeq: integer(message.lastSeq, 'retentionStatus.lastSeq'),
    retentionMs: integer(message.retentionMs, 'retentionStatus.retentionMs'),
    archive: text(message.archive, 'retentionStatus.archive', LONG),
    problem: text(message.problem, 'retentionStatus.problem', LONG),
    holds: list(message.holds, 'retentionStatus.holds', ROWS_MAX).map(holdRow),
    pruned: list(message.pruned, 'retentionStatus.pruned', ROWS_MAX).map((row) => ({
      firstSeq: integer(row.firstSeq, 'retentionStatus.pruned.firstSeq'),
      lastSeq: integer(row.lastSeq, 'retentionStatus.pruned.lastSeq'),
      untilMs: integer(row.untilMs, 'retentionStatus.pruned.untilMs'),
      segment: text(row.segment, 'retentionStatus.pruned.segment'),
    })),
    sinks: list(message.sinks, 'retentionStatus.sinks', ROWS_MAX).map((row) => ({
      name: text(row.name, 'retentionStatus.sinks.name'),
      seq: integer(row.seq, 'retentionStatus.sinks.seq'),
      behindSinceMs: integer(row.behindSinceMs, 'retentionStatus.sinks.behindSinceMs'),
      problem: text(row.problem, 'retentionStatus.sinks.problem', LONG),
    })),
  };
}

export function encodeRetentionStep(step: RetentionStep): Buffer {
  return Buffer.from(wire.RetentionStep.encode(step).finish());
}

export function decodeRetentionStep(encoded: Uint8Array): RetentionStep {
  const limit = reply('retentionStep');
  const message: credfleet.v1.RetentionStep = decodeMessage(wire.RetentionStep, encoded, limit);
  return {
    kind: oneOf(message.kind, 'retentionStep.kind', RETENTION_STEPS),
    firstSeq: integer(message.firstSeq, 'retentionStep.firstSeq'),
    lastSeq: integer(message.lastSeq, 'retentionStep.lastSeq'),
    segment: text(message.segment, 'retentionStep.segment', OPTIONAL),
    why: text(message.why, 'retentionStep.why', LONG),
  };
}

function holdRow(message: credfleet.v1.LegalHoldRow): HoldRow {
  return {
    id: text(message.id, 'hold.id'),
    namespace: text(message.namespace, 'hold.namespace', OPTIONAL),
    credential: text(message.credential, 'hold.credential', OPTIONAL),
    host: text(message.host, 'hold.host', OPTIONAL),
    reason: text(message.reason, 'hold.reason', REASON),
    actor: text(message.actor, 'hold.actor'),
    sinceMs: integer(message.sinceMs, 'hold.sinceMs'),
    liftedAtMs: integer(message.liftedAtMs, 'hold.liftedAtMs'),
    liftedBy: text(message.liftedBy, 'hold.liftedBy', OPTIONAL),
  };
}
