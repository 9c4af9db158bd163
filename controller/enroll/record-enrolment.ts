/**
 * A HostEnrollment per name and identity: who asked, with what, and what became of it.
 * @module
 */
import { setCondition } from '#src/api/conditions.ts';
import type { HostEnrollment, HostEnrollmentStatus } from '#src/api/host.ts';
import { API_VERSION, type Condition, type Stored } from '#src/api/meta.ts';
import type { Applicant } from './applicant.ts';
import type { EnrollContext } from './enroll-context.ts';
import { retryOnConflict } from './record-host.ts';

const NAME_MAX = 253;
const HASH_DIGITS = 8;

type Decision = Omit<HostEnrollmentStatus, 'conditions'>;

export async function recordEnrolment(
  { objects, clock }: EnrollContext,
  applicant: Applicant,
  decision: Decision,
): Promise<void> {
  const asked = requestOf(applicant);
  const { name } = asked.metadata;
  await retryOnConflict(async () => {
    const found =
      (await objects.get('HostEnrollment', { name })) ??
      (await objects.create('HostEnrollment', asked));
    const conditions = attested(found, applicant, clock.nowMs());
    const isSame =
      found.status?.state === decision.state &&
      found.status?.certificateSerial === decision.certificateSerial &&
      found.status?.conditions === conditions;
    if (isSame) return;
    const status = { ...found.status, ...decision, ...(conditions && { conditions }) };
    await objects.replaceStatus('HostEnrollment', { ...found, status });
  });
}

/** `NAME-12345678`: the host name and the start of the identity's hash. */
function requestOf({ proven, address }: Applicant): HostEnrollment {
  const { start, assurance, identityHash } = proven;
  const identity =
    assurance === 'TPM' ? { ekHash: identityHash } : { identityKeyHash: identityHash };
  const base = start.hostName.slice(0, NAME_MAX - HASH_DIGITS - 1);
  return {
    apiVersion: API_VERSION,
    kind: 'HostEnrollment',
    metadata: { name: `${base}-${identityHash.slice(0, HASH_DIGITS)}` },
    spec: {
      hostName: start.hostName,
      assurance,
      ...identity,
      sourceAddress: address,
      ...(start.tokenId === '' ? {} : { tokenID: start.tokenId }),
    },
  };
}

/** What the EK certificate is worth; nothing is said of a software host. */
function attested(
  { status }: Stored<HostEnrollment>,
  { proven, ekCertificate }: Applicant,
  nowMs: number,
): readonly Condition[] | undefined {
  if (proven.assurance === 'Software') return status?.conditions;
  const isTrusted = ekCertificate.state === 'Trusted';
  return setCondition(status?.conditions ?? [], {
    type: 'Attested',
    status: isTrusted ? 'True' : 'False',
    reason: isTrusted ? 'EKTrusted' : 'EKUntrusted',
    message: isTrusted
      ? "the certificate of its endorsement key is by a pinned manufacturer's root"
      : `its TPM proved its keys; ${ekCertificate.cause}`,
    nowMs,
  });
}
