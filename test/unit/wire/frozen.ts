/**
 * The inputs of the frozen wire vectors.
 * @module
 */
import type { Intent } from '#src/intent/intent.ts';
import type { EnrollIssued } from '#src/wire/enrollment-messages.ts';
import { intentOf } from '#test/gen/intent.ts';

/** Every field differs from its default. */
export const fullIntent: Intent = intentOf({
  items: [
    { name: 'db-user', digest: '01'.repeat(32) },
    { name: 'db-password', digest: '02'.repeat(32) },
  ],
  delivery: { type: 'Service', store: 'Volatile', dropIn: 'None' },
  sealing: { key: 'TPM2', tpm2Pcrs: [0, 7, 23], ttlSeconds: 86_400 },
  activation: {
    units: [
      { name: 'payments.service', action: 'Restart' },
      { name: 'ledger.service', action: 'TryRestart' },
    ],
    autoDetect: true,
    coalesceMs: 1500,
  },
  health: {
    minHealthyMs: 5000,
    deadlineMs: 60_000,
    maxRestarts: 2,
    verifyLoaded: 'BestEffort',
    probes: [
      { kind: 'tcp', port: 5432 },
      { kind: 'http', url: 'http://127.0.0.1:8080/health', expectStatus: 204 },
      { kind: 'unit', name: 'payments-check.service' },
    ],
  },
});

export const issued: EnrollIssued = {
  hostUid: 'b0000000-0000-4000-8000-000000000002',
  certificate: new Uint8Array([48, 1]),
  caCertificates: [new Uint8Array([48, 2])],
  intentKeys: [new Uint8Array(32).fill(7), new Uint8Array(32).fill(8)],
  identityEpoch: 2,
  clusterUid: 'c0000000-0000-4000-8000-000000000001',
  assurance: 'Software',
  trustEpoch: 3,
};
