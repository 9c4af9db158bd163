/**
 * A HostCredential's settings with every default filled in: the schema sets them too, but what reaches a
 * host must not depend on which server stored the object.
 * @module
 */
import { createHash } from 'node:crypto';
import { sealingKey } from '#src/api/sealing-key.ts';
import { canonicalJson } from '#src/audit/canonical-json.ts';
import { activatedUnits } from '#src/api/activated-units.ts';
import type {
  DeliverySpec,
  DeliveryType,
  HealthSpec,
  HostCredentialSpec,
  Probe,
} from '#src/api/credential.ts';
import type { BootLocation, Intent, IntentProbe } from '#src/intent/intent.ts';

const FINGERPRINT_CHARACTERS = 16;

/** Units that load the name get nothing by these. */
const ALONE: ReadonlySet<DeliveryType> = new Set(['Machine', 'Boot', 'User']);

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
    sealing: sealingOf(spec),
    activation: activationOf(spec),
    health: healthOf(spec.health),
    rollbackOnFailure: spec.rollback?.host !== 'Disabled',
  };
}

function sealingOf(spec: HostCredentialSpec): Intent['sealing'] {
  const { tpm2PCRs, tpm2PublicKey, tpm2PublicKeyPCRs, ttlSeconds } = spec.sealing ?? {};
  const signed =
    tpm2PublicKey === undefined
      ? {}
      : { signed: { publicKeyPem: tpm2PublicKey, pcrs: ascending(tpm2PublicKeyPCRs) } };
  return {
    key: sealingKey(spec),
    tpm2Pcrs: ascending(tpm2PCRs),
    ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
    ...signed,
  };
}

function ascending(pcrs: readonly number[] = []): readonly number[] {
  return pcrs.toSorted((a, b) => a - b);
}

type Place = Pick<Intent['delivery'], 'type' | 'store' | 'machine' | 'boot' | 'user'>;

function placeOf({ type, store, machine, boot, user }: DeliverySpec): Place {
  if (type === 'Socket') return { type, store: 'Provider' };
  if (machine !== undefined) return { type: 'Machine', store: 'Machine', machine: machine.name };
  if (boot !== undefined) return { type: 'Boot', store: 'Boot', boot: bootOf(boot) };
  if (user !== undefined) return { type: 'User', store: 'User', user: user.name };
  return { type: 'Service', store: store ?? 'Persistent' };
}

/** The schema has seen to the image. */
function bootOf({ location, image = '' }: NonNullable<DeliverySpec['boot']>): BootLocation {
  return location === 'UKIExtra' ? { location, image } : { location };
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
    // Only its own container boots with it, and no unit gets anything of the next boot now.
    autoDetect: activation?.autoDetect !== 'Disabled' && !ALONE.has(delivery.type),
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
