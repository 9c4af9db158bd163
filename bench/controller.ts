/**
 * `npm run bench -- controller --hosts N`: what one change costs the controller alone. `credfleet up` as a
 * process, hosts that enrol and keep sessions over real gRPC and answer each push after `--delay` ms as a host
 * would, without applying anything. Needs no root. `--node-options=--cpu-prof`
 * profiles the controller.
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { KubeConfig } from '@kubernetes/client-node';
import { createKubernetesObjects } from '#controller/objects/kubernetes-objects.node.ts';
import type { ObjectSource } from '#controller/objects/objects.ts';
import { API_VERSION } from '#src/api/meta.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { newJoinToken } from '#src/identity/join-token-secret.ts';
import type { Intent } from '#src/intent/intent.ts';
import type { CredentialReport, ReportPhase } from '#src/intent/report.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { silentLog } from '#test/fakes/silent-log.ts';
import { accessPolicyOf, hostCredentialOf, NAMESPACE, secretOf } from '#test/gen/objects.ts';
import { ControllerProcess } from '#test/integration/process/controller-process.ts';
import { Agent, reportOf } from '#test/integration/wire/world.ts';
import { rounded, spread, table } from './statistics.ts';

const LABELS = { role: 'bench' };
/** Status, events and pruning are over by then. */
const QUIET_MS = 2_500;

type Change = {
  readonly dispatchedMs: number;
  readonly seconds: number;
  readonly busyCpuMs: number;
  readonly cpuMs: number;
  readonly writes: number;
};

export async function controllerBench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      hosts: { type: 'string', default: '8' },
      runs: { type: 'string', default: '10' },
      delay: { type: 'string', default: '100' },
      'node-options': { type: 'string', default: '' },
    },
  });
  await using controller = await ControllerProcess.start('up', [], values['node-options']);
  const ended = new AbortController();
  try {
    const bench = new Bench(controller, ended.signal, Number(values.delay));
    await using fleet = await bench.fleet(Number(values.hosts));
    report(fleet.size, await bench.changes(Number(values.runs)));
  } finally {
    ended.abort(new Error('measured'));
  }
}

/** What the hosts of one version did, from the first push to the last acknowledged report. */
class Version {
  readonly firstMs = performance.now();
  readonly #done = Promise.withResolvers<number>();
  #left: number;

  constructor(hosts: number) {
    this.#left = hosts;
  }

  healthy(): void {
    this.#left -= 1;
    if (this.#left === 0) this.#done.resolve(performance.now());
  }

  get doneMs(): Promise<number> {
    return this.#done.promise;
  }
}

class Bench {
  readonly #controller: ControllerProcess;
  readonly #objects: ObjectSource;
  readonly #delayMs: number;
  readonly #agents: Agent[] = [];
  readonly #versions = new Map<number, Version>();
  #wanted = Promise.withResolvers<Version>();

  constructor(controller: ControllerProcess, signal: AbortSignal, delayMs: number) {
    this.#controller = controller;
    this.#delayMs = delayMs;
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromFile(controller.ready.kubeconfig ?? '');
    const ports = { clock: systemClock, random: systemRandom, log: silentLog };
    this.#objects = createKubernetesObjects({ kubeConfig, signal, ...ports });
  }

