/**
 * One audit event as a line of columns.
 * @module
 */
import { formatTimeMs } from '#src/api/time.ts';
import type { AuditEvent } from '#src/audit/event.ts';

export const auditColumns = [
  'TIME',
  'TYPE',
  'OUTCOME',
  'ACTOR',
  'CREDENTIAL',
  'VERSION',
  'HOST',
  'DETAIL',
] as const;

export function auditRow(event: AuditEvent): readonly string[] {
  const { subject, actor } = event;
  return [
    formatTimeMs(event.timeMs),
    event.type,
    event.outcome,
    `${actor.kind}:${actor.id}`,
    [subject.namespace, subject.hostCredential].filter((text) => text !== undefined).join('/'),
    subject.version === undefined ? '' : String(subject.version),
    subject.host ?? '',
    detailText(event.detail),
  ];
}

/** What a person reads first, first; digests stay in the JSON. */
const SHOWN = ['message', 'reason', 'step', 'why', 'unit', 'sealKey', 'previousVersion'] as const;

function detailText(detail: AuditEvent['detail']): string {
  return SHOWN.flatMap((key) => {
    const value = detail[key];
    if (value === undefined || value === '') return [];
    return [key === 'message' ? String(value) : `${key}=${value}`];
  }).join(' ');
}
