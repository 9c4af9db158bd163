/**
 * CPU and memory of a process as the kernel counts them (proc(5)), for processes here and inside hosts.
 * @module
 */
import { readFileSync } from 'node:fs';
import type { TestHost } from '#test/testbed/testbed.ts';

export type Usage = { readonly cpuSeconds: number; readonly rssMiB: number };

const CLOCK_TICKS_PER_SECOND = 100;

export function usageOf(pid: number): Usage {
  return parseUsage(
    readFileSync(`/proc/${pid}/stat`, 'utf8'),
    readFileSync(`/proc/${pid}/status`, 'utf8'),
  );
}

export async function agentUsage(host: TestHost): Promise<Usage> {
  const pid = (
    await host.must(['systemctl', 'show', 'credfleet-agent.service', '-p', 'MainPID', '--value'])
  ).trim();
  return parseUsage(
    await host.must(['cat', `/proc/${pid}/stat`]),
    await host.must(['cat', `/proc/${pid}/status`]),
  );
}

/** utime and stime are fields 14 and 15 of stat; the name before them may contain spaces. */
function parseUsage(stat: string, status: string): Usage {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  const rssKiB = Number(/^VmRSS:\s+(\d+)/mu.exec(status)?.[1] ?? Number.NaN);
  return { cpuSeconds: ticks / CLOCK_TICKS_PER_SECOND, rssMiB: rssKiB / 1024 };
}
