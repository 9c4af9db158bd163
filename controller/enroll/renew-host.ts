/**
 * Renewal: the same exchange over mutual TLS, by the identity key on record, for the keys on record. A host
 * whose keys changed enrols again instead.
 * @module
 */
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import type { EnrollStart } from '#src/wire/enrollment-messages.ts';
import { encodeEnrollResponse } from '#src/wire/enrollment-to-wire.ts';
import { auditRefusal, REFUSAL_TEXT } from './audit-refusal.ts';
import type { EnrollContext } from './enroll-context.ts';
import { type Exchange, proveHost, RefusedEnrolment } from './exchange.ts';
import { issueIdentity, keepsKeys } from './issue-identity.ts';

/** @param identity of the host whose certificate opened the connection, admitted already. */
export async function renewHost(
  context: EnrollContext,
  exchange: Exchange,
  identity: HostIdentity,
): Promise<void> {
  try {
    const { start } = await proveHost(exchange, context);
    const cause = refuseRenewal(start, identity);
    if (cause !== undefined) throw new RefusedEnrolment(cause, start);
    const { hostUid } = identity;
    const { address } = exchange;
    const { issued } = issueIdentity(context, { type: 'host.renewed', hostUid, start, address });
    exchange.send(encodeEnrollResponse({ kind: 'issued', issued }));
  } catch (reason) {
    if (!(reason instanceof RefusedEnrolment)) throw reason;
    auditRefusal(context, exchange.address, reason);
    exchange.send(encodeEnrollResponse({ kind: 'denied', message: REFUSAL_TEXT }));
  }
}

function refuseRenewal(start: EnrollStart, identity: HostIdentity): string | undefined {
  if (start.hostName !== identity.hostName) return 'its renewal names another host';
  return keepsKeys(identity, start) ? undefined : 'its renewal is by or for other keys';
}
