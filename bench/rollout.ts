/**
 * `npm run bench -- rollout --hosts N`: time from a changed Secret until every host has proved that its
 * running service loaded it, as a ratio to the floor measured in turns in the same run.
 * @module
 */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Fleet, type FleetHost } from '#test/fleet/fleet.ts';
import { installSampleService } from '#test/fleet/sample-service.ts';
import { FloorShell } from './floor.ts';
import { agentUsage, settled, usageOf } from './process-usage.ts';
import { rounded, spread, table } from './statistics.ts';
import { STEPS, VersionEvents, type Step, type VersionOf } from './version-events.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const NAMESPACE = 'bench';
const CREDENTIAL = 'bench-value';
const UNIT = 'bench-app.service';
const FLOOR_CREDENTIAL = 'floor-value';
const FLOOR_UNIT = 'floor-app.service';

const apiVersion = 'credfleet.dev/v1alpha1';
const objects = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
  {
    apiVersion,
    kind: 'HostAccessPolicy',
    metadata: { name: NAMESPACE },
    spec: {
      namespaces: [NAMESPACE],
      hostSelector: { matchLabels: { role: 'bench' } },
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
  {
    apiVersion,
    kind: 'HostCredential',
    metadata: { name: CREDENTIAL, namespace: NAMESPACE },
    spec: {
      items: [{ name: CREDENTIAL, source: { secretKeyRef: { name: CREDENTIAL, key: 'value' } } }],
      targets: { hostSelector: { matchLabels: { role: 'bench' } } },
      delivery: { type: 'Service', dropIn: 'None' },
      activation: { units: [{ name: UNIT, action: 'Restart' }], coalesceSeconds: 0 },
      health: { minHealthySeconds: 0, deadlineSeconds: 60, verifyLoaded: 'Required' },
      rollout: { policyName: 'at-once' },
    },
  },
];

/** Not counted: a controller that has run for a while is what serves a fleet, and the floor has no compiler to warm up. */
const WARM_UP_ROUNDS = 5;
/** By then what the floor wrote has been noticed and looked at. */
const AGENTS_LOOK_MS = 500;

type Change = {
  readonly seconds: number;
  /** From the change to each step of the median host. */
  readonly stepSeconds: Readonly<Record<Step, number>>;
  readonly controllerCpu: number;
  readonly agentCpu: number;
};

class SecretWriter implements Disposable {
  readonly #child;
  readonly #lines;
  readonly #ended: Promise<never>;

  constructor(fleet: Fleet) {
    const [file = '', ...prefix] = fleet.testbed.inFleetNetwork;
    const args = [
      process.execPath,
      join(ROOT, 'bench/put-secret.ts'),
      fleet.kubeconfig,
      NAMESPACE,
      CREDENTIAL,
    ];
    this.#child = spawn(file, [...prefix, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#lines = createInterface(this.#child.stdout);
    this.#ended = new Promise((_, reject) => {
      this.#child.once('exit', (code) =>
        reject(new Error(`put-secret ended with exit code ${code}`)),
      );
    });
    this.#ended.catch(() => undefined);
  }

  async put(value: string): Promise<{ readonly beganMs: number }> {
    const line = new Promise<string>((resolve) => this.#lines.once('line', resolve));
    this.#child.stdin.write(`${value}\n`);
    return JSON.parse(await Promise.race([line, this.#ended])) as { beganMs: number };
  }

  [Symbol.dispose](): void {
    this.#child.stdin.end();
  }
}

async function floorRound(shells: readonly FloorShell[], round: number): Promise<number> {
  const startMs = performance.now();
  await Promise.all(shells.map((shell) => shell.apply(`floor-${round}-${startMs}`)));
  return (performance.now() - startMs) / 1000;
}

async function agentsCpu(fleet: Fleet): Promise<number> {
  const usages = await Promise.all(fleet.hosts.map((host) => agentUsage(host)));
  return usages.reduce((sum, usage) => sum + usage.cpuSeconds, 0);
}

export async function rolloutBench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { hosts: { type: 'string', default: '8' }, runs: { type: 'string', default: '20' } },
  });
  const count = Number(values.hosts);
  const runs = Number(values.runs);
  const hosts: FleetHost[] = Array.from({ length: count }, (_, index) => ({
    name: `bench-${index + 1}`,
    release: index % 2 === 0 ? 'bookworm' : 'trixie',
    labels: { role: 'bench' },
  }));
  const fleet = await Fleet.start({ hosts, onProgress: (line) => console.error(line) });
  try {
    await measure(fleet, runs);
  } finally {
    await fleet.close();
  }
}

async function prepare(fleet: Fleet): Promise<void> {
  for (const host of fleet.hosts) {
    await installSampleService(host, UNIT, CREDENTIAL);
    await installSampleService(host, FLOOR_UNIT, FLOOR_CREDENTIAL);
  }
  await fleet.apply(...objects);
}

