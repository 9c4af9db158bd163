/**
 * Makes one host: disk, network link, cgroup, TPM. Does not boot it.
 * @module
 */
import { chmodSync, copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { BootLoader } from './boot-loader.ts';
import { makeCgroups } from './cgroups.ts';
import { mustExec } from './exec.ts';
import { Guest } from './guest.ts';
import { guestFiles, writeGuestFiles } from './guest-files.ts';
import { GUEST_TPM_DIR, RemoteTpm, TPM_DEVICE, TPM_SOCKET } from './host-tpm.ts';
import { Host } from './host.ts';
import type { KeeperClient } from './keeper-client.ts';
import { type FleetNetwork, hostAddress } from './network.ts';
import { lowerLayers } from './package-layers.ts';
import type { TestbedPaths } from './record.ts';
import { rootDirOf, systemdVersionOf } from './roots.ts';
import type { HostSpec, TestbedBind } from './types.ts';

export type Surroundings = {
  readonly paths: TestbedPaths;
  readonly keeper: KeeperClient;
  readonly network: FleetNetwork;
  readonly binds: readonly TestbedBind[];
  readonly deb: string | undefined;
};

const HOST_NAME = /^[a-z0-9]([a-z0-9-]{0,37}[a-z0-9])?$/;

/** `index` counts the hosts of the testbed from 0 and decides the address. */
export async function buildHost(
  spec: HostSpec,
  index: number,
  surroundings: Surroundings,
): Promise<Host> {
  const { name, release, tpm: hasTpm = true } = spec;
  if (!HOST_NAME.test(name)) {
    throw new Error(`host name '${name}': use 1-39 lower case letters, digits and dashes`);
  }
  const { paths, keeper, network, binds } = surroundings;
  const address = hostAddress(index);
  const machine = `${paths.prefix}${name}`;
  const rootDir = await mountDisk(spec, address, surroundings);
  const socketDir = join(paths.runtimeDir, 'tpm', name);
  if (hasTpm) await addTpm(name, socketDir, surroundings);
  const bootLoader = spec.bootLoader === true ? bootLoaderOf(spec, rootDir, paths) : undefined;
  const guest = new Guest({
    ...(bootLoader === undefined ? {} : { bootLoader }),
    name,
    rootDir,
    machine,
    cgroupFiles: makeCgroups(machine),
    networkNamespace: await network.join(index),
    consoleLog: join(paths.dataDir, 'hosts', name, 'console.log'),
    binds: hasTpm
      ? [...binds, { source: socketDir, target: GUEST_TPM_DIR, writable: true }]
      : binds,
    environment: hasTpm ? { SYSTEMD_TPM2_DEVICE: TPM_DEVICE } : {},
  });
  return new Host({
    name,
    release,
    systemdVersion: systemdVersionOf(rootDirOf(release)),
    address,
    rootDir,
    guest,
    tpm: new RemoteTpm(name, keeper),
    hasTpm,
    setLink: (state) => network.setLink(index, state),
  });
}

/** An overlay over the shared root; all that the host changes stays in its upper folder. */
async function mountDisk(
  spec: HostSpec,
  address: string,
  { paths, deb }: Surroundings,
): Promise<string> {
  const hostDir = join(paths.dataDir, 'hosts', spec.name);
  if (existsSync(hostDir)) throw new Error(`host ${spec.name} exists already in this testbed`);
  const [upper, work, root] = ['upper', 'work', 'root'].map((folder) => join(hostDir, folder));
  for (const folder of [upper, work, root]) mkdirSync(folder ?? '', { recursive: true });
  const tpmDevice = spec.tpm === false ? undefined : TPM_DEVICE;
  await writeGuestFiles(upper ?? '', guestFiles({ name: spec.name, address, tpmDevice }));
  const lower = await lowerLayers(spec.release, deb);
  const layers = `lowerdir=${lower},upperdir=${upper},workdir=${work}`;
  await mustExec(['mount', '-t', 'overlay', 'overlay', '-o', layers, root ?? '']);
  return root ?? '';
}

function bootLoaderOf({ name }: HostSpec, rootDir: string, paths: TestbedPaths): BootLoader {
  const bootLoader = new BootLoader(rootDir, join(paths.dataDir, 'hosts', name, 'handed-over'));
  bootLoader.install();
  return bootLoader;
}

async function addTpm(name: string, socketDir: string, around: Surroundings): Promise<void> {
  const stateDir = join(around.paths.dataDir, 'tpm', name);
  for (const folder of [stateDir, socketDir]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const options = {
    program: swtpmProgram(around.paths.runtimeDir),
    stateDir,
    logFile: join(stateDir, 'log'),
    socketPath: join(socketDir, TPM_SOCKET),
  };
  await around.keeper.request(name, { kind: 'addTpm', options });
}

/** A copy: Debian 13's AppArmor profile holds the installed program to folders that are not ours. */
function swtpmProgram(runtimeDir: string): string {
  const copy = join(runtimeDir, 'swtpm');
  if (!existsSync(copy)) {
    copyFileSync('/usr/bin/swtpm', copy);
    chmodSync(copy, 0o755);
  }
  return copy;
}
