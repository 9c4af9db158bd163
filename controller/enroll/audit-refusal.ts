/**
 * The audit event of a refused enrolment: who asked, from where, and the cause that the host is not told.
 * @module
 */
import { spkiHash } from '#src/identity/public-key.ts';
import type { EnrollContext } from './enroll-context.ts';
import type { RefusedEnrolment } from './exchange.ts';

export const REFUSAL_TEXT = "refused; the controller's audit log says why: credfleet audit";

export function auditRefusal(
  { ledger, clock }: EnrollContext,
  sourceAddress: string,
  { message, start }: RefusedEnrolment,
): void {
  const claimed =
    start === undefined
      ? {}
      : {
          identityKeyHash: spkiHash(start.identityPub),
          ...(start.tokenId === '' ? {} : { tokenID: start.tokenId }),
        };
  ledger.write({
    events: [
      {
        timeMs: clock.nowMs(),
        type: 'host.enrolmentRefused',
        outcome: 'failure',
        actor: { kind: 'host', id: start?.hostName ?? sourceAddress },
        subject: start === undefined ? {} : { host: start.hostName },
        detail: { message, sourceAddress, ...claimed },
      },
    ],
  });
}
