/**
 * Audit: our words ⇄ bytes, both ways.
 * @module
 */
import { decodeMessage, text } from './field.ts';
import { credfleet } from './gen/agent_pb.js';
import { MESSAGE_MAX_BYTES } from './messages.ts';

export type AuditCheckpoint = {
  /** A signed note. */
  readonly checkpoint: string;
  /** Verifies it, as one line. */
  readonly key: string;
};

type Nothing = Readonly<Record<string, never>>;

const wire = credfleet.v1;
const request = (name: string) => ({ name, maxBytes: 1024 });
const reply = (name: string) => ({ name, maxBytes: MESSAGE_MAX_BYTES });

export function encodeAuditCheckpointRequest(): Buffer {
  return Buffer.from(wire.AuditCheckpointRequest.encode({}).finish());
}

export function decodeAuditCheckpointRequest(encoded: Uint8Array): Nothing {
  decodeMessage(wire.AuditCheckpointRequest, encoded, request('auditCheckpoint'));
  return {};
}

export function encodeAuditCheckpoint(checkpoint: AuditCheckpoint): Buffer {
  return Buffer.from(wire.AuditCheckpoint.encode(checkpoint).finish());
}

/** @throws {CredfleetError} MESSAGE_INVALID with the field's name. */
export function decodeAuditCheckpoint(encoded: Uint8Array): AuditCheckpoint {
  const limit = reply('auditCheckpoint');
  const message: credfleet.v1.AuditCheckpoint = decodeMessage(wire.AuditCheckpoint, encoded, limit);
  return {
    checkpoint: text(message.checkpoint, 'auditCheckpoint.checkpoint', { max: 4096 }),
    key: text(message.key, 'auditCheckpoint.key', { max: 1024 }),
  };
}

export function encodeAuditExportRequest(): Buffer {
  return Buffer.from(wire.AuditExportRequest.encode({}).finish());
}

export function decodeAuditExportRequest(encoded: Uint8Array): Nothing {
  decodeMessage(wire.AuditExportRequest, encoded, request('auditExport'));
  return {};
}

export function encodeAuditExportLine(line: string): Buffer {
  return Buffer.from(wire.AuditExportLine.encode({ line }).finish());
}

/** @throws {CredfleetError} MESSAGE_INVALID */
export function decodeAuditExportLine(encoded: Uint8Array): string {
  const limit = reply('auditExport');
  const message: credfleet.v1.AuditExportLine = decodeMessage(wire.AuditExportLine, encoded, limit);
  return message.line;
}
