/**
 * What the matrix of hosts is made of: each way of delivery with each sealing profile.
 * @module
 */
import { PROVIDER_SOCKET } from '#agent/provider/socket.ts';
import type { SealingKey } from '#src/api/credential.ts';
import { machineUnit } from '#src/systemd/machine.ts';
import type { SealedHeader } from '#src/systemd/sealed-header.ts';
import { BOOT_CREDENTIALS } from '#test/fleet/boot-partition.ts';

export const NAMESPACE = 'matrix';
/** The container that each host runs. */
export const MACHINE = 'matrix';
/** Each Debian has this user. */
const USER = 'daemon';
/** One container for all of its credentials: they come together. */
const CONTAINER_COALESCES_SECONDS = 5;

export type Delivery = {
  readonly id: string;
  readonly title: string;
  readonly spec: Readonly<Record<string, unknown>>;
  /** Where the sealed file lies on the host. */
  readonly folder: string;
  /** Of the file's name. */
  readonly suffix?: string;
  /** The systemd that it needs; older hosts are denied. */
  readonly since?: number;
  /** Nothing is restarted, so nothing has loaded it by then. */
  readonly isNotLoaded?: true;
  /** None is listed: what is activated follows from the delivery. */
  readonly hasNoUnit?: true;
  /** Another unit than the cell's own, for all of them. */
  readonly loadedBy?: string;
  /** What the unit says of the credential itself, behind `LoadCredentialEncrypted=`. */
  readonly setting?: (credential: string) => string;
};

const PERSISTENT = '/etc/credstore.encrypted';
const VOLATILE = '/run/credstore.encrypted';
const PROVIDED = '/var/lib/credfleet/provided';
const itself = (credential: string): string => credential;

export const DELIVERIES: readonly Delivery[] = [
  {
    id: 'service-managed',
    title: 'Service, Persistent, managed drop-in',
    spec: { type: 'Service', store: 'Persistent', dropIn: 'Managed' },
    folder: PERSISTENT,
  },
  {
    id: 'service',
    title: 'Service, Persistent',
    spec: { type: 'Service', store: 'Persistent', dropIn: 'None' },
    folder: PERSISTENT,
    setting: itself,
  },
  {
    id: 'volatile-managed',
    title: 'Service, Volatile, managed drop-in',
    spec: { type: 'Service', store: 'Volatile', dropIn: 'Managed' },
    folder: VOLATILE,
  },
  {
    id: 'volatile',
    title: 'Service, Volatile',
    spec: { type: 'Service', store: 'Volatile', dropIn: 'None' },
    folder: VOLATILE,
    setting: itself,
  },
  {
    id: 'unit-file',
    title: 'Service, UnitFile',
    spec: { type: 'Service', store: 'UnitFile', dropIn: 'Managed' },
    folder: '/var/lib/credfleet/unit-files',
  },
  {
    id: 'socket-managed',
    title: 'Socket, managed drop-in',
    spec: { type: 'Socket', dropIn: 'Managed' },
    folder: PROVIDED,
  },
  {
    id: 'socket',
    title: 'Socket',
    spec: { type: 'Socket', dropIn: 'None' },
    folder: PROVIDED,
    setting: (credential) => `${credential}:${PROVIDER_SOCKET}`,
  },
  {
    id: 'machine',
    title: 'Machine',
    spec: { type: 'Machine', machine: { name: MACHINE } },
    folder: `/var/lib/credfleet/machines/${MACHINE}`,
    hasNoUnit: true,
    loadedBy: machineUnit(MACHINE),
  },
  {
    id: 'boot',
    title: 'Boot',
    spec: { type: 'Boot', boot: { location: 'ESPGlobal' } },
    folder: BOOT_CREDENTIALS,
    suffix: '.cred',
    hasNoUnit: true,
  },
  {
    id: 'user',
    title: 'User',
    spec: { type: 'User', user: { name: USER } },
    folder: `/var/lib/credfleet-users/${USER}`,
    hasNoUnit: true,
    since: 258,
    isNotLoaded: true,
  },
];

export type Profile = {
  readonly id: string;
  readonly title: string;
  readonly key: SealingKey;
  readonly pcrs: readonly number[];
};

