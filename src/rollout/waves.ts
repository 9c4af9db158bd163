/**
 * The order in which hosts receive a version: each step's own hosts first, then hosts on an unproven older candidate,
 * then the groups of the first disruption budget in turns, then a hash, so that the canaries of a credential are always
 * the same machines.
 * @module
 */
import { createHash } from 'node:crypto';
import { matchesSelector } from '#src/api/selector.ts';
import { groupOf } from './host-groups.ts';
import type { TargetHost } from './next-step.ts';
import { stepTarget, type EffectivePolicy } from './policy.ts';

export type OrderInput = {
  readonly credentialUid: string;
  readonly hosts: readonly TargetHost[];
  readonly policy: EffectivePolicy;
  /** Hosts that still run, or were last sent, a version that never became stable. */
  readonly onSupersededCandidate: ReadonlySet<string>;
};

export function orderHosts(input: OrderInput): readonly TargetHost[] {
  const byHash = input.hosts
    .map((host) => ({ host, hash: hashOf(input.credentialUid, host.hostUid) }))
    .toSorted((a, b) => compareText(a.hash, b.hash))
    .map(({ host }) => host);
  const isOnCandidate = ({ hostUid }: TargetHost) => input.onSupersededCandidate.has(hostUid);
  let remaining = [
    ...inTurns(byHash.filter(isOnCandidate), input.policy),
    ...inTurns(
      byHash.filter((host) => !isOnCandidate(host)),
      input.policy,
    ),
  ];

  const ordered: TargetHost[] = [];
  for (const step of input.policy.steps) {
    const room = stepTarget(step.target, input.hosts.length) - ordered.length;
    const { hostSelector } = step;
    const preferred =
      hostSelector === undefined
        ? remaining
        : remaining.toSorted(
            (a, b) =>
              Number(matchesSelector(hostSelector, b.labels)) -
              Number(matchesSelector(hostSelector, a.labels)),
          );
    const taken = new Set(preferred.slice(0, Math.max(0, room)));
    ordered.push(...taken);
    remaining = remaining.filter((host) => !taken.has(host));
  }
  return [...ordered, ...remaining];
}

/** One host of each group, then the next of each: no group has to wait for another one's budget. */
function inTurns(
  hosts: readonly TargetHost[],
  { groupBudgets: [budget] }: EffectivePolicy,
): readonly TargetHost[] {
  if (budget === undefined) return hosts;
  const groups = [...Map.groupBy(hosts, (host) => groupOf(budget, host)).values()];
  const longest = Math.max(0, ...groups.map(({ length }) => length));
  return Array.from({ length: longest }, (_, turn) =>
    groups.flatMap((group) => group[turn] ?? []),
  ).flat();
}

function hashOf(credentialUid: string, hostUid: string): string {
  return createHash('sha256').update(`${credentialUid}/${hostUid}`).digest('hex');
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
