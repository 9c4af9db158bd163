/**
 * The audit events of attested release. Values of PCRs are no secrets: whoever may read the log should see them.
 * @module
 */
import type { AuditSubject, NewAuditEvent } from '#src/audit/event.ts';

type Refused = {
  readonly nowMs: number;
  readonly subject: AuditSubject;
  readonly cause: string;
  readonly message: string;
};

export function refusedEvent({ nowMs, subject, cause, message }: Refused): NewAuditEvent {
  return {
    timeMs: nowMs,
    type: 'host.attestationRefused',
    outcome: 'failure',
    actor: { kind: 'controller', id: 'controller' },
    subject,
    detail: { reason: cause, message },
  };
}

type Attested = {
  readonly nowMs: number;
  readonly subject: AuditSubject;
  readonly bootId: string;
  readonly values: ReadonlyMap<number, string>;
};

export function attestedEvent({ nowMs, subject, bootId, values }: Attested): NewAuditEvent {
  const pcrs = [...values].map(([pcr, value]) => [`pcr${pcr}`, value] as const);
  return {
    timeMs: nowMs,
    type: 'host.attested',
    outcome: 'success',
    actor: { kind: 'host', id: subject.host ?? '' },
    subject,
    detail: { bootID: bootId, ...Object.fromEntries(pcrs) },
  };
}
