/**
 * Facts about processes that survive the reuse of process IDs, and killing by PID only.
 * @module
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process that cannot be confused with a later one of the same PID, even after a reboot. */
export type ProcessIdentity = {
  readonly pid: number;
  readonly startTime: string;
  readonly bootId: string;
};

export function identityOf(pid: number): ProcessIdentity | undefined {
  const startTime = startTimeOf(pid);
  return startTime === undefined ? undefined : { pid, startTime, bootId: bootId() };
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identity.bootId === bootId() && identity.startTime === startTimeOf(identity.pid);
}

/** Direct children of all threads of a process. */
export function childrenOf(pid: number): readonly number[] {
  const children = readOrEmpty(`/proc/${pid}/task/${pid}/children`);
  return children.split(' ').filter(Boolean).map(Number);
}

/** Sends SIGKILL to a process and everything below it; a process that is gone is fine. */
export function killTree(pid: number): void {
  const below = childrenOf(pid);
  kill(pid, 'SIGKILL');
  for (const child of below) killTree(child);
}

/** True when the signal was delivered. */
export function kill(pid: number, signal: NodeJS.Signals | number): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** Polls until `done` says true; returns false when the time is over. */
export async function waitUntil(done: () => boolean, timeoutMs: number): Promise<boolean> {
  const deadlineMs = performance.now() + timeoutMs;
  while (!done()) {
    if (performance.now() > deadlineMs) return false;
    await sleep(5);
  }
  return true;
}

function startTimeOf(pid: number): string | undefined {
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  // The second field is the command name in brackets and may hold spaces; count from behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A zombie no longer holds anything.
  return fields[0] === 'Z' ? undefined : fields[19];
}

function bootId(): string {
  return readOrEmpty('/proc/sys/kernel/random/boot_id').trim();
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
