/**
 * What a host says of itself, when it connects and when it changes: kept while this process runs. A TPM that gets into
 * lockout, or out of it, is told in the audit log, and whoever has something for the host looks again.
 * @module
 */
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import type { NewAuditEvent } from '#src/audit/event.ts';
import type { HostFacts, TpmSeen } from '#src/intent/report.ts';
import { isPutOff } from '#src/rollout/disruption.ts';
import { lockoutText } from '#src/tpm/lockout.ts';
import type { Context } from './context.ts';
import { isLockedOut } from './lockout-gate.ts';
import { reactToSession } from './watch-objects.ts';

export type TakenFacts = {
  /** To be made durable. */
  readonly events: readonly NewAuditEvent[];
  /** Call it then. */
  readonly react: () => void;
};

export function takeFacts(context: Context, host: HostIdentity, facts: HostFacts): TakenFacts {
  const { presence, clock, memory, ledger, requests } = context;
  const { hostUid, hostName } = host;
  const before = presence.get(hostUid)?.facts.tpm;
  const nowMs = clock.nowMs();
  presence.set(hostUid, { facts, seenMs: nowMs });
  const isLocked = isLockedOut(facts.tpm);
  const wasLocked = isLockedOut(before);
  const event = tpmEvent(host, facts.tpm, nowMs);
  return {
    events: isLocked === wasLocked ? [] : [event],
    react: () => {
      requests.status('Host', { name: hostName });
      if (!isLocked && !wasLocked && !ledger.states({ hostUid }).some(isPutOff)) return;
      memory.sessionChanges.add(hostUid);
      reactToSession(context, hostUid);
    },
  };
}

function tpmEvent(
  { hostName, hostUid }: HostIdentity,
  seen: TpmSeen | undefined,
  nowMs: number,
): NewAuditEvent {
  const isLocked = isLockedOut(seen);
  return {
    timeMs: nowMs,
    type: isLocked ? 'host.tpm.lockedOut' : 'host.tpm.recovered',
    outcome: isLocked ? 'failure' : 'success',
    actor: { kind: 'host', id: hostName },
    subject: { host: hostName, hostUID: hostUid },
    detail: seen?.kind === 'answers' ? { message: lockoutText(seen.lockout) } : {},
  };
}
