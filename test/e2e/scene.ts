/**
 * What the end-to-end stories share: a namespace with its policies, one HostCredential with its sample
 * service on each host, and how its state is awaited.
 * @module
 */
import type { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import { installSampleService } from '#test/fleet/sample-service.ts';
import type { TestHost } from '#test/testbed/testbed.ts';

export const API_VERSION = 'credfleet.dev/v1alpha1';
export const NAMESPACE = 'shop';

export type Condition = {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
};
export type HostCredentialView = {
  readonly metadata: { readonly uid: string };
  readonly status?: {
    readonly stableVersion?: string;
    readonly targetVersion?: string;
    readonly hosts?: Readonly<Record<string, number>>;
    readonly conditions?: readonly Condition[];
  };
};
export type RolloutView = {
  readonly metadata: { readonly name: string };
  readonly status?: {
    readonly state?: string;
    readonly failures?: readonly {
      readonly host: string;
      readonly reason: string;
      readonly message: string;
      readonly rolledBack: boolean;
    }[];
  };
};

type AccessPolicy = {
  readonly kind: string;
  readonly spec: object;
  readonly [field: string]: unknown;
};

/** Opens hosts of `role` to this namespace for the credentials and units of these stories. */
export function accessPolicy(
  name: string,
  role: string,
  credentialNames: readonly string[],
): AccessPolicy {
  return {
    apiVersion: API_VERSION,
    kind: 'HostAccessPolicy',
    metadata: { name },
    spec: {
      namespaces: [NAMESPACE],
      hostSelector: { matchLabels: { role } },
      credentialNames,
      units: ['shop-*.service'],
      deliveryTypes: ['Service'],
      minimumSealing: 'Host',
      assurance: 'TPM',
    },
  };
}

/** The same, for hosts that have no TPM too. */
export function softwareHostsToo({ spec, ...policy }: AccessPolicy): AccessPolicy {
  return { ...policy, spec: { ...spec, assurance: 'Any' } };
}

/** Namespace, access to the hosts labelled role=shop, a rollout policy that goes host by host. */
export const frame: readonly object[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
  accessPolicy(NAMESPACE, 'shop', ['shop-*']),
  {
    apiVersion: API_VERSION,
    kind: 'RolloutPolicy',
    metadata: { name: 'one-by-one' },
    spec: {
      steps: [{ name: 'all', target: '100%' }],
      maxUnavailable: 1,
      maxFailures: 0,
      minIntervalSeconds: 0,
      minConnectedPercent: 0,
    },
  },
];

export type CredentialOptions = {
  readonly name: string;
  readonly hosts?: readonly string[];
  readonly spec?: Readonly<Record<string, unknown>>;
};

/** A HostCredential `name` from Secret `name`, key `value`, for unit `name.service`. */
export function hostCredential({ name, hosts, spec }: CredentialOptions): object {
  return {
    apiVersion: API_VERSION,
    kind: 'HostCredential',
    metadata: { name, namespace: NAMESPACE },
    spec: {
      items: [{ name, source: { secretKeyRef: { name, key: 'value' } } }],
      targets:
        hosts === undefined
          ? { hostSelector: { matchLabels: { role: 'shop' } } }
          : { hostNames: hosts },
      delivery: { type: 'Service', dropIn: 'None' },
      activation: { units: [{ name: `${name}.service`, action: 'Restart' }], coalesceSeconds: 0 },
      health: { minHealthySeconds: 0, deadlineSeconds: 30, verifyLoaded: 'Required' },
      rollout: { policyName: 'one-by-one' },
      ...spec,
    },
  };
}

/** Installs the sample service on each named host, writes the Secret, applies the HostCredential. */
export async function bring(
  fleet: Fleet,
  options: CredentialOptions,
  value: string,
): Promise<void> {
  const hosts =
    options.hosts === undefined ? fleet.hosts : options.hosts.map((name) => fleet.host(name));
  await Promise.all(
    hosts.map((host) => installSampleService(host, `${options.name}.service`, options.name)),
  );
  await fleet.putSecret(NAMESPACE, options.name, { value });
  await fleet.apply(hostCredential(options));
}

/** SHA-256 of the sealed files that its agent keeps copies of. */
export async function copiedDigests(host: TestHost): Promise<readonly string[]> {
  const folder = '/var/lib/credfleet/copies';
  const files = await host.must(['find', folder, '-type', 'f', '-printf', '%f\n']);
  return files.split('\n').filter((name) => name !== '');
}

/** SHA-256 of a file, hex. */
export async function digestOfFile(host: TestHost, path: string): Promise<string> {
  return (await host.must(['sha256sum', path])).split(' ')[0] ?? '';
}

/** Until its agent has a copy of a sealed file: from then on that is put back without asking anybody. */
export async function waitCopied(host: TestHost, path: string): Promise<void> {
  const digest = await digestOfFile(host, path);
  await eventually(`${host.name} to have a copy of ${path}`, async () =>
    (await copiedDigests(host)).includes(digest) ? true : undefined,
  );
}

export async function waitCondition(
  fleet: Fleet,
  name: string,
  type: string,
  status: string,
  timeoutMs = 60_000,
): Promise<Condition> {
  return eventually(
    `condition ${type}=${status} of ${name}`,
    async () => {
      const object = await fleet.get<HostCredentialView>('hostcredential', name, NAMESPACE);
      return object.status?.conditions?.find(
        (condition) => condition.type === type && condition.status === status,
      );
    },
    { timeoutMs },
  );
}

/** Waits until this version's rollout (newest attempt) is in `state`. */
export async function waitRollout(
  fleet: Fleet,
  name: string,
  version: number,
  state: string,
  timeoutMs = 60_000,
): Promise<RolloutView> {
  let seen = '';
  return eventually(
    `rollout of ${name} v${version} to be ${state}`,
    async () => {
      const list = JSON.parse(
        await fleet.mustKubectl(['get', 'credentialrollouts', '-n', NAMESPACE, '-o', 'json']),
      ) as { items: (RolloutView & { spec: { versionName: string } })[] };
      const rollout = list.items.findLast(
        (item) => item.spec.versionName === `${name}-v${version}`,
      );
      seen = rollout?.status?.state ?? 'absent';
      if (rollout !== undefined && seen === state) return rollout;
      throw new Error(`it is ${seen}`);
    },
    { timeoutMs },
  );
}

/** Every host of the matrix runs this version. */
export async function waitRunning(
  fleet: Fleet,
  name: string,
  version: number,
  hosts: readonly string[],
  timeoutMs = 60_000,
): Promise<void> {
  await eventually(
    `${hosts.join(', ')} to run ${name} v${version}`,
    async () => {
      const rows = await states(fleet, name);
      const behind = hosts.filter(
        (host) => rows.find((row) => row.host === host)?.runningVersion !== version,
      );
      if (behind.length === 0) return true;
      throw new Error(`behind: ${JSON.stringify(rows.filter((row) => behind.includes(row.host)))}`);
    },
    { timeoutMs },
  );
}

export type StateView = {
  readonly host: string;
  readonly targetVersion: number;
  readonly runningVersion: number;
  readonly state: string;
  readonly code: string;
  readonly message: string;
};

export async function states(fleet: Fleet, name: string): Promise<readonly StateView[]> {
  const text = await fleet.mustCredfleet([
    'status',
    '-n',
    NAMESPACE,
    name,
    '--hosts',
    '-o',
    'json',
  ]);
  return (JSON.parse(text) as { hosts: StateView[] }).hosts;
}

export type EventView = {
  readonly type: string;
  readonly subject: { readonly host?: string; readonly version?: number };
  readonly detail: Readonly<Record<string, string | number | boolean>>;
};

export async function auditEvents(
  fleet: Fleet,
  ...filters: readonly string[]
): Promise<readonly EventView[]> {
  const text = await fleet.mustCredfleet(['audit', '-o', 'jsonl', ...filters]);
  return text
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as EventView);
}

