/**
 * Whether a unit's threads do anything: the kernel's account of its control group, which stands still once a service
 * has started up. A service that dies of its new credential does so while it is still busy starting.
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Two equal answers some time apart mean that nothing ran in between, in no thread, and nothing was forked or ended;
 * undefined: something runs just now, nothing is there any more, or this host's kernel does not say (cgroup v1).
 */
export type ReadActivity = (controlGroup: string) => string | undefined;

/** Runnable, in uninterruptible sleep or dead, as in /proc/PID/stat. */
const BUSY = /^[RDZX]$/u;
const WITHOUT_GROUPS_BELOW = 'nr_descendants 0\n';
const CPU_TIME = /^usage_usec \d+$/mu;

/**
 * At once: the kernel answers from memory.
 * @param cgroups where its groups are, /sys/fs/cgroup
 */
export function activityReader(cgroups: string): ReadActivity {
  return (controlGroup) => {
    const folder = `${cgroups}${controlGroup}`;
    try {
      const threads = threadsIn(folder);
      if (threads.length === 0 || threads.some(isBusy)) return undefined;
      // Last: when it has not changed since the look before, the list and the states are still true.
      const [cpuTime] = CPU_TIME.exec(textOf(`${folder}/cpu.stat`)) ?? [];
      return cpuTime === undefined ? undefined : `${threads.join()} ${cpuTime}`;
    } catch {
      // A thread or a group that has just ended. Or a kind of group without such files, and then nothing can be said.
      return undefined;
    }
  };
}

/** Of the groups below too: a unit may have some of its own (Delegate=). */
function threadsIn(folder: string): readonly string[] {
  const own = textOf(`${folder}/cgroup.threads`).split('\n').filter(isText);
  if (textOf(`${folder}/cgroup.stat`).startsWith(WITHOUT_GROUPS_BELOW)) return own;
  const groups = readdirSync(folder, { withFileTypes: true }).filter((it) => it.isDirectory());
  return [...own, ...groups.flatMap(({ name }) => threadsIn(`${folder}/${name}`))];
}

function isBusy(thread: string): boolean {
  const stat = textOf(`/proc/${thread}/stat`);
  return BUSY.test(stat.charAt(stat.lastIndexOf(')') + 2));
}

/** Node reads UTF-8 in one call. */
function textOf(file: string): string {
  return readFileSync(file, 'utf8');
}

function isText(line: string): boolean {
  return line !== '';
}
