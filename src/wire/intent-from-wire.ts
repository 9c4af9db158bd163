/**
 * A serialised IntentSpec → Intent. A host acts on it as root: each field is checked, an unknown one
 * is refused. Whether names and units are allowed here is the apply engine's decision.
 * @module
 */
import type { Intent, IntentProbe, IntentUnit } from '#src/intent/intent.ts';
import { BOOT_IMAGE } from '#src/systemd/boot.ts';
import { USER_NAME } from '#src/systemd/user.ts';
import { MACHINE_NAME } from '#src/systemd/machine.ts';
import { INTENT_MAX_ITEMS } from './envelope-wire.ts';
import {
  decodeMessage,
  integer,
  list,
  matching,
  oneOf,
  onlyKnown,
  present,
  refuseField,
  text,
} from './field.ts';
import { credfleet } from './gen/agent_pb.js';

const { IntentSpec, Operation } = credfleet.v1;
type Spec = credfleet.v1.IntentSpec;

export const HEX_256 = /^[0-9a-f]{64}$/u;
const MAX_SPEC_BYTES = 262_144;
const MAX_UNITS = 64;
const MAX_PROBES = 16;
const MAX_REVOKED = 4096;
const PEM_MAX = 4096;

type DeliveryType = Intent['delivery']['type'];
const DELIVERY_TYPES = [
  'Service',
  'Socket',
  'Machine',
  'Boot',
  'User',
] as const satisfies readonly DeliveryType[];
const STORES: Readonly<Record<DeliveryType, readonly Intent['delivery']['store'][]>> = {
  Service: ['Persistent', 'Volatile', 'UnitFile'],
  Socket: ['Provider'],
  Machine: ['Machine'],
  Boot: ['Boot'],
  User: ['User'],
};

/** @throws {CredfleetError} MESSAGE_INVALID with the field's name. */
export function decodeIntent(spec: Uint8Array): Intent {
  const limit = { name: 'intent', maxBytes: MAX_SPEC_BYTES };
  const message: Spec = decodeMessage(IntentSpec, spec, limit);
  onlyKnown(message, 'intent');
  const intent: Intent = {
    uid: text(message.uid, 'intent.uid', { max: 64 }),
    namespace: text(message.namespace, 'intent.namespace', { max: 63 }),
    name: text(message.name, 'intent.name', { max: 253 }),
    version: integer(message.version, 'intent.version', { min: 1 }),
    operation: operation(message.operation),
    rolloutUid: text(message.rolloutUid, 'intent.rolloutUid', { min: 0, max: 64 }),
    attempt: integer(message.attempt, 'intent.attempt'),
    items: items(message),
    delivery: delivery(message),
    sealing: sealing(message),
    activation: activation(message),
    health: health(message),
    rollbackOnFailure: message.rollbackOnFailure,
    ...revoked(message),
    ...sealRequest(message),
  };
  if (intent.operation === 'put' && intent.items.length === 0) {
    refuseField('intent.items', 'is empty');
  }
  return intent;
}

function operation(value: credfleet.v1.Operation): Intent['operation'] {
  if (value === Operation.OPERATION_PUT) return 'put';
  if (value === Operation.OPERATION_DELETE) return 'delete';
  return refuseField('intent.operation', 'is none of put, delete');
}

function revoked({ revokedVersions }: Spec): Pick<Intent, 'revoked'> {
  const field = 'intent.revokedVersions';
  const versions = list(revokedVersions, field, MAX_REVOKED).map((version) =>
    integer(version, field, { min: 1 }),
  );
  return versions.length === 0 ? {} : { revoked: versions };
}

function sealRequest(message: Spec): Pick<Intent, 'sealRequest'> {
  const request = integer(message.sealRequest, 'intent.sealRequest');
  return request === 0 ? {} : { sealRequest: request };
}

function items(spec: Spec): Intent['items'] {
  const seen = new Set<string>();
  return list(spec.items, 'intent.items', INTENT_MAX_ITEMS).map((item) => {
    onlyKnown(item, 'intent.items');
    const name = text(item.name, 'intent.items.name', { max: 255 });
    if (seen.has(name)) refuseField('intent.items.name', 'appears twice');
    seen.add(name);
    return { name, digest: matching(item.digest, 'intent.items.digest', HEX_256) };
  });
}

function delivery(spec: Spec): Intent['delivery'] {
  const value = present(spec.delivery, 'intent.delivery');
  onlyKnown(value, 'intent.delivery');
  const type = oneOf(value.type, 'intent.delivery.type', DELIVERY_TYPES);
  return {
    type,
    store: oneOf(value.store, 'intent.delivery.store', STORES[type]),
    ...machine(type, value.machine),
    ...boot(type, value),
    ...user(type, value.user),
    dropIn: oneOf(value.dropIn, 'intent.delivery.dropIn', ['Managed', 'None']),
    ...(value.drift === ''
      ? {}
      : { drift: oneOf(value.drift, 'intent.delivery.drift', ['Report']) }),
  };
}

function machine(type: DeliveryType, name: string): Pick<Intent['delivery'], 'machine'> {
  const field = 'intent.delivery.machine';
  if (type === 'Machine') return { machine: matching(name, field, MACHINE_NAME) };
  return name === '' ? {} : refuseField(field, `is given with type ${type}`);
}

