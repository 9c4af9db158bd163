/**
 * A lock between processes that a dead owner cannot keep.
 * @module
 */
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ProcessIdentity, identityOf, isAlive } from './processes.ts';

export type LockOptions = { readonly onWait?: (ownerPid: number) => void };

/** Runs `work` while no other process holds the lock file. */
export async function withLock<Result>(
  file: string,
  work: () => Promise<Result>,
  { onWait }: LockOptions = {},
): Promise<Result> {
  let announced = false;
  for (;;) {
    if (tryLock(file)) break;
    const owner = readOwner(file);
    if (owner !== undefined && isAlive(owner)) {
      if (!announced) onWait?.(owner.pid);
      announced = true;
      await sleep(200);
    } else {
      rmSync(file, { force: true });
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** The file appears together with its content, so nobody ever reads half an owner. */
function tryLock(file: string): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(identityOf(process.pid)));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function readOwner(file: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
}
