/**
 * The audit event of a refused enrolment: who asked, from where, and the cause that the host is not told.
 * @module
 */
import type { Claim } from './claim.ts';
import type { EnrollContext } from './enroll-context.ts';
import type { RefusedEnrolment } from './refused-enrolment.ts';

export function auditRefusal(
  { ledger, clock, log }: EnrollContext,
  sourceAddress: string,
  { message, about }: RefusedEnrolment,
): void {
  const { hostName, claim } = about;
  if (about.isFlood === true) {
    log.warn({ address: sourceAddress, host: hostName }, `enrolment refused: ${message}`);
    return;
  }
  ledger.write({
    events: [
      {
        timeMs: clock.nowMs(),
        type: 'host.enrolmentRefused',
        outcome: 'failure',
        actor: { kind: 'host', id: hostName ?? sourceAddress },
        subject: hostName === undefined ? {} : { host: hostName },
        detail: { message, sourceAddress, ...(claim === undefined ? {} : claimed(claim)) },
      },
    ],
  });
}

/** What it said, proved or not. */
function claimed({ assurance, identityHash, start }: Claim) {
  const identity =
    assurance === 'TPM' ? { ekHash: identityHash } : { identityKeyHash: identityHash };
  return { ...identity, ...(start.tokenId === '' ? {} : { tokenID: start.tokenId }) };
}
