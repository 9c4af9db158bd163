/**
 * `npm run bench -- host [--runs N] [--sid]`: what sealing costs on a host, from delivered to proven, for units with
 * 1, 10 and 100 credentials, against `systemd-creds encrypt` in a shell loop and one restart on the same host in turns.
 * @module
 */
import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ensureAgentPackage } from '#test/fleet/agent-package.ts';
import { Fleet, type FleetHost } from '#test/fleet/fleet.ts';
import type { TestHost } from '#test/testbed/testbed.ts';
import { FloorShell } from './floor.ts';
import { reportHosts, type HostResult, type Round, type SizeResult } from './host-report.ts';
import { agentUsage, forgetPeak, usageOf, type Usage } from './process-usage.ts';
import { type Step, VersionEvents, type VersionOf } from './version-events.ts';

const NAMESPACE = 'bench';
const ROLE = { role: 'bench' };
/** A HostCredential has at most 32 items. */
const ITEMS_MAX = 25;
/** systemd 252 keeps a TPM session for each credential that it opens for a unit, and the TPM has 64. */
const MOST_OF_252 = 60;
const apiVersion = 'credfleet.dev/v1alpha1';

const frame = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
  {
    apiVersion,
    kind: 'HostAccessPolicy',
    metadata: { name: NAMESPACE },
    spec: {
      namespaces: [NAMESPACE],
      hostSelector: { matchLabels: ROLE },
      credentialNames: ['*'],
      units: ['*'],
      deliveryTypes: ['Service'],
      minimumSealing: 'HostAndTPM2',
      assurance: 'TPM',
    },
  },
  {
    apiVersion,
    kind: 'RolloutPolicy',
    metadata: { name: 'at-once' },
    spec: {
      steps: [{ name: 'all', target: '100%' }],
      maxUnavailable: '100%',
      minIntervalSeconds: 0,
    },
  },
];

export async function hostBench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '7' },
      sid: { type: 'boolean', default: false },
    },
  });
  const runs = Number(values.runs);
  const hosts: FleetHost[] = [
    { name: 'old', release: 'bookworm', labels: ROLE },
    { name: 'new', release: 'trixie', labels: ROLE },
    ...(values.sid ? [{ name: 'rolling', release: 'sid', labels: ROLE } as const] : []),
  ];
  const progress = (line: string): void => console.error(line);
  const fleet = await Fleet.start({ hosts, onProgress: progress });
  try {
    await fleet.apply(...frame);
    using events = new VersionEvents(fleet);
    const results: HostResult[] = [];
    for (const host of fleet.hosts) {
      results.push(await measureHost({ fleet, host, events }, runs));
    }
    const package_ = await packageSize(fleet.hosts[0], progress);
    reportHosts({ runs, results, ...package_ });
  } finally {
    await fleet.close();
  }
}

type Bench = { readonly fleet: Fleet; readonly host: TestHost; readonly events: VersionEvents };

async function measureHost(bench: Bench, runs: number): Promise<HostResult> {
  const { host } = bench;
  const idle = await agentUsage(host);
  const largest = host.systemdVersion < 254 ? MOST_OF_252 : 100;
  const sizes: SizeResult[] = [];
  for (const credentials of [1, 10, largest]) {
    await forgetPeak(host);
    sizes.push({ credentials, rounds: await measureSize(bench, credentials, runs) });
  }
  const { peakRssMiB } = await agentUsage(host);
  return {
    systemd: host.systemdVersion,
    idleRssMiB: idle.rssMiB,
    peakRssMiB,
    sizes,
  };
}

async function measureSize(bench: Bench, size: number, runs: number): Promise<readonly Round[]> {
  const { host } = bench;
  const unit = `bench-${size}.service`;
  const floorUnit = `floor-${size}.service`;
  const names = numbered('value', size);
  const floorNames = numbered('floor', size);
  await installUnit(host, unit, names);
  await installUnit(host, floorUnit, floorNames);
  using shell = await FloorShell.open(host, floorNames, floorUnit);
  await declare(bench, { size, unit, names });
  await provenAt(bench, size, 1);
  const rounds: Round[] = [];
  // Round 0 warms up both sides and is not counted.
  for (let round = 0; round <= runs; round += 1) {
    const measured = await measureRound(bench, { shell, size, round });
    if (round === 0) continue;
    rounds.push(measured);
    const [ours, floor] = [measured.ours.totalMs, measured.floor.totalMs].map((ms) =>
      ms.toFixed(0),
    );
    console.error(
      `systemd ${host.systemdVersion}, ${size} credentials, run ${round}: floor ${floor} ms, ours ${ours} ms`,
    );
  }
  return rounds;
}

