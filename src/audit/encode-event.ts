/**
 * An audit event as it is stored and shown: canonical JSON with an RFC 3339 time.
 * @module
 */
import { formatTimeMs } from '#src/api/time.ts';
import { canonicalJson } from './canonical-json.ts';
import type { AuditEvent } from './event.ts';

export function encodeEvent({ timeMs, ...event }: AuditEvent): string {
  return canonicalJson({ ...event, time: formatTimeMs(timeMs) });
}
