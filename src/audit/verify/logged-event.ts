/**
 * An event as it stands in a log that nobody vouches for: only what the verifier looks at, each of it of the
 * type that it should have.
 * @module
 */
import { parseTime } from '#src/api/time.ts';
import { canonicalJson, type JsonValue } from '../canonical-json.ts';
import { isCount, isObject, parseObject } from '../export/export-line.ts';

type Members = Readonly<Record<string, unknown>>;

export type LoggedReceipt = {
  readonly keyID: string;
  readonly sig: string;
  readonly hostCounter: number;
  readonly bootID: string;
  /** Releases before the chain had none. */
  readonly bodyDigest?: string;
};

export type LoggedEvent = {
  readonly seq: number;
  /** Releases before the chain had none. */
  readonly prev?: string;
  readonly timeMs: number;
  readonly type: string;
  readonly subject: Members;
  readonly detail: Members;
  readonly receipt?: LoggedReceipt;
};

/** Or what is wrong with it. */
export function parseEvent(encoded: string): LoggedEvent | string {
  const members = parseObject(encoded);
  if (members === undefined) return 'is not a JSON object';
  if (!isCanonical(members, encoded)) return 'is not canonical JSON';
  return eventOf(members) ?? 'is not an audit event';
}

function eventOf(members: Members): LoggedEvent | undefined {
  const { seq, time, type, subject, detail } = members;
  const timeMs = typeof time === 'string' ? parseTime(time) : undefined;
  if (!isCount(seq) || timeMs === undefined || typeof type !== 'string') return undefined;
  if (!isObject(subject) || !isObject(detail)) return undefined;
  const links = linksOf(members);
  return links && { seq, timeMs, type, subject, detail, ...links };
}

/** What ties it to the event before, and to what a host signed. */
function linksOf({ prev, receipt }: Members): Pick<LoggedEvent, 'prev' | 'receipt'> | undefined {
  if (prev !== undefined && typeof prev !== 'string') return undefined;
  const chained = prev === undefined ? {} : { prev };
  if (receipt === undefined) return chained;
  const parsed = parseReceipt(receipt);
  return parsed && { ...chained, receipt: parsed };
}

/** What canonical JSON cannot say is not canonical. */
function isCanonical(members: Members, encoded: string): boolean {
  try {
    return canonicalJson(members as JsonValue) === encoded;
  } catch {
    return false;
  }
}

function parseReceipt(receipt: unknown): LoggedReceipt | undefined {
  if (!isObject(receipt)) return undefined;
  const { alg, keyID, sig, hostCounter, bootID, bodyDigest } = receipt;
  if (alg !== 'Ed25519' || typeof keyID !== 'string' || typeof sig !== 'string') return undefined;
  if (!isCount(hostCounter) || typeof bootID !== 'string') return undefined;
  if (bodyDigest === undefined) return { keyID, sig, hostCounter, bootID };
  return typeof bodyDigest === 'string'
    ? { keyID, sig, hostCounter, bootID, bodyDigest }
    : undefined;
}
