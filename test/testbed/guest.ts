/**
 * One systemd-nspawn container with a complete systemd: start, wait until it runs, stop.
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { type BootLoader, HANDED_OVER_VARIABLE } from './boot-loader.ts';
import { removeCgroups } from './cgroups.ts';
import { CLEAN_ENVIRONMENT, type Completed, exec } from './exec.ts';
import { childrenOf, kill, killTree, waitUntil } from './processes.ts';
import type { RunOptions, TestbedBind } from './types.ts';

type Bind = TestbedBind & { readonly writable?: boolean };

export type GuestOptions = {
  readonly name: string;
  readonly rootDir: string;
  /** Machine name for nspawn; also the name of the guest's cgroup. */
  readonly machine: string;
  readonly cgroupFiles: readonly string[];
  readonly networkNamespace: string;
  readonly consoleLog: string;
  readonly binds: readonly Bind[];
  readonly bootLoader?: BootLoader;
  /** Environment of PID 1 and of every command. */
  readonly environment: Readonly<Record<string, string>>;
};

const BOOT_TIMEOUT_MS = 180_000;
const POWER_OFF_TIMEOUT_MS = 100_000;
/** SIGRTMIN+4: systemd starts poweroff.target. */
const SIGNAL_POWER_OFF = 38;
/**
 * Joins the cgroups whose files come before `--`, then becomes the command after it. A cgroup that
 * is gone means that the testbed is being removed.
 */
const JOIN_CGROUPS =
  'while [ "$1" != -- ]; do echo $$ >"$1" || exit 1; shift; done; shift; exec "$@"';

export class Guest {
  private readonly options: GuestOptions;
  private nspawn: ChildProcess | undefined;
  private leader: number | undefined;

  constructor(options: GuestOptions) {
    this.options = options;
  }

  get isRunning(): boolean {
    return this.nspawn !== undefined && !hasExited(this.nspawn);
  }

  leaderPid(): number {
    if (!this.isRunning || this.leader === undefined) {
      throw new Error(`host ${this.options.name} is switched off; call boot() first`);
    }
    return this.leader;
  }

  /** Starts the guest and waits until systemd reports `running`. */
  async start(): Promise<void> {
    // systemd leaves the folders of its units' cgroups behind.
    await removeCgroups(this.options.machine, { self: false });
    const nspawn = this.spawnNspawn();
    this.nspawn = nspawn;
    const isManagerUp = (): boolean => {
      this.leader = findLeader(nspawn.pid);
      const socket = `/proc/${this.leader}/root/run/systemd/private`;
      return hasExited(nspawn) || (this.leader !== undefined && existsSync(socket));
    };
    const answered = await waitUntil(isManagerUp, BOOT_TIMEOUT_MS);
    if (!answered || hasExited(nspawn)) throw this.bootError('systemd did not start');

    const wait = ['systemctl', 'is-system-running', '--wait'];
    const state = (await this.exec(wait, { timeoutMs: BOOT_TIMEOUT_MS })).stdout.toString().trim();
    if (state === 'running') return;
    const failed = await this.exec(['systemctl', 'list-units', '--state=failed', '--no-legend']);
    throw this.bootError(`systemd reports '${state}'. ${failed.stdout.toString().trim()}`);
  }

  /** Runs a command inside all namespaces of the guest. */
  exec(args: readonly string[], options: RunOptions = {}): Promise<Completed> {
    const environment = {
      ...CLEAN_ENVIRONMENT,
      SYSTEMD_PAGER: 'cat',
      SYSTEMD_COLORS: '0',
      ...this.options.environment,
      ...options.env,
    };
    const assignments = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
    const enter = ['nsenter', '-t', String(this.leaderPid()), '-a', '--'];
    return exec([...enter, 'env', '-i', ...assignments, ...args], { ...options, env: {} });
  }

  /** Shuts the guest down as its administrator would. */
  async powerOff(): Promise<void> {
    if (!this.isRunning) return;
    kill(this.leaderPid(), SIGNAL_POWER_OFF);
    const isOff = await waitUntil(() => !this.isRunning, POWER_OFF_TIMEOUT_MS);
    if (!isOff) {
      await this.crash();
      const seconds = POWER_OFF_TIMEOUT_MS / 1000;
      throw new Error(
        `host ${this.options.name} did not power off within ${seconds} s; it was killed`,
      );
    }
  }

  /** Ends the guest as a power failure would. */
  async crash(): Promise<void> {
    if (this.nspawn?.pid === undefined || !this.isRunning) return;
    // Killing PID 1 takes the whole PID namespace with it; nspawn then ends by itself.
    if (this.leader !== undefined) kill(this.leader, 'SIGKILL');
    const isOff = await waitUntil(() => !this.isRunning, 5_000);
    if (!isOff) killTree(this.nspawn.pid);
    await waitUntil(() => !this.isRunning, 5_000);
  }

  private spawnNspawn(): ChildProcess {
    const { cgroupFiles, consoleLog } = this.options;
    const log = openSync(consoleLog, 'a');
    const command = [...cgroupFiles, '--', 'systemd-nspawn', ...nspawnArguments(this.options)];
    const child = spawn('/bin/sh', ['-c', JOIN_CGROUPS, 'join-cgroups', ...command], {
      // The guest's systemd 256+ needs cgroup2 for itself, whatever the machine outside uses.
      env: { ...CLEAN_ENVIRONMENT, SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1' },
      stdio: ['ignore', log, log],
      detached: true,
    });
    child.on('error', () => {});
    child.unref();
    closeSync(log);
    return child;
  }

  private bootError(reason: string): Error {
    const { name, consoleLog } = this.options;
    const console = readFileSync(consoleLog, 'utf8').trim().split('\n').slice(-15).join('\n');
    return new Error(
      `host ${name} did not boot: ${reason}. Last lines of its console:\n${console}`,
    );
  }
}

function nspawnArguments(options: GuestOptions): readonly string[] {
  const handedOver = options.bootLoader === undefined ? [] : [options.bootLoader.handOver()];
  const binds = [...options.binds, ...handedOver].map(
    ({ source, target, writable }: Bind) =>
      `--bind${writable === true ? '' : '-ro'}=${escapeColons(source)}:${escapeColons(target)}`,
  );
  const environment = Object.entries(options.environment);
  return [
    '--quiet',
    '--boot',
    '--console=pipe',
    '--register=no',
    '--keep-unit',
    '--settings=no',
    '--link-journal=no',
    '--resolv-conf=off',
    '--timezone=off',
    `--directory=${options.rootDir}`,
    `--machine=${options.machine}`,
    `--hostname=${options.name}`,
    `--network-namespace-path=${options.networkNamespace}`,
    ...environment.map(([name, value]) => `--setenv=${name}=${value}`),
    ...(options.bootLoader === undefined ? [] : [`--setenv=${HANDED_OVER_VARIABLE}`]),
    ...binds,
  ];
}

function escapeColons(path: string): string {
  return path.replaceAll(':', '\\:');
}

function hasExited(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

/**
 * The child of nspawn that is systemd and PID 1 of a namespace of its own. Before it has become
 * systemd it still sees the outer file system, and an outer systemd there.
 */
function findLeader(nspawnPid: number | undefined): number | undefined {
  if (nspawnPid === undefined) return undefined;
  return childrenOf(nspawnPid).find((pid) => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      return /^Name:\tsystemd$/m.test(status) && /^NSpid:.*\s1$/m.test(status);
    } catch {
      return false;
    }
  });
}
