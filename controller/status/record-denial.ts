/**
 * A HostCredential that was refused hosts belongs into the audit log, once per reason.
 * @module
 */
import type { Context } from '#controller/reconcile/context.ts';
import type { Condition } from '#src/api/meta.ts';
import type { StatusChange } from './object-events.ts';

export function recordDenial(
  { ledger, clock }: Pick<Context, 'ledger' | 'clock'>,
  { kind, object, before, after }: StatusChange,
): void {
  const now = refusal(after);
  if (kind !== 'HostCredential' || now === undefined) return;
  if (now.reason === 'NoHostsMatched' || refusal(before)?.reason === now.reason) return;
  const { namespace = '', name, uid } = object.metadata;
  ledger.write({
    events: [
      {
        timeMs: clock.nowMs(),
        type: 'access.denied',
        outcome: 'failure',
        actor: { kind: 'controller', id: 'controller' },
        subject: { namespace, hostCredential: name, uid },
        detail: { reason: now.reason, message: now.message },
      },
    ],
  });
}

function refusal(conditions: readonly Condition[] | undefined): Condition | undefined {
  return conditions?.find(({ type, status }) => type === 'TargetsAllowed' && status === 'False');
}
