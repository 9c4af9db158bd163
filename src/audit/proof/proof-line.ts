/**
 * The lines of a proof that events are in the log: a signed checkpoint, keys of hosts, each event with its path to the
 * root, and a checkpoint over all of it. Each has one spelling, so that any other byte shows.
 * @module
 */
import { canonicalJson } from '../canonical-json.ts';
import {
  commonLine,
  type ExportLine,
  isBase64,
  type Members,
  parseObject,
} from '../export/export-line.ts';

export const PROOF_FORMAT = 'credfleet-audit-proof/1';

/** Bytes in Base64. */
export type ProofLine =
  | {
      readonly kind: 'proof';
      readonly format: typeof PROOF_FORMAT;
      /** That checks the checkpoints; its name is the origin of the log. */
      readonly key: string;
      /** Of the tree that the paths lead to. */
      readonly checkpoint: string;
    }
  | Extract<ExportLine, { kind: 'key' | 'end' }>
  | {
      readonly kind: 'event';
      /** The canonical JSON that was hashed. */
      readonly event: string;
      /** RFC 9162 2.1.3: from its sibling up to below the root. */
      readonly path: readonly string[];
      /** What the host signed. */
      readonly body?: string;
    };

/** Without the newline. */
export function encodeProofLine(line: ProofLine): string {
  return canonicalJson(line);
}

/** Undefined unless it is one of these, spelled as {@link encodeProofLine} does. */
export function parseProofLine(text: string): ProofLine | undefined {
  const members = parseObject(text);
  const line = members === undefined ? undefined : lineOf(members);
  return line !== undefined && encodeProofLine(line) === text ? line : undefined;
}

function lineOf(members: Members): ProofLine | undefined {
  if (members['kind'] === 'proof') return headLine(members);
  return members['kind'] === 'event' ? eventLine(members) : commonLine(members);
}

function headLine({ format, key, checkpoint }: Members): ProofLine | undefined {
  if (format !== PROOF_FORMAT || typeof key !== 'string') return undefined;
  return typeof checkpoint === 'string' ? { kind: 'proof', format, key, checkpoint } : undefined;
}

function eventLine({ event, path, body }: Members): ProofLine | undefined {
  if (typeof event !== 'string' || !Array.isArray(path) || !path.every((hash) => isBase64(hash))) {
    return undefined;
  }
  if (body === undefined) return { kind: 'event', event, path };
  return isBase64(body) ? { kind: 'event', event, path, body } : undefined;
}
