/**
 * Whether a service's processes do anything: the kernel's run times, which stand still once a service
 * has started up. A service that dies of its new credential does so while it is still busy starting.
 * @module
 */
import { readFileSync } from 'node:fs';

/**
 * Two equal answers some time apart mean that nothing ran in between, and nothing was forked or ended; undefined:
 * something runs just now, or nothing is there any more.
 */
export type ReadActivity = (pids: readonly number[]) => string | undefined;

/** Runnable, in uninterruptible sleep or dead, as in /proc/PID/stat. */
const BUSY = /^[RDZX]$/u;
const ENDED = '';

/** At once: the kernel answers from memory. */
export const readActivity: ReadActivity = (pids) => {
  const living: string[] = [];
  for (const pid of pids) {
    const activity = activityOf(pid);
    if (activity === undefined) return undefined;
    if (activity !== ENDED) living.push(activity);
  }
  return living.length === 0 ? undefined : living.sort().join();
};

function activityOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    if (BUSY.test(stat.charAt(stat.lastIndexOf(')') + 2))) return undefined;
    return `${pid}:${readFileSync(`/proc/${pid}/schedstat`, 'latin1').trim()}`;
  } catch {
    // A child that has done its part of the start. Who waited for it runs, which shows.
    return ENDED;
  }
}
