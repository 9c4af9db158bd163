/**
 * THE ENROLMENT'S SPINE: prove → admit → issue, wait or refuse. Every refusal reads the same to the host;
 * the true cause is an audit event.
 * @module
 */
import { parseTime } from '#src/api/time.ts';
import { encodeEnrollResponse } from '#src/wire/enrollment-to-wire.ts';
import { admitHost } from './admit-host.ts';
import { auditRefusal, REFUSAL_TEXT } from './audit-refusal.ts';
import type { EnrollContext } from './enroll-context.ts';
import { type Exchange, proveHost, RefusedEnrolment } from './exchange.ts';
import { issueIdentity } from './issue-identity.ts';
import { recordConflict, recordEnrolment, recordIdentity } from './record-enrolment.ts';

/** Rejects only when the controller itself fails: the host then tries again. */
export async function enrollHost(context: EnrollContext, exchange: Exchange): Promise<void> {
  try {
    await admitAndAnswer(context, exchange);
  } catch (reason) {
    if (!(reason instanceof RefusedEnrolment)) throw reason;
    auditRefusal(context, exchange.address, reason);
    if (reason.isConflict && reason.start !== undefined) {
      await recordConflict(context, reason.start);
    }
    exchange.send(encodeEnrollResponse({ kind: 'denied', message: REFUSAL_TEXT }));
  }
}

async function admitAndAnswer(context: EnrollContext, exchange: Exchange): Promise<void> {
  const { address } = exchange;
  const { start } = await proveHost(exchange, context);
  const { kind, host } = await admitHost(context, start);
  if (kind === 'pending') {
    await recordEnrolment(context, { start, address, status: { state: 'Pending' } });
    const message = `waiting for approval: credfleet hosts approve ${start.hostName}`;
    const knownSinceMs = parseTime(host.metadata.creationTimestamp) ?? 0;
    const retryAfterMs = context.pendingRetry(context.clock.nowMs() - knownSinceMs);
    exchange.send(encodeEnrollResponse({ kind: 'pending', retryAfterMs, message }));
    return;
  }
  const hostUid = host.metadata.uid;
  const request = { type: 'host.enrolled', hostUid, start, address } as const;
  const { issued, identity } = issueIdentity(context, request);
  const status = {
    state: 'Issued',
    hostUID: hostUid,
    identityEpoch: identity.identityEpoch,
    certificateSerial: identity.certificateSerial,
  } as const;
  await recordEnrolment(context, { start, address, status });
  await recordIdentity(context, identity);
  exchange.send(encodeEnrollResponse({ kind: 'issued', issued }));
}
