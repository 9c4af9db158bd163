/**
 * The lines of an export of the audit log: what it is, the keys of hosts, the events with what hosts signed,
 * and a checkpoint over all of it. Each has one spelling, so that any other byte shows.
 * @module
 */
import { canonicalJson } from '../canonical-json.ts';

export const EXPORT_FORMAT = 'credfleet-audit/1';

/** Bytes in Base64. */
export type ExportLine =
  | {
      readonly kind: 'log';
      readonly format: typeof EXPORT_FORMAT;
      /** That checks the checkpoints; its name is the origin of the log. */
      readonly key: string;
      /** Above 1 when the events before were pruned. */
      readonly firstSeq: number;
      readonly lastSeq: number;
      /** Roots of the full subtrees over the events before the first, from left to right. */
      readonly before: readonly string[];
    }
  | {
      readonly kind: 'key';
      readonly hostUID: string;
      readonly identityEpoch: number;
      readonly receiptKey: string;
    }
  | {
      readonly kind: 'event';
      /** The canonical JSON that was hashed. */
      readonly event: string;
      /** What the host signed. */
      readonly body?: string;
    }
  /** The checkpoint is of the last event; {@link digestExtension} is one of its lines. */
  | { readonly kind: 'end'; readonly checkpoint: string };

export type LogLine = Extract<ExportLine, { kind: 'log' }>;
/** These stand in proofs of single events, too. */
type CommonLine = Extract<ExportLine, { kind: 'key' | 'end' }>;

/** Without the newline. */
export function encodeLine(line: ExportLine): string {
  return canonicalJson(line);
}

/** @param digest SHA-256 of all lines before the last, each with its newline; hex. */
export function digestExtension(digest: string): string {
  return `export sha256:${digest}`;
}

export type Members = Readonly<Record<string, unknown>>;

/** Undefined unless it is one of these, spelled as {@link encodeLine} does. */
export function parseLine(text: string): ExportLine | undefined {
  const members = parseObject(text);
  const line = members === undefined ? undefined : lineOf(members);
  return line !== undefined && encodeLine(line) === text ? line : undefined;
}

/** Undefined unless it is one JSON object. */
export function parseObject(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function lineOf(members: Members): ExportLine | undefined {
  switch (members['kind']) {
    case 'log':
      return logLine(members);
    case 'event':
      return eventLine(members);
    default:
      return commonLine(members);
  }
}

export function commonLine(members: Members): CommonLine | undefined {
  const { kind, checkpoint } = members;
  if (kind === 'key') return keyLine(members);
  if (kind !== 'end' || typeof checkpoint !== 'string') return undefined;
  return { kind, checkpoint };
}

function logLine({ key, firstSeq, lastSeq, before, format }: Members): ExportLine | undefined {
  if (format !== EXPORT_FORMAT || typeof key !== 'string') return undefined;
  if (!isCount(firstSeq) || firstSeq === 0 || !isCount(lastSeq)) return undefined;
  if (!Array.isArray(before) || !before.every((hash) => isBase64(hash))) return undefined;
  return { kind: 'log', format, key, firstSeq, lastSeq, before };
}

function keyLine({ hostUID, identityEpoch, receiptKey }: Members): CommonLine | undefined {
  if (typeof hostUID !== 'string' || !isCount(identityEpoch)) return undefined;
  return isBase64(receiptKey) ? { kind: 'key', hostUID, identityEpoch, receiptKey } : undefined;
}

function eventLine({ event, body }: Members): ExportLine | undefined {
  if (typeof event !== 'string') return undefined;
  if (body === undefined) return { kind: 'event', event };
  return isBase64(body) ? { kind: 'event', event, body } : undefined;
}

/** In its usual spelling. */
export function isBase64(value: unknown): value is string {
  return typeof value === 'string' && Buffer.from(value, 'base64').toString('base64') === value;
}
