/**
 * The objects and the questions of the demo: what is applied, and how each fact is read back from the hosts
 * and the API at that moment.
 * @module
 */
import { join } from 'node:path';
import type { Fleet } from '#test/fleet/fleet.ts';
import { loadedEquals, unitFacts } from '#test/fleet/sample-service.ts';
import type { TestHost } from '#test/testbed/testbed.ts';

export const NAMESPACE = 'payments';
export const CREDENTIAL = 'db-password';
export const UNIT = 'payments-api.service';
export const SECRET = 'payments-db';
export const SEALED_FILE = `/etc/credstore.encrypted/${CREDENTIAL}`;

const apiVersion = 'credfleet.dev/v1alpha1';

export const objects = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
  {
    apiVersion,
    kind: 'HostAccessPolicy',
    metadata: { name: 'payments' },
    spec: {
      namespaces: [NAMESPACE],
      hostSelector: { matchLabels: { role: 'db' } },
      credentialNames: ['db-*'],
      units: ['payments-*.service'],
      deliveryTypes: ['Service'],
      minimumSealing: 'HostAndTPM2',
      assurance: 'TPM',
    },
  },
  {
    apiVersion,
    kind: 'RolloutPolicy',
    metadata: { name: 'canary-then-all' },
    spec: {
      steps: [
        { name: 'canary', target: 1, hostSelector: { matchLabels: { stage: 'canary' } } },
        { name: 'all', target: '100%' },
      ],
      maxUnavailable: 1,
      maxFailures: 0,
      minIntervalSeconds: 0,
    },
  },
  {
    apiVersion,
    kind: 'HostCredential',
    metadata: { name: CREDENTIAL, namespace: NAMESPACE },
    spec: {
      items: [{ name: CREDENTIAL, source: { secretKeyRef: { name: SECRET, key: 'password' } } }],
      targets: { hostSelector: { matchLabels: { role: 'db' } } },
      delivery: { type: 'Service', dropIn: 'None' },
      activation: { units: [{ name: UNIT, action: 'Restart' }], coalesceSeconds: 0 },
      health: { minHealthySeconds: 1, deadlineSeconds: 60, verifyLoaded: 'Required' },
      rollout: { policyName: 'canary-then-all' },
    },
  },
];

export type RolloutFact = {
  readonly version: number;
  readonly state: string;
  readonly seconds: number;
};

type RolloutObject = {
  readonly metadata: { readonly name: string; readonly creationTimestamp: string };
  readonly spec: { readonly versionName: string };
  readonly status?: {
    readonly state?: string;
    readonly endTime?: string;
    readonly waitingFor?: string;
    readonly conditions?: readonly { readonly type: string; readonly lastTransitionTime: string }[];
  };
};

/** Name of the newest CredentialRollout, or undefined. */
export async function newestRollout(fleet: Fleet): Promise<RolloutObject | undefined> {
  const text = await fleet.mustKubectl([
    'get',
    'credentialrollouts',
    '-n',
    NAMESPACE,
    '-o',
    'json',
  ]);
  const { items } = JSON.parse(text) as { items: RolloutObject[] };
  return items.toSorted((a, b) => versionOf(a) - versionOf(b)).at(-1);
}

export function versionOf(rollout: RolloutObject): number {
  return Number(/-v(\d+)$/u.exec(rollout.spec.versionName)?.[1] ?? Number.NaN);
}

export type HostFact = {
  readonly name: string;
  readonly systemd: number;
  readonly sealed: { readonly keyType: string; readonly pcrs: readonly number[] };
  readonly unit: string;
  readonly invocations: readonly string[];
  readonly loadedEqualsVersion: boolean;
  readonly events: readonly string[];
};

/** Reads the sealed file's header, the unit and the audit log; `expected` is what the service should have loaded. */
export async function hostFact(fleet: Fleet, host: TestHost, expected: string): Promise<HostFact> {
  const header = JSON.parse(
    await fleet.mustCredfleet(['inspect', join(host.rootDir, SEALED_FILE), '-o', 'json']),
  ) as {
    keyType: string;
    tpm2Pcrs: number[];
  };
  const lines = await fleet.mustCredfleet([
    'audit',
    '--host',
    host.name,
    '--credential',
    `${NAMESPACE}/${CREDENTIAL}`,
    '-o',
    'jsonl',
  ]);
  const events = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; detail: { invocationID?: string } });
  const { invocationId } = await unitFacts(host, UNIT);
  const reported = events.flatMap((event) =>
    event.detail.invocationID === undefined ? [] : [event.detail.invocationID],
  );
  return {
    name: host.name,
    systemd: host.systemdVersion,
    sealed: { keyType: header.keyType, pcrs: header.tpm2Pcrs },
    unit: UNIT,
    invocations: [...new Set([...reported, invocationId])],
    loadedEqualsVersion: await loadedEquals(host, UNIT, CREDENTIAL, expected),
    events: events.map((event) => event.type),
  };
}
