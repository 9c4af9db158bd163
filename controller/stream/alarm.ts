/**
 * What should never happen between an honest host and this controller: in the log and in the audit log, for
 * a person to look at.
 * @module
 */
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import type { SessionContext } from './session-context.ts';

export type Alarm = {
  /** CamelCase. */
  readonly reason: string;
  readonly message: string;
  readonly detail?: Readonly<Record<string, string | number>>;
};

export function raiseAlarm(
  { ledger, clock, log }: Pick<SessionContext, 'ledger' | 'clock' | 'log'>,
  { hostUid, hostName }: HostIdentity,
  { reason, message, detail = {} }: Alarm,
): void {
  log.warn({ host: hostName, reason, ...detail }, message);
  ledger.write({
    events: [
      {
        timeMs: clock.nowMs(),
        type: 'host.alarm',
        outcome: 'failure',
        actor: { kind: 'controller', id: 'controller' },
        subject: { host: hostName, hostUID: hostUid },
        detail: { ...detail, reason, message },
      },
    ],
  });
}
