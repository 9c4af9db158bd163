/**
 * Renewal: the same exchange over mutual TLS, by the identity on record: for the keys on record or a later KX key.
 * A host whose other keys changed enrols again instead.
 * @module
 */
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import { encodeEnrollResponse } from '#src/wire/enrollment-to-wire.ts';
import { auditRefusal } from './audit-refusal.ts';
import { shutOut } from './decide-admission.ts';
import type { EnrollContext } from './enroll-context.ts';
import { examineRenewal, refuseRenewal } from './examine-claim.ts';
import { type Exchange, proveHost, type Proven } from './exchange.ts';
import { issueIdentity } from './issue-identity.ts';
import { REFUSAL_TEXT, RefusedEnrolment } from './refused-enrolment.ts';

/** @param identity of the host whose certificate opened the connection, admitted already. */
export async function renewHost(
  context: EnrollContext,
  exchange: Exchange,
  identity: HostIdentity,
): Promise<void> {
  try {
    const { clock, random } = context;
    const examine = examineRenewal(context, identity);
    const proven = await proveHost(exchange, { clock, random, isRenewal: true, examine });
    refuseOvertaken(context, proven, identity);
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

/** Between M1 and M3 the host may have been revoked, or have enrolled or renewed elsewhere. */
function refuseOvertaken(
  { objects, ledger }: EnrollContext,
  proven: Proven,
  { hostUid, hostName }: HostIdentity,
): void {
  const now = ledger.identity(hostUid);
  const host = objects.cache('Host').get({ name: hostName });
  const cause =
    now === undefined || ledger.isDenied(now.identityHash)
      ? 'the machine is revoked'
      : (shutOut(host?.spec ?? {}) ?? refuseRenewal(proven, now));
  if (cause === undefined) return;
  throw new RefusedEnrolment(cause, { claim: proven, hostName });
}
