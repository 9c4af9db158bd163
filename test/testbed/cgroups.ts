/**
 * One cgroup per guest. Without it systemd-nspawn puts all guests into the same one, where units of
 * equal name share limits and are killed together. Knows both layouts: cgroup v2 alone (any current
 * Debian) and v1 hierarchies beside a cgroup2 mount (some virtual machines).
 * @module
 */
import { mkdirSync, readFileSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { kill, waitUntil } from './processes.ts';

/** The v1 hierarchies in which a guest gets its own folder, where they exist. */
const V1_CONTROLLERS: ReadonlySet<string> = new Set(['name=systemd', 'memory', 'pids']);

/** Mount points of the hierarchies a guest must have a cgroup in, cgroup2 first. */
export function findHierarchies(mountTable: string): readonly string[] {
  const mounts = mountTable.split('\n').map((line) => line.split(' '));
  const points = (isWanted: (type: string, options: readonly string[]) => boolean): string[] =>
    mounts
      .filter(([, , type = '', options = '']) => isWanted(type, options.split(',')))
      .map(([, point = '']) => point);
  return [
    ...points((type) => type === 'cgroup2').slice(0, 1),
    ...points((type, options) => type === 'cgroup' && options.some((it) => V1_CONTROLLERS.has(it))),
  ];
}

/** Makes the guest's cgroups; returns the files to which a process writes its PID to join them. */
export function makeCgroups(name: string): readonly string[] {
  const hierarchies = machineHierarchies();
  if (hierarchies.length === 0) {
    throw new Error('no cgroup file system is mounted: mount cgroup2 on /sys/fs/cgroup');
  }
  return hierarchies.map((hierarchy) => {
    mkdirSync(join(hierarchy, name), { recursive: true });
    return join(hierarchy, name, 'cgroup.procs');
  });
}

/** Names of all cgroups at the top of the hierarchies that begin with `prefix`. */
export function cgroupsWithPrefix(prefix: string): readonly string[] {
  const names = machineHierarchies().flatMap((hierarchy) => readdirSync(hierarchy));
  return [...new Set(names.filter((name) => name.startsWith(prefix)))];
}

function processesIn(name: string): readonly number[] {
  const folders = machineHierarchies().flatMap((hierarchy) => tree(join(hierarchy, name)));
  const pids = folders.flatMap((folder) => readPids(join(folder, 'cgroup.procs')));
  return [...new Set(pids)];
}

/**
 * Kills everything in the cgroup. The guest's own processes go first: systemd-nspawn then cleans up
 * after itself and ends; it is killed only when it does not.
 */
export async function killCgroup(name: string): Promise<void> {
  for (const pid of processesIn(name)) if (!isNspawn(pid)) kill(pid, 'SIGKILL');
  const isEmpty = (): boolean => processesIn(name).length === 0;
  if (await waitUntil(isEmpty, 3_000)) return;
  await waitUntil(() => {
    for (const pid of processesIn(name)) kill(pid, 'SIGKILL');
    return isEmpty();
  }, 10_000);
}

/**
 * Removes the folders below the cgroup, and itself too when `self` is set. Then whoever joins it
 * meanwhile is killed: a guest whose owner died between making the cgroup and joining it.
 */
export async function removeCgroups(
  name: string,
  { self }: { readonly self: boolean },
): Promise<void> {
  for (const hierarchy of machineHierarchies()) {
    const top = join(hierarchy, name);
    const remaining = (): readonly string[] => tree(top).filter((folder) => self || folder !== top);
    // A cgroup stays busy for a moment after its last process has ended.
    await waitUntil(() => {
      for (const folder of [...remaining()].reverse()) tryRemove(folder);
      if (self) for (const pid of processesIn(name)) kill(pid, 'SIGKILL');
      return remaining().length === 0;
    }, 5_000);
  }
}

function machineHierarchies(): readonly string[] {
  return findHierarchies(readFileSync('/proc/self/mounts', 'utf8'));
}

/** The folder and all below it, parents before children. */
function tree(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const below = entries
      .filter((it) => it.isDirectory())
      .flatMap((it) => tree(join(folder, it.name)));
    return [folder, ...below];
  } catch {
    return [];
  }
}

function readPids(file: string): number[] {
  try {
    // PID 0 stands for a process of another PID namespace.
    return readFileSync(file, 'utf8')
      .split('\n')
      .map(Number)
      .filter((pid) => pid > 0);
  } catch {
    return [];
  }
}

/** nspawn itself, not a child of it that has not yet become the guest's systemd. */
function isNspawn(pid: number): boolean {
  const { name, parent } = nameAndParent(pid);
  return name === 'systemd-nspawn' && nameAndParent(parent).name !== name;
}

function nameAndParent(pid: number): { readonly name: string; readonly parent: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const [, name = '', parent = '0'] = /^Name:\t(.*)\n(?:.*\n)*?PPid:\t(\d+)/.exec(status) ?? [];
    return { name, parent: Number(parent) };
  } catch {
    return { name: '', parent: 0 };
  }
}

function tryRemove(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Gone or still busy: the caller looks again.
  }
}
