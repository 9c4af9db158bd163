/**
 * Removes a testbed, knowing only its ID and its record. The same code serves close(), the keeper of
 * a testbed whose owner died, and the janitor.
 * @module
 */
import { existsSync, rmSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cgroupsWithPrefix, killCgroup, removeCgroups } from './cgroups.ts';
import { restoreInotifyLimit } from './inotify.ts';
import { withLock } from './lock.ts';
import { mountPointsBelow, unmountBelow } from './mounts.ts';
import { isAlive, kill, waitUntil } from './processes.ts';
import {
  listTestbeds,
  ownDataDir,
  pathsOf,
  readRecord,
  RUNTIME_BASE,
  type TestbedPaths,
} from './record.ts';

/** Holds the inotify limit that was found before the first testbed raised it. */
export const INOTIFY_FILE: string = join(RUNTIME_BASE, 'inotify-limit-before');

/** nspawn's own folders on the outside, which it leaves behind when it is killed. */
const NSPAWN_FOLDERS = ['/run/systemd/nspawn/unix-export', '/run/systemd/nspawn/propagate'];
const NSPAWN_LOCKS = '/run/systemd/nspawn/locks';
const KEEPER_GRACE_MS = 20_000;
const WHOLE = { recursive: true, force: true } as const;
const AGAIN = { maxRetries: 10, retryDelay: 100 } as const;

export async function killGuests({ prefix }: TestbedPaths): Promise<void> {
  await Promise.all(cgroupsWithPrefix(prefix).map(killCgroup));
}

/** Removes everything but processes outside the guests' cgroups. May be repeated. */
export async function removeTestbed(paths: TestbedPaths): Promise<void> {
  await killGuests(paths);
  for (const name of cgroupsWithPrefix(paths.prefix)) {
    await removeCgroups(name, { self: true });
    for (const folder of NSPAWN_FOLDERS.map((base) => join(base, name))) {
      await unmountBelow(folder);
      rmSync(folder, WHOLE);
    }
  }
  removeInodeLocks(paths.dataDir);
  await unmountBelow(paths.dataDir);
  await unmountBelow(paths.runtimeDir);
  removeData(paths);
  rmSync(paths.runtimeDir, WHOLE);
  if (listTestbeds().length === 0) restoreInotifyLimit(INOTIFY_FILE);
  removeIfEmpty(RUNTIME_BASE);
}

/** Removes the testbeds whose owner no longer runs, one janitor at a time; returns their IDs. */
export async function removeLeftOvers(
  onProgress: (line: string) => void,
): Promise<readonly string[]> {
  if (listTestbeds().length === 0) return [];
  return withLock(`${RUNTIME_BASE}.lock`, () => removeDead(onProgress));
}

async function removeDead(onProgress: (line: string) => void): Promise<readonly string[]> {
  const removed: string[] = [];
  for (const id of listTestbeds()) {
    const paths = pathsOf(id, '');
    const record = readRecord(paths.runtimeDir);
    if (record === undefined ? isOwnerRunning(id) : isAlive(record.owner)) continue;
    onProgress(`removing what is left of testbed ${id} …`);
    if (record?.keeper !== undefined) await endKeeper(record.keeper);
    // The keeper may have finished the work meanwhile.
    if (!existsSync(paths.runtimeDir)) continue;
    await removeTestbed(pathsOf(id, record?.dataDir ?? paths.runtimeDir));
    removed.push(id);
  }
  return removed;
}

/** The keeper is at the same work: it gets time to finish, then it is wedged and must go. */
async function endKeeper(
  keeper: NonNullable<ReturnType<typeof readRecord>>['owner'],
): Promise<void> {
  const hasEnded = await waitUntil(() => !isAlive(keeper), KEEPER_GRACE_MS);
  if (!hasEnded) kill(keeper.pid, 'SIGKILL');
}

/** For the moment between the making of the folder and of the record: the ID begins with the PID. */
function isOwnerRunning(id: string): boolean {
  return existsSync(`/proc/${Number.parseInt(id, 10)}`);
}

/** nspawn locks a root by device and inode, and leaves the file when it is killed. */
function removeInodeLocks(dataDir: string): void {
  for (const root of mountPointsBelow(dataDir)) {
    const stat = statSync(root, { throwIfNoEntry: false });
    if (stat !== undefined) {
      rmSync(join(NSPAWN_LOCKS, `inode-${stat.dev}:${stat.ino}`), { force: true });
    }
  }
}

/** Of a folder that somebody named only what the testbed made. */
function removeData({ id, dataDir }: TestbedPaths): void {
  // A controller whose owner died may write its last words.
  if (dataDir === ownDataDir(id)) return rmSync(dataDir, { ...WHOLE, ...AGAIN });
  for (const folder of ['hosts', 'tpm']) rmSync(join(dataDir, folder), WHOLE);
  removeIfEmpty(dataDir);
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Not empty or already gone; both are as wanted.
  }
}
