/**
 * A whole credfleet on real hosts: the testbed, a controller in the fleet's network namespace, an agent on
 * each host. The demo, the end-to-end tests and the benchmarks drive it only as a person would: kubectl,
 * credfleet, and commands inside the hosts.
 * @module
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { X509Certificate, createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  ensureTestbedPrerequisites,
  startTestbed,
  type HostSpec,
  type RunResult,
  type Testbed,
  type TestHost,
} from '#test/testbed/testbed.ts';
import { ensureAgentPackage } from './agent-package.ts';
import { findKubectl } from './kubectl.ts';
import { eventually, must, run, type RunOptions } from './process.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const CREDFLEET = join(ROOT, 'bin/credfleet');
const API_PORT = 6443;
const ENROLL_PORT = 7443;
const SESSION_PORT = 7444;

/** The kernel ends the controller when this process ends, however that comes about. */
const DIES_WITH_US = ['setpriv', '--pdeathsig', 'KILL'];

const AGENT = '/usr/bin/credfleet-agent';
const AGENT_CONFIG = '/etc/credfleet/agent.conf';

export type FleetHost = HostSpec & { readonly labels?: Readonly<Record<string, string>> };

export type FleetOptions = {
  readonly hosts: readonly FleetHost[];
  readonly onProgress?: (line: string) => void;
};

export type AgentOptions = {
  readonly hostName: string;
  readonly stateDir?: string;
  readonly tokenFile?: string;
  readonly identity?: 'TPM' | 'Software';
  readonly caPin?: string;
};

/** Tests kill agents all the time. */
const IMPATIENT = `[Service]
RestartSec=500ms
RestartSteps=0
RestartMaxDelaySec=infinity
`;

export class Fleet {
  readonly testbed: Testbed;
  readonly dataDir: string;
  readonly kubeconfig: string;
  readonly #kubectl: string;
  #controller: ChildProcess | undefined;

  private constructor(testbed: Testbed, kubectl: string) {
    this.testbed = testbed;
    this.#kubectl = kubectl;
    this.dataDir = join(testbed.dir, 'controller');
    this.kubeconfig = join(this.dataDir, 'admin.kubeconfig');
  }

  /** Boots hosts, starts the controller, enrols each host by its TPM, and waits for all sessions. */
  static async start(options: FleetOptions): Promise<Fleet> {
    const progress = options.onProgress ?? (() => undefined);
    await ensureTestbedPrerequisites(progress);
    const kubectl = await findKubectl(progress);
    const deb = await ensureAgentPackage(progress);
    const testbed = await startTestbed({ hosts: options.hosts, onProgress: progress, deb });
    const fleet = new Fleet(testbed, kubectl);
    try {
      await fleet.startController();
      progress('controller is up; hosts join by their TPMs …');
      await fleet.enrol(options.hosts);
      return fleet;
    } catch (error) {
      const told = await fleet.lastWords();
      await fleet.close();
      throw new Error(`the fleet did not start: ${String(error)}\n${told}`, { cause: error });
    }
  }

  host(name: string): TestHost {
    return this.testbed.host(name);
  }

  get hosts(): readonly TestHost[] {
    return this.testbed.hosts;
  }

  /** PID of the controller itself: nsenter and the launcher exec into it. */
  controllerProcess(): number {
    const pid = this.#controller?.pid;
    if (pid === undefined) throw new Error('the controller is not running');
    return pid;
  }

  async startController(): Promise<void> {
    mkdirSync(this.dataDir, { recursive: true, mode: 0o700 });
    const log = openSync(join(this.dataDir, 'controller.log'), 'a', 0o600);
    const [file = '', ...prefix] = [...DIES_WITH_US, ...this.testbed.inFleetNetwork];
    const address = this.testbed.controllerAddress;
    const up = [
      CREDFLEET,
      'up',
      '--data-dir',
      join(this.dataDir, 'data'),
      '--listen',
      '0.0.0.0',
      '--advertise',
      address,
      '--advertise',
      '127.0.0.1',
      '--api-port',
      String(API_PORT),
      '--enroll-port',
      String(ENROLL_PORT),
      '--session-port',
      String(SESSION_PORT),
      '--kubeconfig-out',
      this.kubeconfig,
    ];
    const child = spawn(file, [...prefix, ...up], { stdio: ['ignore', log, log] });
    closeSync(log);
    this.#controller = child;
    const ended = new Promise<never>((_, reject) => {
      child.once('exit', (code) =>
        reject(new Error(`the controller ended with exit code ${code}`)),
      );
    });
    ended.catch(() => undefined);
    const ready = eventually('the controller to be ready', async () => {
      if (!existsSync(this.kubeconfig)) return undefined;
      const result = await this.kubectl(['get', '--raw', '/readyz']);
      return result.stdout === 'ok' ? true : undefined;
    });
    await Promise.race([ready, ended]);
  }

