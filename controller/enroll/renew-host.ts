/**
 * Renewal: the same exchange over mutual TLS, by the identity on record: for the keys on record or a later KX key.
 * A host whose other keys changed enrols again instead.
 * @module
 */
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import { encodeEnrollResponse } from '#src/wire/enrollment-to-wire.ts';
import { auditRefusal } from './audit-refusal.ts';
import type { EnrollContext } from './enroll-context.ts';
import { examineRenewal, refuseRenewal } from './examine-claim.ts';
import { type Exchange, proveHost, type Proven } from './exchange.ts';
import { issueIdentity } from './issue-identity.ts';
import { REFUSAL_TEXT, RefusedEnrolment } from './refused-enrolment.ts';

/**
 * @param admit who the connection is, as long as it may renew; throws HOST_NOT_ADMITTED when not. Asked again after the
 *   proof: meanwhile the host may have been revoked, or have enrolled or renewed elsewhere.
 */
export async function renewHost(
  context: EnrollContext,
  exchange: Exchange,
  admit: () => Promise<HostIdentity>,
): Promise<void> {
  const identity = await admit();
  try {
    const { clock, random } = context;
    const examine = examineRenewal(context, identity);
    const proven = await proveHost(exchange, { clock, random, isRenewal: true, examine });
    refuseUnlessSame(proven, await admit());
    const { hostUid } = identity;
    const { address } = exchange;
    const { issued } = issueIdentity(context, { type: 'host.renewed', hostUid, proven, address });
    exchange.send(encodeEnrollResponse({ kind: 'issued', issued }));
  } catch (reason) {
    if (!(reason instanceof RefusedEnrolment)) throw reason;
    auditRefusal(context, exchange.address, reason);
    exchange.send(encodeEnrollResponse({ kind: 'denied', message: REFUSAL_TEXT }));
  }
}

function refuseUnlessSame(proven: Proven, identity: HostIdentity): void {
  const cause = refuseRenewal(proven, identity);
  if (cause === undefined) return;
  throw new RefusedEnrolment(cause, { claim: proven, hostName: identity.hostName });
}
