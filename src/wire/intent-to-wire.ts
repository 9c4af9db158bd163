/**
 * An Intent → the serialised IntentSpec that is bound into every item of an envelope.
 * @module
 */
import type { Intent, IntentProbe } from '#src/intent/intent.ts';
import { credfleet } from './gen/agent_pb.js';

const { IntentSpec, Operation } = credfleet.v1;

export function encodeIntent(intent: Intent): Uint8Array {
  const { sealing, activation, health } = intent;
  return IntentSpec.encode({
    uid: intent.uid,
    namespace: intent.namespace,
    name: intent.name,
    version: intent.version,
    operation: intent.operation === 'put' ? Operation.OPERATION_PUT : Operation.OPERATION_DELETE,
    rolloutUid: intent.rolloutUid,
    attempt: intent.attempt,
    items: intent.items.map(({ name, digest }) => ({ name, digest })),
    delivery: deliveryToWire(intent.delivery),
    sealing: {
      key: sealing.key,
      tpm2Pcrs: [...sealing.tpm2Pcrs],
      ttlSeconds: sealing.ttlSeconds ?? 0,
      ...(sealing.signed === undefined
        ? {}
        : {
            tpm2PublicKey: sealing.signed.publicKeyPem,
            tpm2PublicKeyPcrs: [...sealing.signed.pcrs],
          }),
    },
    activation: {
      units: activation.units.map(({ name, action }) => ({ name, action })),
      autoDetect: activation.autoDetect,
      coalesceMs: activation.coalesceMs,
    },
    health: { ...health, probes: health.probes.map(probeToWire) },
    rollbackOnFailure: intent.rollbackOnFailure,
    revokedVersions: [...(intent.revoked ?? [])],
    sealRequest: intent.sealRequest ?? 0,
  }).finish();
}

function deliveryToWire({ boot, ...delivery }: Intent['delivery']) {
  if (boot === undefined) return delivery;
  const image = boot.location === 'UKIExtra' ? { bootImage: boot.image } : {};
  return { ...delivery, bootLocation: boot.location, ...image };
}

function probeToWire(probe: IntentProbe): credfleet.v1.IntentProbe.$Properties {
  switch (probe.kind) {
    case 'tcp':
      return { kind: 'tcpPort', tcpPort: probe.port };
    case 'http':
      return { kind: 'http', http: { url: probe.url, expectStatus: probe.expectStatus } };
    case 'unit':
      return { kind: 'unit', unit: probe.name };
  }
}