export type EventsOf = { readonly host: string; readonly name: string; readonly type: string };

/** Of one host and credential, oldest first. */
export async function eventsOf(
  fleet: Fleet,
  { host, name, type }: EventsOf,
): Promise<readonly EventView[]> {
  const credential = `${NAMESPACE}/${name}`;
  return auditEvents(fleet, '--host', host, '--credential', credential, '--type', type);
}

/** Waits for one more than there were. */
export async function waitEvent(
  fleet: Fleet,
  { before, ...of }: EventsOf & { readonly before: number },
  timeoutMs = 90_000,
): Promise<EventView> {
  const find = async () => (await eventsOf(fleet, of))[before];
  return eventually(`${of.type} of ${of.host}`, find, { timeoutMs });
}

/** Digest and mode of what lies there; undefined: nothing. */
export async function lying(host: TestHost, path: string): Promise<string | undefined> {
  const result = await host.run(['sh', '-c', `sha256sum < ${path} && stat -c %a.%u.%g ${path}`]);
  return result.exitCode === 0 ? result.stdout.trim() : undefined;
}

/** Into a boot in which services may fail at first, for want of their credentials. */
export async function rebootDegraded(host: TestHost): Promise<void> {
  await host.reboot().catch((reason: unknown) => {
    if (!String(reason).includes("systemd reports 'degraded'")) throw reason;
  });
}
