/**
 * Builders of wire messages: a case shows only its point.
 * @module
 */
import type { HostReport } from '#src/intent/report.ts';
import type { EnrollStart } from '#src/wire/enrollment-messages.ts';
import type { Hello } from '#src/wire/messages.ts';

const UID = '7f6f1d0a-2f52-4d1e-9c3c-0a4b5c6d7e8f';
const NONE = new Uint8Array();

export function helloOf(change: Partial<Hello> = {}): Hello {
  return {
    protocol: 1,
    hostSeq: 4,
    reportSeq: 17,
    kxEpoch: 1,
    identityEpoch: 2,
    inventory: [
      {
        uid: UID,
        namespace: 'payments',
        name: 'db-password',
        version: 3,
        digest: 'ab'.repeat(32),
        state: 'Healthy',
      },
    ],
    facts: {
      hostName: 'db-1',
      agentVersion: '0.1.0',
      systemdVersion: 257,
      tpmPresent: true,
      bootId: '5a1f0c3e',
      capabilities: ['tpm2'],
      facts: { os: 'debian' },
    },
    trustEpoch: 3,
    ...change,
  };
}

export function hostReportOf(change: Partial<HostReport['credential']> = {}): HostReport {
  return {
    hostUid: 'b0000000-0000-4000-8000-000000000002',
    bootId: '5a1f0c3e',
    seq: 18,
    timeMs: 1_790_000_000_123,
    credential: {
      uid: UID,
      namespace: 'payments',
      name: 'db-password',
      version: 3,
      rolloutUid: 'a1b2c3d4-0000-4000-8000-000000000001',
      attempt: 1,
      phase: 'Failed',
      code: 'UNIT_RESTART_FAILED',
      message: 'payments.service: exit status 1',
      runningVersion: 2,
      items: [
        {
          name: 'db-password',
          digest: 'ab'.repeat(32),
          sealedDigest: 'cd'.repeat(32),
          keyType: 'host+tpm2',
          pcrMask: 0,
        },
      ],
      units: [
        {
          name: 'payments.service',
          action: 'Restarted',
          invocationBefore: '11',
          invocationAfter: '22',
          activeState: 'failed',
          subState: 'failed',
          result: 'exit-code',
          execMainStatus: 1,
          restarts: 0,
          loadedEqualsVersion: 'Unknown',
        },
      ],
      ...change,
    },
  };
}

/** M1 with keys that are no keys: for encodings only. */
export function enrollStartOf(change: Partial<EnrollStart> = {}): EnrollStart {
  return {
    protocol: 1,
    nonceAgent: new Uint8Array(32).fill(1),
    ekPub: NONE,
    ekCerts: [],
    akPub: NONE,
    kxPub: new Uint8Array(91).fill(2),
    kxEpoch: 1,
    tlsSpki: new Uint8Array(91).fill(3),
    receiptKey: new Uint8Array(32).fill(4),
    identityPub: new Uint8Array(91).fill(5),
    hostName: 'db-1.example.org',
    bootId: '5a1f0c3e',
    facts: { os: 'debian', arch: 'x86_64' },
    tokenId: 'abcdefghij',
    tokenMac: new Uint8Array(32).fill(6),
    kxTpmPub: NONE,
    hostUid: '',
    ...change,
  };
}