  async fleet(count: number): Promise<AsyncDisposableStack & { readonly size: number }> {
    const stack = new AsyncDisposableStack();
    await this.#objects.create('Namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: NAMESPACE },
    });
    await this.#objects.create(
      'HostAccessPolicy',
      accessPolicyOf({ hostSelector: { matchLabels: LABELS } }),
    );
    for (let index = 1; index <= count; index += 1) {
      this.#agents.push(stack.use(await this.#host(`bench-${index}`)));
    }
    await this.#objects.create('RolloutPolicy', {
      apiVersion: API_VERSION,
      kind: 'RolloutPolicy',
      metadata: { name: 'at-once' },
      spec: {
        steps: [{ name: 'all', target: '100%' }],
        maxUnavailable: '100%',
        minIntervalSeconds: 0,
      },
    });
    await this.#objects.create('Secret', secretOf('db', { password: 'first' }));
    await this.#objects.create(
      'HostCredential',
      hostCredentialOf({
        targets: { hostSelector: { matchLabels: LABELS } },
        rollout: { policyName: 'at-once' },
      }),
    );
    await (
      await this.#wanted.promise
    ).doneMs;
    await systemClock.sleep(QUIET_MS);
    return Object.assign(stack, { size: count });
  }

  async #host(hostName: string): Promise<Agent> {
    await this.#objects.create('Host', {
      apiVersion: API_VERSION,
      kind: 'Host',
      metadata: { name: hostName, labels: LABELS },
      spec: { approval: 'Approved' },
    });
    const request = { hostName, nowMs: systemClock.nowMs() };
    const { secret, token } = newJoinToken(request, systemRandom);
    await this.#objects.create('Secret', secret);
    const { caPin, enroll, session } = this.#controller.ready;
    const server = { enrollmentPort: enroll, sessionPort: session };
    const agent = await Agent.create({ keyring: { caPin }, server }, { hostName, token });
    agent.onAccept = (intents) => {
      for (const { intent } of intents) void this.#apply(agent, intent);
    };
    await agent.link();
    return agent;
  }

  /** As agents do: that it is sealed goes with that it is proven. */
  async #apply(agent: Agent, intent: Intent): Promise<void> {
    const version = this.#version(intent.version);
    const about = {
      uid: intent.uid,
      namespace: intent.namespace,
      name: intent.name,
      version: intent.version,
      rolloutUid: intent.rolloutUid,
      attempt: intent.attempt,
    };
    const report = (phase: ReportPhase, runningVersion: number): CredentialReport =>
      reportOf({ ...about, phase, runningVersion });
    await this.#work();
    agent.gather(report('Sealed', intent.version - 1));
    await this.#work();
    await agent.report(report('Healthy', intent.version));
    version.healthy();
  }

  async #work(): Promise<void> {
    const spread = 0.5 + systemRandom.fraction();
    await systemClock.sleep(this.#delayMs * spread);
  }

  #version(number: number): Version {
    const known = this.#versions.get(number);
    if (known !== undefined) return known;
    const version = new Version(this.#agents.length);
    this.#versions.set(number, version);
    this.#wanted.resolve(version);
    return version;
  }

  async changes(runs: number): Promise<readonly Change[]> {
    const changes: Change[] = [];
    for (let run = 0; run <= runs; run += 1) {
      const change = await this.#change(run);
      // The first warms up and is not counted.
      if (run > 0) changes.push(change);
    }
    return changes;
  }

  async #change(run: number): Promise<Change> {
    const { pid } = this.#controller;
    this.#wanted = Promise.withResolvers();
    const secret = await this.#objects.get('Secret', { namespace: NAMESPACE, name: 'db' });
    if (secret === undefined) throw new Error('the Secret is gone');
    const before = { cpuMs: cpuMsOf(pid), writes: writesOf(pid) };
    const beganMs = performance.now();
    const password = Buffer.from(`bench-${run}-${beganMs}`).toString('base64');
    await this.#objects.replace('Secret', { ...secret, data: { password } });
    const version = await this.#wanted.promise;
    const doneMs = await version.doneMs;
    const busyCpuMs = cpuMsOf(pid) - before.cpuMs;
    await systemClock.sleep(QUIET_MS);
    return {
      dispatchedMs: version.firstMs - beganMs,
      seconds: (doneMs - beganMs) / 1000,
      busyCpuMs,
      cpuMs: cpuMsOf(pid) - before.cpuMs,
      writes: writesOf(pid) - before.writes,
    };
  }
}

/** All its threads, to the nanosecond: a change costs few of the ticks that proc(5) counts in stat. */
function cpuMsOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const ranNs = threads.map((thread) => {
    const [ns = ''] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
    return Number(ns);
  });
  return ranNs.reduce((sum, ns) => sum + ns, 0) / 1e6;
}

/** Calls of write and their like, as proc(5) counts them. */
function writesOf(pid: number): number {
  const io = readFileSync(`/proc/${pid}/io`, 'utf8');
  return Number(/^syscw: (\d+)/mu.exec(io)?.[1] ?? Number.NaN);
}

function report(count: number, changes: readonly Change[]): void {
  const of = (value: (change: Change) => number, digits: number) =>
    rounded(spread(changes.map(value)), digits);
  const figures = {
    firstPushMs: of((change) => change.dispatchedMs, 1),
    seconds: of((change) => change.seconds, 3),
    busyCpuMs: of((change) => change.busyCpuMs, 0),
    cpuMs: of((change) => change.cpuMs, 0),
    writeCalls: of((change) => change.writes, 0),
  };
  const rows = Object.entries(figures).map(([name, { median, min, max }]) =>
    [name, median, min, max].map(String),
  );
  console.log(
    table([
      [`controller, ${count} hosts, ${changes.length} runs`, 'median', 'min', 'max'],
      ...rows,
    ]),
  );
  console.log(
    JSON.stringify({ bench: 'controller', hosts: count, runs: changes.length, ...figures }),
  );
}
