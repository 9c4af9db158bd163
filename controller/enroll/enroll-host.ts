/**
 * THE ENROLMENT'S SPINE: prove → admit → issue, wait or refuse. Every refusal reads the same to the host;
 * the true cause is an audit event.
 * @module
 */
import { parseTime } from '#src/api/time.ts';
import { verifyEkCertificate } from '#src/identity/ek-certificate.ts';
import { encodeEnrollResponse } from '#src/wire/enrollment-to-wire.ts';
import { type Admitted, admitHost } from './admit-host.ts';
import type { Applicant } from './applicant.ts';
import { auditRefusal } from './audit-refusal.ts';
import type { EnrollContext } from './enroll-context.ts';
import { examineEnrolment } from './examine-claim.ts';
import { type Exchange, proveHost } from './exchange.ts';
import { issueIdentity } from './issue-identity.ts';
import { recordConflict, recordIdentity, recordWaiting } from './record-host.ts';
import { recordEnrolment } from './record-enrolment.ts';
import { REFUSAL_TEXT, RefusedEnrolment } from './refused-enrolment.ts';

/** Rejects only when the controller itself fails: the host then tries again. */
export async function enrollHost(context: EnrollContext, exchange: Exchange): Promise<void> {
  try {
    await admitAndAnswer(context, exchange);
  } catch (reason) {
    if (!(reason instanceof RefusedEnrolment)) throw reason;
    auditRefusal(context, exchange.address, reason);
    if (reason.about.conflict !== undefined) await recordConflict(context, reason.about.conflict);
    exchange.send(encodeEnrollResponse({ kind: 'denied', message: REFUSAL_TEXT }));
  }
}

async function admitAndAnswer(context: EnrollContext, exchange: Exchange): Promise<void> {
  const { clock, random } = context;
  const examine = examineEnrolment(context);
  const proven = await proveHost(exchange, { clock, random, isRenewal: false, examine });
  const ekCertificate = verifyEkCertificate({
    certificates: proven.start.ekCerts,
    ekHash: proven.identityHash,
    roots: context.ekRoots,
    nowMs: clock.nowMs(),
  });
  const applicant: Applicant = { proven, address: exchange.address, ekCertificate };
  const admitted = await admitHost(context, applicant);
  const answer =
    admitted.kind === 'pending'
      ? await keepWaiting(context, applicant, admitted)
      : await issue(context, applicant, admitted);
  exchange.send(answer);
}

async function keepWaiting(
  context: EnrollContext,
  applicant: Applicant,
  { host, installation }: Extract<Admitted, { readonly kind: 'pending' }>,
): Promise<Uint8Array> {
  await recordEnrolment(context, applicant, { state: 'Pending' });
  await recordWaiting(context, applicant, installation);
  const message = `waiting for approval: credfleet hosts approve ${host.metadata.name}`;
  const knownSinceMs = parseTime(host.metadata.creationTimestamp) ?? 0;
  const retryAfterMs = context.pendingRetry(context.clock.nowMs() - knownSinceMs);
  return encodeEnrollResponse({ kind: 'pending', retryAfterMs, message });
}

async function issue(
  context: EnrollContext,
  applicant: Applicant,
  { host }: Admitted,
): Promise<Uint8Array> {
  const hostUid = host.metadata.uid;
  const { proven, address } = applicant;
  const request = { type: 'host.enrolled', hostUid, proven, address } as const;
  const { issued, identity } = issueIdentity(context, request);
  await recordEnrolment(context, applicant, {
    state: 'Issued',
    hostUID: hostUid,
    identityEpoch: identity.identityEpoch,
    certificateSerial: identity.certificateSerial,
  });
  await recordIdentity(context, applicant, identity);
  return encodeEnrollResponse({ kind: 'issued', issued });
}