async function measure(fleet: Fleet, runs: number): Promise<void> {
  const count = fleet.hosts.length;
  await prepare(fleet);
  await fleet.putSecret(NAMESPACE, CREDENTIAL, { value: 'first' });
  using events = new VersionEvents(fleet);
  using writer = new SecretWriter(fleet);
  await events.allHealthyAtMs(versionOf(1), count);
  using stack = new DisposableStack();
  const shells = await Promise.all(
    fleet.hosts.map((host) => FloorShell.open(host, [FLOOR_CREDENTIAL], FLOOR_UNIT)),
  );
  for (const shell of shells) stack.use(shell);
  const idleAgents = await Promise.all(fleet.hosts.map((host) => agentUsage(host)));
  const controllerPid = fleet.controllerProcess();

  const floors: number[] = [];
  const changes: Change[] = [];
  for (let round = 1 - WARM_UP_ROUNDS; round <= runs; round += 1) {
    await settled(controllerPid);
    const floor = await floorRound(shells, round);
    // Agents see that something was written beside their own, and look at it.
    await sleep(AGENTS_LOOK_MS);
    const before = {
      controller: usageOf(controllerPid).cpuSeconds,
      agents: await agentsCpu(fleet),
    };
    const version = round + 1 + WARM_UP_ROUNDS;
    const { beganMs } = await writer.put(`bench-${round}-${Date.now()}`);
    const endMs = await events.allHealthyAtMs(versionOf(version), count);
    const change = {
      seconds: (endMs - beganMs) / 1000,
      controllerCpu: usageOf(controllerPid).cpuSeconds - before.controller,
      agentCpu: (await agentsCpu(fleet)) - before.agents,
      stepSeconds: await medianSteps(events, version, beganMs),
    };
    if (round < 1) continue;
    floors.push(floor);
    changes.push(change);
    console.error(
      `run ${round}: floor ${floor.toFixed(3)} s, change-to-verified ${change.seconds.toFixed(3)} s`,
    );
  }
  report({
    count,
    runs,
    floors,
    changes,
    controllerRssMiB: usageOf(controllerPid).rssMiB,
    idleAgentRssMiB: idleAgents.map((usage) => usage.rssMiB),
  });
}

function versionOf(version: number): VersionOf {
  return { credential: CREDENTIAL, version };
}

async function medianSteps(
  events: VersionEvents,
  version: number,
  beganMs: number,
): Promise<Readonly<Record<Step, number>>> {
  const median = async (step: Step): Promise<number> =>
    (spread(await events.stepAtMs(versionOf(version), step)).median - beganMs) / 1000;
  return {
    dispatched: await median('dispatched'),
    sealed: await median('sealed'),
    healthy: await median('healthy'),
  };
}

type Result = {
  readonly count: number;
  readonly runs: number;
  readonly floors: readonly number[];
  readonly changes: readonly Change[];
  readonly controllerRssMiB: number;
  readonly idleAgentRssMiB: readonly number[];
};

function report({ count, runs, floors, changes, controllerRssMiB, idleAgentRssMiB }: Result): void {
  const floor = rounded(spread(floors));
  const ours = rounded(spread(changes.map((change) => change.seconds)));
  const ratio = rounded(
    spread(changes.map((change, index) => change.seconds / (floors[index] ?? Number.NaN))),
    2,
  );
  const controllerCpuMs = rounded(spread(changes.map((change) => change.controllerCpu * 1000)), 0);
  const agentCpuMs = rounded(spread(changes.map((change) => (change.agentCpu / count) * 1000)), 0);
  const agentRss = rounded(spread(idleAgentRssMiB), 1);
  const stepOf = (step: Step) => rounded(spread(changes.map((change) => change.stepSeconds[step])));
  const row = (
    name: string,
    { min, median, max }: { min: number; median: number; max: number },
  ) => [name, String(median), String(min), String(max)];
  console.log(
    table([
      [`rollout, ${count} hosts, ${runs} runs`, 'median', 'min', 'max'],
      row('floor, s', floor),
      row('change-to-verified, s', ours),
      ...STEPS.map((step) => row(`  until ${step} (median host), s`, stepOf(step))),
      row('ratio', ratio),
      row('controller CPU per change, ms', controllerCpuMs),
      row('agent CPU per host and change, ms', agentCpuMs),
      row('agent RSS idle, MiB', agentRss),
      ['controller RSS, MiB', controllerRssMiB.toFixed(1), '', ''],
    ]),
  );
  console.log(
    JSON.stringify({
      bench: 'rollout',
      hosts: count,
      runs,
      floorSeconds: floor,
      seconds: ours,
      stepSeconds: Object.fromEntries(STEPS.map((step) => [step, stepOf(step)])),
      ratio,
      controllerCpuMs,
      agentCpuMsPerHost: agentCpuMs,
      agentRssIdleMiB: agentRss,
      controllerRssMiB: Number(controllerRssMiB.toFixed(1)),
    }),
  );
}
