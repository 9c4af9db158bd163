/**
 * Starts test hosts: real systemd as PID 1 in containers, each with its own software TPM, in one
 * private network. This is the only file of the testbed that tests import.
 * @module
 */
import { type Surroundings, buildHost } from './build-host.ts';
import type { Host } from './host.ts';
import { raiseInotifyLimit } from './inotify.ts';
import { KeeperClient } from './keeper-client.ts';
import { CONTROLLER_ADDRESS, FleetNetwork } from './network.ts';
import { ensureTestbedPrerequisites } from './prerequisites.ts';
import { type TestbedPaths, createRecord, newTestbedPaths, recordKeeper } from './record.ts';
import { INOTIFY_FILE, killGuests, removeLeftOvers, removeTestbed } from './remove.ts';
import type { HostSpec, TestHost, Testbed, TestbedOptions } from './types.ts';
import { join } from 'node:path';

export { ensureTestbedPrerequisites } from './prerequisites.ts';
export type * from './types.ts';

/** Installs and builds what is missing, removes left-overs of dead testbeds, boots all hosts. */
export async function startTestbed(options: TestbedOptions): Promise<Testbed> {
  const { hosts, dir, binds = [], deb, onProgress = () => {} } = options;
  const releases = hosts.map(({ release }) => release);
  await ensureTestbedPrerequisites(onProgress, releases);
  await removeLeftOvers(onProgress);

  const paths = newTestbedPaths(dir);
  createRecord(paths);
  const testbed = new RunningTestbed(paths, { binds, deb });
  try {
    raiseInotifyLimit(INOTIFY_FILE);
    await testbed.createNetwork();
    const startedAt = performance.now();
    await addAll(testbed, hosts);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    onProgress(`${hosts.length} hosts are running after ${seconds} s`);
    return testbed;
  } catch (cause) {
    await testbed.close();
    throw cause;
  }
}

/** Waits for every host, also when one fails: a host still in the making could not be removed. */
async function addAll(testbed: RunningTestbed, hosts: readonly HostSpec[]): Promise<void> {
  const results = await Promise.allSettled(hosts.map((spec) => testbed.addHost(spec)));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

class RunningTestbed implements Testbed {
  readonly dir: string;
  readonly controllerAddress = CONTROLLER_ADDRESS;
  private readonly paths: TestbedPaths;
  private readonly surroundings: Surroundings;
  /** In the order of the specs, also while hosts are being made at the same time. */
  private readonly slots: (Host | undefined)[] = [];
  private closing: Promise<void> | undefined;

  constructor(paths: TestbedPaths, given: Pick<Surroundings, 'binds' | 'deb'>) {
    this.dir = paths.dataDir;
    this.paths = paths;
    const keeper = new KeeperClient(paths);
    recordKeeper(paths.runtimeDir, keeper.identity);
    const network = new FleetNetwork(join(paths.runtimeDir, 'net'));
    this.surroundings = { paths, keeper, network, ...given };
  }

  get hosts(): readonly TestHost[] {
    return this.slots.filter((host) => host !== undefined);
  }

  get inFleetNetwork(): readonly string[] {
    return this.surroundings.network.inFleetNetwork;
  }

  host(name: string): TestHost {
    const found = this.hosts.find((host) => host.name === name);
    if (found !== undefined) return found;
    const names = this.hosts.map((host) => host.name).join(', ');
    throw new Error(`the testbed has no host ${name}; it has ${names}`);
  }

  createNetwork(): Promise<void> {
    return this.surroundings.network.create();
  }

  async addHost(spec: HostSpec): Promise<TestHost> {
    await ensureTestbedPrerequisites(() => {}, [spec.release]);
    const index = this.slots.push(undefined) - 1;
    const host = await buildHost(spec, index, this.surroundings);
    this.slots[index] = host;
    await host.boot();
    // Makes the host key, as an installer would; systemd would do the same at first use.
    await host.must(['systemd-creds', 'setup']);
    return host;
  }

  close(): Promise<void> {
    this.closing ??= this.remove();
    return this.closing;
  }

  private async remove(): Promise<void> {
    await killGuests(this.paths);
    await this.surroundings.keeper.quit();
    await removeTestbed(this.paths);
  }
}
