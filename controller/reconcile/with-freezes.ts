/**
 * Marks the hosts that a change freeze keeps everything from. Pure.
 * @module
 */
import { frozenBy } from '#src/rollout/freeze.ts';
import type { TargetHost } from '#src/rollout/next-step.ts';
import type { Situation } from './gather.ts';

export function withFreezes(
  hosts: readonly TargetHost[],
  { freezes, nowMs }: Pick<Situation, 'freezes' | 'nowMs'>,
): readonly TargetHost[] {
  if (freezes.length === 0) return hosts;
  return hosts.map((host) => {
    const freeze = frozenBy(freezes, host.labels, nowMs);
    if (freeze === undefined) return host;
    return { ...host, frozen: { by: freeze.name, untilMs: freeze.untilMs } };
  });
}
