/**
 * CPU and memory of a process as the kernel counts them (proc(5)), for processes here and inside hosts.
 * @module
 */
import { readFileSync } from 'node:fs';
import type { TestHost } from '#test/testbed/testbed.ts';

export type Usage = {
  readonly cpuSeconds: number;
  /** Of processes that it started and that have ended. */
  readonly childrenCpuSeconds: number;
  readonly rssMiB: number;
  /** Since the start, or since it was last forgotten. */
  readonly peakRssMiB: number;
};

const CLOCK_TICKS_PER_SECOND = 100;

export function usageOf(pid: number): Usage {
  return parseUsage(
    readFileSync(`/proc/${pid}/stat`, 'utf8'),
    readFileSync(`/proc/${pid}/status`, 'utf8'),
  );
}

const IDLE_MS = 200;
const SETTLE_MS = 5_000;

/** Waits until the process has used no CPU for a while, at most 5 s: what it does afterwards would slow what is measured next. */
export async function settled(pid: number): Promise<void> {
  const untilMs = performance.now() + SETTLE_MS;
  let before = usageOf(pid).cpuSeconds;
  while (performance.now() < untilMs) {
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    const now = usageOf(pid).cpuSeconds;
    if (now === before) return;
    before = now;
  }
}

export async function agentUsage(host: TestHost): Promise<Usage> {
  const pid = await agentPid(host);
  return parseUsage(
    await host.must(['cat', `/proc/${pid}/stat`]),
    await host.must(['cat', `/proc/${pid}/status`]),
  );
}

/** clear_refs, 5: the kernel counts the peak anew from now on. */
export async function forgetPeak(host: TestHost): Promise<void> {
  await host.must(['sh', '-c', 'echo 5 >"/proc/$1/clear_refs"', 'forget', await agentPid(host)]);
}

async function agentPid(host: TestHost): Promise<string> {
  const show = ['systemctl', 'show', 'credfleet-agent.service', '-p', 'MainPID', '--value'];
  return (await host.must(show)).trim();
}

/** utime, stime, cutime and cstime are fields 14 to 17 of stat; the name before them may contain spaces. */
function parseUsage(stat: string, status: string): Usage {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const seconds = (first: number): number =>
    (Number(fields[first]) + Number(fields[first + 1])) / CLOCK_TICKS_PER_SECOND;
  const mebibytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'mu').exec(status)?.[1] ?? Number.NaN) / 1024;
  return {
    cpuSeconds: seconds(11),
    childrenCpuSeconds: seconds(13),
    rssMiB: mebibytes('VmRSS'),
    peakRssMiB: mebibytes('VmHWM'),
  };
}
