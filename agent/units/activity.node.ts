/**
 * Whether a service's processes do anything: the kernel's run times, which stand still once a service
 * has started up. A service that dies of its new credential does so while it is still busy starting.
 * @module
 */
import { readFileSync } from 'node:fs';

/**
 * Two equal answers some time apart mean that nothing ran in between, and nothing was forked; undefined:
 * something runs or ended just now, or there is nothing.
 */
export type ReadActivity = (pids: readonly number[]) => Promise<string | undefined>;

/** Runnable, in uninterruptible sleep or dead, as in /proc/PID/stat. */
const BUSY = /^[RDZX]$/u;

export const readActivity: ReadActivity = async (pids) => {
  const all = pids.map(activityOf);
  return all.length === 0 || all.includes(undefined) ? undefined : all.join();
};

/** At once: the kernel answers from memory. */
function activityOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const schedstat = readFileSync(`/proc/${pid}/schedstat`, 'latin1');
    const state = stat.slice(stat.lastIndexOf(')') + 2).charAt(0);
    return BUSY.test(state) ? undefined : `${pid}:${schedstat.trim()}`;
  } catch {
    // It ended while we looked, which is activity.
    return undefined;
  }
}