async function measureRound(
  bench: Bench,
  {
    shell,
    size,
    round,
  }: { readonly shell: FloorShell; readonly size: number; readonly round: number },
): Promise<Round> {
  const { host } = bench;
  const shellBefore = usageOf(shell.pid);
  const floor = await shell.apply(`floor-${round}-${Date.now()}`);
  const floorCpuMs = cpuBetween(shellBefore, usageOf(shell.pid));
  const before = await agentUsage(host);
  await putValues(bench, size, `round-${round}-${Date.now()}`);
  const { dispatchedMs, sealedMs, healthyMs } = await provenAt(bench, size, round + 2);
  const cpuMs = cpuBetween(before, await agentUsage(host));
  return {
    floor: { ...floor, totalMs: floor.sealMs + floor.restartMs, cpuMs: floorCpuMs },
    ours: {
      sealMs: sealedMs - dispatchedMs,
      restartMs: healthyMs - sealedMs,
      totalMs: healthyMs - dispatchedMs,
      cpuMs,
    },
  };
}

/** Its own and that of all systemd-creds it ran; not systemd's and not the TPM's, which both sides have. */
function cpuBetween(before: Usage, after: Usage): number {
  const all = ({ cpuSeconds, childrenCpuSeconds }: Usage): number =>
    (cpuSeconds + childrenCpuSeconds) * 1000;
  return all(after) - all(before);
}

function numbered(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${count}-${index + 1}`);
}

async function installUnit(
  host: TestHost,
  unit: string,
  credentials: readonly string[],
): Promise<void> {
  const loads = credentials.map((name) => `LoadCredentialEncrypted=${name}\n`).join('');
  const service = `[Service]\nType=exec\n${loads}ExecStart=sleep infinity\n`;
  await host.writeFile(
    `/etc/systemd/system/${unit}`,
    `[Unit]\nStartLimitIntervalSec=0\n${service}`,
  );
  await host.must(['systemctl', 'daemon-reload']);
}

function secretOf({ host }: Bench, size: number): string {
  return `${host.name}-${size}`;
}

function credentialsOf(bench: Bench, size: number): readonly string[] {
  const count = Math.ceil(size / ITEMS_MAX);
  return Array.from({ length: count }, (_, index) => `${secretOf(bench, size)}-${index + 1}`);
}

async function putValues(bench: Bench, size: number, value: string): Promise<void> {
  const data = numbered('value', size).map((name) => [name, `${value}-${name}`]);
  await bench.fleet.putSecret(NAMESPACE, secretOf(bench, size), Object.fromEntries(data));
}

async function declare(
  bench: Bench,
  {
    size,
    unit,
    names,
  }: { readonly size: number; readonly unit: string; readonly names: readonly string[] },
): Promise<void> {
  await putValues(bench, size, 'first');
  const objects = credentialsOf(bench, size).map((credential, at) => ({
    apiVersion,
    kind: 'HostCredential',
    metadata: { name: credential, namespace: NAMESPACE },
    spec: {
      items: names.slice(at * ITEMS_MAX, (at + 1) * ITEMS_MAX).map((name) => ({
        name,
        source: { secretKeyRef: { name: secretOf(bench, size), key: name } },
      })),
      targets: { hostNames: [bench.host.name] },
      delivery: { type: 'Service', dropIn: 'None' },
      activation: {
        units: [{ name: unit, action: 'Restart' }],
        coalesceSeconds: size > ITEMS_MAX ? 1 : 0,
      },
      health: { minHealthySeconds: 0, deadlineSeconds: 120, verifyLoaded: 'Required' },
      rollout: { policyName: 'at-once' },
    },
  }));
  await bench.fleet.apply(...objects);
}

type Times = {
  readonly dispatchedMs: number;
  readonly sealedMs: number;
  readonly healthyMs: number;
};

/** From the first that was sent to the last that was proven. */
async function provenAt(bench: Bench, size: number, version: number): Promise<Times> {
  const { events } = bench;
  const versions: readonly VersionOf[] = credentialsOf(bench, size).map((credential) => {
    return { credential, version };
  });
  const healthy = await Promise.all(versions.map(async (of) => events.allHealthyAtMs(of, 1)));
  const reached = async (step: Step): Promise<readonly number[]> => {
    const times: number[] = [];
    for (const of of versions) times.push(...(await events.stepAtMs(of, step)));
    return times;
  };
  return {
    dispatchedMs: Math.min(...(await reached('dispatched'))),
    sealedMs: Math.max(...(await reached('sealed'))),
    healthyMs: Math.max(...healthy),
  };
}

async function packageSize(
  host: TestHost | undefined,
  progress: (line: string) => void,
): Promise<{ readonly packageMiB: number; readonly installedMiB: number }> {
  const file = await ensureAgentPackage(progress, { compression: 'small' });
  const installed = await host?.must([
    'dpkg-query',
    '-W',
    '-f',
    '${Installed-Size}',
    'credfleet-agent',
  ]);
  return {
    packageMiB: statSync(file).size / 1024 / 1024,
    installedMiB: Number(installed) / 1024,
  };
}
