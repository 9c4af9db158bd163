/**
 * Issues a host's certificate and records its identity and the event in one write.
 * @module
 */
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import type { AuditEventType } from '#src/audit/event.ts';
import { spkiHash } from '#src/identity/public-key.ts';
import type { EnrollIssued, EnrollStart } from '#src/wire/enrollment-messages.ts';
import { endFormerHosts } from './end-former-hosts.ts';
import type { EnrollContext } from './enroll-context.ts';

export type IssueRequest = {
  readonly type: Extract<AuditEventType, 'host.enrolled' | 'host.renewed'>;
  readonly hostUid: string;
  readonly start: EnrollStart;
  readonly address: string;
};

export function issueIdentity(
  context: EnrollContext,
  request: IssueRequest,
): { readonly issued: EnrollIssued; readonly identity: HostIdentity } {
  const { keyring, issuer, ledger, clock } = context;
  const { hostUid, start } = request;
  const nowMs = clock.nowMs();
  const { certificate, serial, notAfterMs } = issuer.issueHostCertificate({
    hostUid,
    spki: start.tlsSpki,
  });
  const old = ledger.identity(hostUid);
  const identity: HostIdentity = {
    ...nextIdentity(old, { hostUid, start, nowMs }),
    certificateSerial: serial,
    certificateNotAfterMs: notAfterMs,
  };
  ledger.write({
    ...(old === undefined ? endFormerHosts(ledger, { ...identity, nowMs }) : {}),
    identities: [identity],
    events: [
      {
        timeMs: nowMs,
        type: request.type,
        outcome: 'success',
        actor: { kind: 'host', id: start.hostName },
        subject: { host: start.hostName, hostUID: hostUid },
        detail: {
          assurance: identity.assurance,
          identityEpoch: identity.identityEpoch,
          certificateSerial: serial,
          sourceAddress: request.address,
          ...(start.tokenId === '' ? {} : { tokenID: start.tokenId }),
        },
      },
    ],
  });
  const issued: EnrollIssued = {
    hostUid,
    certificate,
    caCertificates: [keyring.ca.certificate],
    intentKeys: keyring.intentPublicKeys,
    identityEpoch: identity.identityEpoch,
    clusterUid: keyring.clusterUid,
    assurance: identity.assurance,
    trustEpoch: keyring.trustEpoch,
  };
  return { issued, identity };
}

/** The keys that envelopes, reports and renewals rest on are those on record. */
export function keepsKeys(identity: HostIdentity, start: EnrollStart): boolean {
  return (
    identity.identityHash === spkiHash(start.identityPub) &&
    identity.kxEpoch === start.kxEpoch &&
    Buffer.compare(identity.kxPub, start.kxPub) === 0 &&
    Buffer.compare(identity.receiptKey, start.receiptKey) === 0
  );
}

type Next = { readonly hostUid: string; readonly start: EnrollStart; readonly nowMs: number };

/**
 * New keys mean that the host lost its state: a new epoch, and its reports start at
 * one again. The push sequence never goes back.
 */
function nextIdentity(
  old: HostIdentity | undefined,
  { hostUid, start, nowMs }: Next,
): Omit<HostIdentity, 'certificateSerial' | 'certificateNotAfterMs'> {
  const before = old ?? { identityEpoch: 0, lastPushSeq: 0, lastReportSeq: 0, enrolledAtMs: nowMs };
  const isSame = old !== undefined && keepsKeys(old, start);
  return {
    hostUid,
    hostName: start.hostName,
    assurance: 'Software',
    identityHash: spkiHash(start.identityPub),
    kxPub: start.kxPub,
    kxEpoch: start.kxEpoch,
    receiptKey: start.receiptKey,
    identityEpoch: before.identityEpoch + (isSame ? 0 : 1),
    lastPushSeq: before.lastPushSeq,
    lastReportSeq: isSame ? before.lastReportSeq : 0,
    enrolledAtMs: before.enrolledAtMs,
  };
}
