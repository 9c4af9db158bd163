/**
 * What is looked at before any cryptography: whether this identity asks too often, is denied, or is the one that
 * the certificate of a renewal belongs to.
 * @module
 */
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import type { Claim } from './claim.ts';
import { compareKeys } from './compare-keys.ts';
import type { EnrollContext } from './enroll-context.ts';
import { RefusedEnrolment } from './refused-enrolment.ts';

/** Conflicts are decided after the proof: a claim alone must not mark anybody's Host. */
export function examineEnrolment(context: EnrollContext): (claim: Claim) => void {
  return (claim) => {
    refuseFlood(context, claim, claim.identityHash);
    if (claim.start.hostUid !== '') refuse('it enrols as if it renewed', claim);
    if (context.ledger.isDenied(claim.identityHash)) refuse('the machine is revoked', claim);
  };
}

/** @param identity on record of the host whose certificate opened the connection. */
export function examineRenewal(
  context: EnrollContext,
  identity: HostIdentity,
): (claim: Claim) => void {
  return (claim) => {
    // Apart from enrolments: who claims this identity there does not keep the host from renewing.
    refuseFlood(context, claim, `renewal of ${identity.hostUid}`);
    const cause = refuseRenewal(claim, identity);
    if (cause !== undefined) refuse(cause, claim);
  };
}

/** A renewal keeps the installation: the identity, the AK and the receipt key; KX may be a later one. */
export function refuseRenewal(claim: Claim, identity: HostIdentity): string | undefined {
  const { hostName, hostUid } = claim.start;
  if (hostName !== identity.hostName) return 'its renewal names another host';
  if (hostUid !== identity.hostUid) return 'its renewal is for another certificate';
  const keys = compareKeys(identity, claim);
  if (keys === 'same' || keys === 'rotated') return undefined;
  return 'its renewal is by or for other keys';
}

function refuseFlood({ identityLimiter, clock }: EnrollContext, claim: Claim, who: string): void {
  if (identityLimiter.take(who, clock.nowMs())) return;
  const about = { claim, hostName: claim.start.hostName, isFlood: true };
  throw new RefusedEnrolment('too many attempts with one identity', about);
}

function refuse(cause: string, claim: Claim): never {
  throw new RefusedEnrolment(cause, { claim, hostName: claim.start.hostName });
}
