/**
 * A host that shows something else than a HostCredential's policies accept belongs into the audit log: once, until it
 * shows something else again.
 * @module
 */
import type { Context } from '#controller/reconcile/context.ts';
import type { Decision } from '#controller/reconcile/decide.ts';
import type { Situation } from '#controller/reconcile/gather.ts';
import type { NewAuditEvent } from '#src/audit/event.ts';
import { refusedEvent } from './attestation-events.ts';

export type MismatchNews = {
  readonly events: readonly NewAuditEvent[];
  /** Call it once the events are durable. */
  readonly markTold: () => void;
};

export function mismatchNews(
  { attestations }: Pick<Context, 'attestations'>,
  { credential, nowMs }: Situation,
  { passedOver }: Decision,
): MismatchNews {
  const { namespace = '', name: hostCredential, uid } = credential.metadata;
  const news = passedOver.flatMap(({ hostUid, host, gate }) => {
    if (gate?.reason !== 'AttestationMismatch') return [];
    const { reason: cause, message } = gate;
    if (!attestations.isNews(hostUid, uid, message)) return [];
    const subject = { namespace, hostCredential, uid, host, hostUID: hostUid };
    return [{ hostUid, message, event: refusedEvent({ nowMs, subject, cause, message }) }];
  });
  return {
    events: news.map(({ event }) => event),
    markTold: () => {
      for (const { hostUid, message } of news) attestations.markTold(hostUid, uid, message);
    },
  };
}
