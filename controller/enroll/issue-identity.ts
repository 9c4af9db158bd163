/**
 * Issues a host's certificate and records its identity and the event in one write.
 * @module
 */
import type { HostIdentity, LedgerWrite } from '#controller/ledger/ledger.ts';
import type { AuditEventType, NewAuditEvent } from '#src/audit/event.ts';
import { pcrDigest } from '#src/tpm/pcr.ts';
import type { EnrollIssued } from '#src/wire/enrollment-messages.ts';
import { conflictWith } from './applicant.ts';
import { compareKeys } from './compare-keys.ts';
import { endFormerHosts } from './end-former-hosts.ts';
import type { EnrollContext } from './enroll-context.ts';
import type { Proven } from './exchange.ts';
import { hostsOfMachine } from './hosts-of-machine.ts';
import { RefusedEnrolment } from './refused-enrolment.ts';

export type IssueRequest = {
  readonly type: Extract<AuditEventType, 'host.enrolled' | 'host.renewed'>;
  readonly hostUid: string;
  readonly proven: Proven;
  readonly address: string;
};

/**
 * Without a pause between looking and writing: no two conversations make one machine two hosts.
 * @throws {RefusedEnrolment} when another conversation just did.
 */
export function issueIdentity(
  context: EnrollContext,
  request: IssueRequest,
): { readonly issued: EnrollIssued; readonly identity: HostIdentity } {
  const { keyring, issuer, ledger, clock } = context;
  const { hostUid, proven } = request;
  refuseSecondName(context, proven);
  const nowMs = clock.nowMs();
  const spki = proven.start.tlsSpki;
  const { certificate, serial, notAfterMs } = issuer.issueHostCertificate({ hostUid, spki });
  const old = ledger.identity(hostUid);
  const identity: HostIdentity = {
    ...nextIdentity(old, { hostUid, proven, nowMs }),
    certificateSerial: serial,
    certificateNotAfterMs: notAfterMs,
  };
  ledger.write({
    ...formerHosts(context, old, { identity, nowMs }),
    identities: [identity],
    events: [eventOf(request, identity, nowMs)],
  });
  if (old !== undefined && old.identityEpoch !== identity.identityEpoch) {
    context.closeSession(hostUid, 'the host enrolled with other keys');
  }
  const issued: EnrollIssued = {
    hostUid,
    certificate,
    caCertificates: keyring.bundle.caCertificates,
    intentKeys: keyring.bundle.intentKeys,
    identityEpoch: identity.identityEpoch,
    clusterUid: keyring.clusterUid,
    assurance: identity.assurance,
    trustEpoch: keyring.bundle.epoch,
  };
  return { issued, identity };
}

function refuseSecondName(context: EnrollContext, proven: Proven): void {
  const { hostName } = proven.start;
  const other = hostsOfMachine(context, proven.identityHash).find((name) => name !== hostName);
  if (other === undefined) return;
  const about = { claim: proven, hostName, conflict: conflictWith(other, proven) };
  throw new RefusedEnrolment(`this machine is host ${other} already`, about);
}

function formerHosts(
  { ledger }: EnrollContext,
  old: HostIdentity | undefined,
  { identity, nowMs }: { readonly identity: HostIdentity; readonly nowMs: number },
): LedgerWrite {
  return old === undefined ? endFormerHosts(ledger, { ...identity, nowMs }) : {};
}

function eventOf(
  { type, proven, address }: IssueRequest,
  identity: HostIdentity,
  nowMs: number,
): NewAuditEvent {
  const { hostName, hostUid, assurance } = identity;
  const { tokenId } = proven.start;
  return {
    timeMs: nowMs,
    type,
    outcome: 'success',
    actor: { kind: 'host', id: hostName },
    subject: { host: hostName, hostUID: hostUid },
    detail: {
      assurance,
      identityEpoch: identity.identityEpoch,
      kxEpoch: identity.kxEpoch,
      certificateSerial: identity.certificateSerial,
      receiptKey: Buffer.from(identity.receiptKey).toString('base64'),
      sourceAddress: address,
      ...(assurance === 'TPM'
        ? {
            ekHash: identity.identityHash,
            pcrDigest: Buffer.from(pcrDigest(proven.pcrValues)).toString('hex'),
          }
        : {}),
      ...(tokenId === '' ? {} : { tokenID: tokenId }),
    },
  };
}

type Next = { readonly hostUid: string; readonly proven: Proven; readonly nowMs: number };

/**
 * Other keys mean that the host lost its state: a new epoch, and its reports start at one again. A later KX key
 * alone does not. The push sequence never goes back.
 */
function nextIdentity(
  old: HostIdentity | undefined,
  { hostUid, proven, nowMs }: Next,
): Omit<HostIdentity, 'certificateSerial' | 'certificateNotAfterMs'> {
  const before = old ?? { identityEpoch: 0, lastPushSeq: 0, lastReportSeq: 0, enrolledAtMs: nowMs };
  const { start, assurance, identityHash, kxPub } = proven;
  const keys = compareKeys(old, proven);
  const goesOn = keys === 'same' || keys === 'rotated';
  return {
    hostUid,
    hostName: start.hostName,
    assurance,
    identityHash,
    ...(assurance === 'TPM' ? { akPub: start.akPub } : {}),
    kxPub,
    kxEpoch: start.kxEpoch,
    receiptKey: start.receiptKey,
    identityEpoch: before.identityEpoch + (goesOn ? 0 : 1),
    lastPushSeq: before.lastPushSeq,
    lastReportSeq: goesOn ? before.lastReportSeq : 0,
    enrolledAtMs: before.enrolledAtMs,
  };
}