function user(type: DeliveryType, name: string): Pick<Intent['delivery'], 'user'> {
  const field = 'intent.delivery.user';
  if (type === 'User') return { user: matching(name, field, USER_NAME) };
  return name === '' ? {} : refuseField(field, `is given with type ${type}`);
}

function boot(
  type: DeliveryType,
  { bootLocation, bootImage }: Pick<credfleet.v1.IntentDelivery, 'bootLocation' | 'bootImage'>,
): Pick<Intent['delivery'], 'boot'> {
  const field = 'intent.delivery.bootLocation';
  const imageField = 'intent.delivery.bootImage';
  if (type !== 'Boot') {
    if (bootLocation !== '') refuseField(field, `is given with type ${type}`);
    return bootImage === '' ? {} : refuseField(imageField, `is given with type ${type}`);
  }
  const location = oneOf(bootLocation, field, ['ESPGlobal', 'UKIExtra'] as const);
  if (location === 'UKIExtra') {
    return { boot: { location, image: matching(bootImage, imageField, BOOT_IMAGE) } };
  }
  return bootImage === ''
    ? { boot: { location } }
    : refuseField(imageField, `is given with ${location}`);
}

function sealing(spec: Spec): Intent['sealing'] {
  const value = present(spec.sealing, 'intent.sealing');
  onlyKnown(value, 'intent.sealing');
  const profiles = ['HostAndTPM2', 'TPM2', 'TPM2Initrd', 'Host'] as const;
  const ttlSeconds = integer(value.ttlSeconds, 'intent.sealing.ttlSeconds');
  return {
    key: oneOf(value.key, 'intent.sealing.key', profiles),
    tpm2Pcrs: pcrSet(value.tpm2Pcrs, 'intent.sealing.tpm2Pcrs'),
    ...(ttlSeconds === 0 ? {} : { ttlSeconds }),
    ...signed(value),
  };
}

function signed(value: credfleet.v1.IntentSealing): Pick<Intent['sealing'], 'signed'> {
  const pcrs = pcrSet(value.tpm2PublicKeyPcrs, 'intent.sealing.tpm2PublicKeyPcrs');
  const field = 'intent.sealing.tpm2PublicKey';
  const publicKeyPem = text(value.tpm2PublicKey, field, { min: 0, max: PEM_MAX });
  if ((publicKeyPem === '') !== (pcrs.length === 0)) {
    refuseField(field, 'comes with PCRs, and only with them');
  }
  return publicKeyPem === '' ? {} : { signed: { publicKeyPem, pcrs } };
}

function pcrSet(values: readonly number[], field: string): readonly number[] {
  const pcrs = list(values, field, 24).map((pcr) => integer(pcr, field, { max: 23 }));
  if (new Set(pcrs).size !== pcrs.length) refuseField(field, 'repeats a PCR');
  return pcrs;
}

function activation(spec: Spec): Intent['activation'] {
  const value = present(spec.activation, 'intent.activation');
  onlyKnown(value, 'intent.activation');
  const actions = ['Restart', 'TryRestart', 'Reload', 'ReloadOrRestart', 'None'] as const;
  const units = list(value.units, 'intent.activation.units', MAX_UNITS).map((unit): IntentUnit => {
    onlyKnown(unit, 'intent.activation.units');
    return {
      name: text(unit.name, 'intent.activation.units.name', { max: 255 }),
      action: oneOf(unit.action, 'intent.activation.units.action', actions),
    };
  });
  return {
    units,
    autoDetect: value.autoDetect,
    coalesceMs: integer(value.coalesceMs, 'intent.activation.coalesceMs'),
  };
}

function health(spec: Spec): Intent['health'] {
  const value = present(spec.health, 'intent.health');
  onlyKnown(value, 'intent.health');
  const verify = ['Required', 'BestEffort', 'Skip'] as const;
  return {
    minHealthyMs: integer(value.minHealthyMs, 'intent.health.minHealthyMs'),
    deadlineMs: integer(value.deadlineMs, 'intent.health.deadlineMs'),
    maxRestarts: integer(value.maxRestarts, 'intent.health.maxRestarts'),
    verifyLoaded: oneOf(value.verifyLoaded, 'intent.health.verifyLoaded', verify),
    probes: list(value.probes, 'intent.health.probes', MAX_PROBES).map(probe),
  };
}

function probe(value: credfleet.v1.IntentProbe): IntentProbe {
  const field = 'intent.health.probes';
  onlyKnown(value, field);
  switch (value.kind) {
    case 'tcpPort': {
      const port = present(value.tcpPort, `${field}.tcpPort`);
      return { kind: 'tcp', port: integer(port, `${field}.tcpPort`, { min: 1, max: 65_535 }) };
    }
    case 'http': {
      const http = present(value.http, `${field}.http`);
      onlyKnown(http, `${field}.http`);
      const { url, expectStatus } = http;
      const status = { min: 100, max: 599 };
      return {
        kind: 'http',
        url: text(url, `${field}.http.url`, { max: 2048 }),
        expectStatus: integer(expectStatus, `${field}.http.expectStatus`, status),
      };
    }
    case 'unit': {
      const name = present(value.unit, `${field}.unit`);
      return { kind: 'unit', name: text(name, `${field}.unit`, { max: 255 }) };
    }
    case undefined:
    default:
      return refuseField(field, 'is of a kind that this release does not know');
  }
}
