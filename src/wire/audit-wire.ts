/**
 * Audit: our words ⇄ bytes, both ways.
 * @module
 */
import { decodeMessage, integer, text } from './field.ts';
import { credfleet } from './gen/agent_pb.js';
import { MESSAGE_MAX_BYTES } from './messages.ts';

export type AuditCheckpoint = {
  /** A signed note. */
  readonly checkpoint: string;
  /** Verifies it, as one line. */
  readonly key: string;
};

/** Events in one proof. */
export const PROVEN_MAX = 5_000;

export type InclusionRequest = { readonly seqs: readonly number[]; readonly size: number };

export type ConsistencyRequest = { readonly from: number; readonly to: number };

export type ConsistencyAnswer = ConsistencyRequest &
  AuditCheckpoint & {
    /** Base64. */
    readonly path: readonly string[];
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

const INCLUSION_MAX_BYTES = 65_536;

export function encodeInclusionRequest({ seqs, size }: InclusionRequest): Buffer {
  return Buffer.from(wire.AuditInclusionRequest.encode({ seqs: [...seqs], size }).finish());
}

/** @throws {CredfleetError} MESSAGE_INVALID */
export function decodeInclusionRequest(encoded: Uint8Array): InclusionRequest {
  const limit = { name: 'auditInclusion', maxBytes: INCLUSION_MAX_BYTES };
  const message: credfleet.v1.AuditInclusionRequest = decodeMessage(
    wire.AuditInclusionRequest,
    encoded,
    limit,
  );
  return {
    seqs: message.seqs.map((seq) => integer(seq, 'auditInclusion.seqs')),
    size: integer(message.size, 'auditInclusion.size'),
  };
}

export function encodeConsistencyRequest(asked: ConsistencyRequest): Buffer {
  return Buffer.from(wire.AuditConsistencyRequest.encode({ ...asked }).finish());
}

/** @throws {CredfleetError} MESSAGE_INVALID */
export function decodeConsistencyRequest(encoded: Uint8Array): ConsistencyRequest {
  const limit = request('auditConsistency');
  const message: credfleet.v1.AuditConsistencyRequest = decodeMessage(
    wire.AuditConsistencyRequest,
    encoded,
    limit,
  );
  return sizesOf(message);
}

export function encodeConsistency(answer: ConsistencyAnswer): Buffer {
  return Buffer.from(wire.AuditConsistency.encode({ ...answer, path: [...answer.path] }).finish());
}

/** @throws {CredfleetError} MESSAGE_INVALID */
export function decodeConsistency(encoded: Uint8Array): ConsistencyAnswer {
  const message: credfleet.v1.AuditConsistency = decodeMessage(
    wire.AuditConsistency,
    encoded,
    reply('auditConsistency'),
  );
  return {
    ...sizesOf(message),
    path: message.path.map((hash) => text(hash, 'auditConsistency.path')),
    checkpoint: text(message.checkpoint, 'auditConsistency.checkpoint', { max: 4096 }),
    key: text(message.key, 'auditConsistency.key', { max: 1024 }),
  };
}

function sizesOf({
  from,
  to,
}: Pick<credfleet.v1.AuditConsistency, 'from' | 'to'>): ConsistencyRequest {
  return {
    from: integer(from, 'auditConsistency.from'),
    to: integer(to, 'auditConsistency.to'),
  };
}