  /** SIGKILL by default: the hard way is the normal way in tests. */
  async stopController(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#controller;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await exited;
    this.#controller = undefined;
  }

  controllerLog(): string {
    const file = join(this.dataDir, 'controller.log');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  /** What controller and agents said last, for the message of a failure. */
  async lastWords(): Promise<string> {
    const lines = (text: string) => text.trim().split('\n').slice(-15).join('\n');
    const agents = this.hosts.map(async (host) => {
      const journal = await host.run([
        'journalctl',
        '-u',
        'credfleet-agent',
        '-n',
        '15',
        '-o',
        'cat',
      ]);
      return `${host.name}:\n${lines(journal.stdout)}`;
    });
    return [`controller:\n${lines(this.controllerLog())}`, ...(await Promise.all(agents))].join(
      '\n',
    );
  }

  async kubectl(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
    return run(
      [...this.testbed.inFleetNetwork, this.#kubectl, '--kubeconfig', this.kubeconfig, ...args],
      options,
    );
  }

  async mustKubectl(args: readonly string[], options: RunOptions = {}): Promise<string> {
    return must(
      [...this.testbed.inFleetNetwork, this.#kubectl, '--kubeconfig', this.kubeconfig, ...args],
      options,
    );
  }

  async credfleet(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
    return run(
      [...this.testbed.inFleetNetwork, CREDFLEET, '--kubeconfig', this.kubeconfig, ...args],
      options,
    );
  }

  async mustCredfleet(args: readonly string[], options: RunOptions = {}): Promise<string> {
    return must(
      [...this.testbed.inFleetNetwork, CREDFLEET, '--kubeconfig', this.kubeconfig, ...args],
      options,
    );
  }

  /** kubectl apply -f -, the real one. */
  async apply(...objects: readonly object[]): Promise<string> {
    const documents = objects.map((object) => JSON.stringify(object)).join('\n');
    return this.mustKubectl(['apply', '-f', '-'], { stdin: documents });
  }

  async get<T>(kind: string, name: string, namespace?: string): Promise<T> {
    const where = namespace === undefined ? [] : ['-n', namespace];
    return JSON.parse(await this.mustKubectl(['get', kind, name, ...where, '-o', 'json'])) as T;
  }

  /** Creates or replaces a Secret; the value travels on standard input. */
  async putSecret(
    namespace: string,
    name: string,
    data: Readonly<Record<string, string>>,
  ): Promise<void> {
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace },
      stringData: data,
    };
    const existing = await this.kubectl(['get', 'secret', name, '-n', namespace, '-o', 'name']);
    const verb = existing.exitCode === 0 ? 'replace' : 'create';
    await this.mustKubectl([verb, '-f', '-'], { stdin: JSON.stringify(secret) });
  }

  /** By the list of their TPMs; where there is none by token and approval. */
  async enrol(specs: readonly FleetHost[]): Promise<void> {
    const withTpm = specs.filter(({ tpm }) => tpm !== false);
    await this.importHosts(withTpm);
    const joinings = specs.map(async (spec) => {
      const host = this.host(spec.name);
      const hasTpm = withTpm.includes(spec);
      if (!hasTpm) await this.admitByToken(host, spec.labels);
      await this.installAgent(host, hasTpm ? 'TPM' : 'Software');
      await this.waitConnected(spec.name);
    });
    await Promise.all(joinings);
  }

  /** As a delivery's list would be: credfleet hosts import. */
  async importHosts(specs: readonly FleetHost[]): Promise<void> {
    if (specs.length === 0) return;
    const keys = [...new Set(specs.flatMap(({ labels }) => Object.keys(labels ?? {})))];
    const head = ['name', 'ekHash', ...keys.map((key) => `label.${key}`)];
    const rows = specs.map(async ({ name, labels = {} }) => {
      const ekHash = await this.ekHash(this.host(name));
      return [name, ekHash, ...keys.map((key) => labels[key] ?? '')];
    });
    const lines = [head, ...(await Promise.all(rows))].map((row) => row.join(','));
    const file = join(this.testbed.dir, 'hosts.csv');
    writeFileSync(file, `${lines.join('\n')}\n`);
    await this.mustCredfleet(['hosts', 'import', file]);
  }

  /** As the vendor's list or the installer would say: the agent itself tells it, on the host. */
  async ekHash(host: TestHost): Promise<string> {
    const told = await host.must([AGENT, 'identity', '-o', 'json'], {
      env: { SYSTEMD_TPM2_DEVICE: host.tpm.device },
    });
    return (JSON.parse(told) as { readonly ekHash: string }).ekHash;
  }

  /** Approved beforehand, so that nobody waits for the agent to ask again. */
  async admitByToken(host: TestHost, labels: FleetHost['labels'] = {}): Promise<void> {
    await this.apply({
      apiVersion: 'credfleet.dev/v1alpha1',
      kind: 'Host',
      metadata: { name: host.name, labels },
      spec: {},
    });
    const token = (await this.mustCredfleet(['hosts', 'token', 'create', host.name])).trim();
    await host.must(['mkdir', '-p', '/etc/credfleet']);
    await host.writeFile('/etc/credfleet/join-token', token, 0o600);
    await this.mustCredfleet(['hosts', 'approve', host.name]);
  }

  /** An agent beside the one of the unit, with options on its command line. */
  agentCommand(options: AgentOptions): readonly string[] {
    return [AGENT, ...this.#agentOptions(options).map(([name, value]) => `--${name}=${value}`)];
  }

  async installAgent(host: TestHost, identity: 'TPM' | 'Software' = 'TPM'): Promise<void> {
    const options = this.#agentOptions({ hostName: host.name, identity });
    const lines = options.map(([name, value]) => `${name}=${value}\n`);
    await host.writeFile(AGENT_CONFIG, lines.join(''));
    const dropIns = '/etc/systemd/system/credfleet-agent.service.d';
    await host.writeFile(`${dropIns}/testbed.conf`, IMPATIENT);
    await host.must(['systemctl', 'daemon-reload']);
    await host.must(['systemctl', 'restart', 'credfleet-agent.service']);
  }

  #agentOptions(options: AgentOptions): readonly (readonly [string, string])[] {
    const address = this.testbed.controllerAddress;
    return Object.entries({
      'controller-enroll': `${address}:${ENROLL_PORT}`,
      'controller-session': `${address}:${SESSION_PORT}`,
      'ca-pin': options.caPin ?? this.caPin(),
      'host-name': options.hostName,
      'state-dir': options.stateDir ?? '/var/lib/credfleet',
      'token-file': options.tokenFile ?? '/etc/credfleet/join-token',
      identity: options.identity ?? 'TPM',
      'backoff-base-ms': '200',
      // A controller that was away for a minute would be waited for up to three more.
      'backoff-max-ms': '5000',
    });
  }

  /** "sha256:" and the hash of the CA's public key, read from the kubeconfig as an operator would. */
  caPin(): string {
    const encoded =
      /certificate-authority-data: (\S+)/u.exec(readFileSync(this.kubeconfig, 'utf8'))?.[1] ?? '';
    const spki = new X509Certificate(Buffer.from(encoded, 'base64')).publicKey.export({
      type: 'spki',
      format: 'der',
    });
    return `sha256:${createHash('sha256').update(spki).digest('hex')}`;
  }

  async waitConnected(name: string, status = 'True'): Promise<void> {
    await this.mustKubectl(
      ['wait', `host/${name}`, `--for=condition=Connected=${status}`, '--timeout=60s'],
      { timeoutMs: 70_000 },
    );
  }

  async close(): Promise<void> {
    await this.stopController('SIGTERM').catch(() => undefined);
    await this.testbed.close();
  }
}
