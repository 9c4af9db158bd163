/**
 * A HostCredential's settings with every default filled in: the schema sets them too, but what reaches a
 * host must not depend on which server stored the object.
 * @module
 */
import { createHash } from 'node:crypto';
import { canonicalJson } from '#src/audit/canonical-json.ts';
import { activatedUnits } from '#src/api/activated-units.ts';
import type {
  DeliverySpec,
  HealthSpec,
  HostCredentialSpec,
  Probe,
  SealingSpec,
} from '#src/api/credential.ts';
import type { Intent, IntentProbe } from '#src/intent/intent.ts';

const FINGERPRINT_CHARACTERS = 16;

type Settings = Pick<
  Intent,
  'delivery' | 'sealing' | 'activation' | 'health' | 'rollbackOnFailure'
>;

export function intentSettings(spec: HostCredentialSpec): Settings {
  return {
    delivery: {
      ...placeOf(spec.delivery),
      dropIn: spec.delivery.dropIn ?? 'Managed',
      ...(spec.drift === 'Report' ? { drift: spec.drift } : {}),
    },
    sealing: sealingOf(spec.sealing),
    activation: activationOf(spec),
    health: healthOf(spec.health),
    rollbackOnFailure: spec.rollback?.host !== 'Disabled',
  };
}

function sealingOf(spec: SealingSpec = {}): Intent['sealing'] {
  const { key = 'HostAndTPM2', tpm2PCRs, tpm2PublicKey, tpm2PublicKeyPCRs, ttlSeconds } = spec;
  const signed =
    tpm2PublicKey === undefined
      ? {}
      : { signed: { publicKeyPem: tpm2PublicKey, pcrs: ascending(tpm2PublicKeyPCRs) } };
  return {
    key,
    tpm2Pcrs: ascending(tpm2PCRs),
    ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
    ...signed,
  };
}

function ascending(pcrs: readonly number[] = []): readonly number[] {
  return pcrs.toSorted((a, b) => a - b);
}

function placeOf({
  type,
  store,
  machine,
}: DeliverySpec): Pick<Intent['delivery'], 'type' | 'store' | 'machine'> {
  if (type === 'Socket') return { type, store: 'Provider' };
  if (machine !== undefined) return { type: 'Machine', store: 'Machine', machine: machine.name };
  return { type: 'Service', store: store === 'Volatile' ? 'Volatile' : 'Persistent' };
}

/**
 * Names what a host must do anew when it changes, although the content does not: where the file lies, how it is
 * sealed, which units load it. Nothing in it is secret.
 */
export function deliveryFingerprint(spec: HostCredentialSpec): string {
  const { delivery, sealing, activation } = intentSettings(spec);
  const units = activation.units.map((unit) => unit.name).toSorted();
  const text = canonicalJson({ delivery, sealing, units });
  return createHash('sha256').update(text).digest('hex').slice(0, FINGERPRINT_CHARACTERS);
}

export function healthMs(health: HealthSpec | undefined) {
  return {
    minHealthyMs: (health?.minHealthySeconds ?? 30) * 1000,
    deadlineMs: (health?.deadlineSeconds ?? 300) * 1000,
  };
}

function healthOf(health: HealthSpec | undefined): Intent['health'] {
  return {
    ...healthMs(health),
    maxRestarts: health?.maxRestarts ?? 0,
    verifyLoaded: health?.verifyLoaded ?? 'BestEffort',
    probes: (health?.probes ?? []).flatMap((probe) => probeOf(probe) ?? []),
  };
}

function activationOf(spec: HostCredentialSpec): Intent['activation'] {
  const { activation, delivery } = spec;
  return {
    units: activatedUnits(spec),
    // Only its own container boots with it.
    autoDetect: activation?.autoDetect !== 'Disabled' && delivery.type !== 'Machine',
    coalesceMs: (activation?.coalesceSeconds ?? 10) * 1000,
  };
}

function probeOf({ tcp, http, unit }: Probe): IntentProbe | undefined {
  if (tcp !== undefined) return { kind: 'tcp', port: tcp.port };
  if (http !== undefined) {
    return { kind: 'http', url: http.url, expectStatus: http.expectStatus ?? 200 };
  }
  return unit === undefined ? undefined : { kind: 'unit', name: unit.name };
}
