/**
 * Writes into the audit log that somebody created or changed a HostCredential, once per generation.
 * @module
 */
import type { HostCredential } from '#src/api/credential.ts';
import { CHANGED_BY_ANNOTATION, type Stored } from '#src/api/meta.ts';
import type { AuditActor, AuditEventType } from '#src/audit/event.ts';
import type { Context } from './context.ts';

/** Who changed it is what the API server recorded; where it records nobody, nobody is claimed. */
export function recordIntent(context: Context, credential: Stored<HostCredential>): void {
  const { uid, namespace = '', name, generation = 1, annotations } = credential.metadata;
  const known = credential.status?.observedGeneration ?? 0;
  const told = context.toldGenerations.get(uid) ?? known;
  if (generation <= told) return;
  context.toldGenerations.set(uid, generation);
  const actor: AuditActor = { kind: 'user', id: annotations?.[CHANGED_BY_ANNOTATION] ?? 'unknown' };
  const type: AuditEventType = told === 0 ? 'intent.created' : 'intent.changed';
  context.ledger.write({
    events: [
      {
        timeMs: context.clock.nowMs(),
        type,
        outcome: 'success',
        actor,
        subject: { namespace, hostCredential: name, uid },
        detail: { generation },
      },
    ],
  });
}
