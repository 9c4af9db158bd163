/**
 * What enrolment leaves in the ledger.
 * @module
 */
import type { HostIdentity } from '#controller/ledger/ledger.ts';

export function hostIdentityOf(
  hostUid: string,
  hostName: string,
  change: Partial<HostIdentity> = {},
): HostIdentity {
  return {
    hostUid,
    hostName,
    assurance: 'Software',
    identityHash: 'a'.repeat(64),
    kxPub: new Uint8Array([4, 1, 2, 3]),
    kxEpoch: 1,
    receiptKey: new Uint8Array(32).fill(7),
    identityEpoch: 1,
    certificateSerial: '01',
    certificateNotAfterMs: 2_000_000_000_000,
    lastPushSeq: 0,
    lastReportSeq: 0,
    enrolledAtMs: 1_700_000_000_000,
    ...change,
  };
}