const KEYS: readonly SealingKey[] = ['HostAndTPM2', 'TPM2', 'TPM2Initrd', 'Host'];

export const PROFILES: readonly Profile[] = KEYS.flatMap((key) => [
  { id: key.toLowerCase(), title: key, key, pcrs: [] },
  { id: `${key.toLowerCase()}-7`, title: `${key}, PCR 7`, key, pcrs: [7] },
]);

const KEY_TYPES = {
  HostAndTPM2: 'host+tpm2',
  TPM2: 'tpm2',
  TPM2Initrd: 'tpm2',
  Host: 'host',
} as const satisfies Record<SealingKey, SealedHeader['keyType']>;

/** What a reader of the file has to see. */
export function expectedHeader(
  { key, pcrs }: Profile,
  systemdVersion: number,
): Pick<SealedHeader, 'keyType' | 'pcrMask'> {
  // 252 to 254 cannot read what they sealed to no PCR: bound to one that nobody extends.
  const bound = key !== 'Host' && pcrs.length === 0 && systemdVersion < 255 ? [23] : pcrs;
  return { keyType: KEY_TYPES[key], pcrMask: bound.reduce((mask, pcr) => mask | (1 << pcr), 0) };
}

export function nameOf(delivery: Delivery, profile: Profile): string {
  return `matrix-${delivery.id}-${profile.id}`;
}

export function filePathOf(delivery: Delivery, profile: Profile): string {
  const { folder, suffix = '' } = delivery;
  return `${folder}/${nameOf(delivery, profile)}${suffix}`;
}

/** Where the unit of a cell has it while it runs. */
export function loadedPathOf(delivery: Delivery, profile: Profile): string {
  const name = nameOf(delivery, profile);
  return `/run/credentials/${delivery.loadedBy ?? `${name}.service`}/${name}`;
}

export function valueOf(name: string): string {
  return `value of ${name}`;
}

export function hostCredentialOf(delivery: Delivery, profile: Profile): object {
  const name = nameOf(delivery, profile);
  const units = delivery.hasNoUnit ? [] : [{ name: `${name}.service`, action: 'Restart' }];
  return {
    apiVersion: 'credfleet.dev/v1alpha1',
    kind: 'HostCredential',
    metadata: { name, namespace: NAMESPACE },
    spec: {
      items: [{ name, source: { secretKeyRef: { name: NAMESPACE, key: name } } }],
      targets: { hostSelector: { matchLabels: { role: NAMESPACE } } },
      delivery: delivery.spec,
      sealing: { key: profile.key, tpm2PCRs: profile.pcrs },
      activation: {
        units,
        coalesceSeconds: delivery.loadedBy === undefined ? 0 : CONTAINER_COALESCES_SECONDS,
      },
      health: { minHealthySeconds: 0, deadlineSeconds: 60, verifyLoaded: 'Required' },
      rollout: { policyName: NAMESPACE },
    },
  };
}

export function unitTextOf(delivery: Delivery, profile: Profile): string {
  const setting = delivery.setting?.(nameOf(delivery, profile));
  const load = setting === undefined ? '' : `LoadCredentialEncrypted=${setting}\n`;
  return `[Service]\nType=exec\n${load}ExecStart=sleep infinity\n`;
}

export const frame: readonly object[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
  {
    apiVersion: 'credfleet.dev/v1alpha1',
    kind: 'HostAccessPolicy',
    metadata: { name: NAMESPACE },
    spec: {
      namespaces: [NAMESPACE],
      hostSelector: { matchLabels: { role: NAMESPACE } },
      credentialNames: ['*'],
      units: ['*'],
      deliveryTypes: ['Service', 'Socket', 'Machine', 'Boot', 'User'],
      minimumSealing: 'Host',
      assurance: 'TPM',
    },
  },
  {
    apiVersion: 'credfleet.dev/v1alpha1',
    kind: 'RolloutPolicy',
    metadata: { name: NAMESPACE },
    spec: {
      steps: [{ name: 'all', target: '100%' }],
      maxUnavailable: '100%',
      maxFailures: '100%',
      minIntervalSeconds: 0,
    },
  },
];
