/**
 * Who may get the stable version outside of a rollout: targets inside of windows and freezes; whoever holds what is
 * revoked, or sealed files that come to their end, at any time. Pure.
 * @module
 */
import { isEmergency } from '#src/rollout/brought-by.ts';
import { asksAnew, type CatchUpInput } from '#src/rollout/catch-up.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import type { TargetHost } from '#src/rollout/next-step.ts';
import { windowState } from '#src/rollout/window.ts';
import type { PlannedRollout } from './decide.ts';
import type { Situation } from './gather.ts';
import { sealedBefore } from './older-seals.ts';
import type { GatheredRollout } from './gather-rollouts.ts';
import { departedFrom, hostsOf } from './rollout-hosts.ts';
import { withFreezes } from './with-freezes.ts';

/** The budget is that of the rollout under way; both draw on the same hosts. */
export function catchUpInput(
  situation: Situation,
  rows: ReadonlyMap<string, HostCredentialState>,
  rollouts: readonly PlannedRollout[],
): CatchUpInput | undefined {
  const { stable, disruptedElsewhere, policy } = situation;
  if (stable === undefined || !isStillWanted(situation, stable)) return undefined;
  const current = rollouts.at(-1);
  const dispatched = rollouts.flatMap(({ plan }) => [...plan.dispatch, ...plan.ask]);
  const hosts = hostsOf(situation, stable);
  const allowed = allowedNow(situation, { stable, hosts, rows });
  const stableVersion = stable.version.spec.number;
  const behind = situation.kept?.behind({ hosts: allowed, rows, stableVersion });
  return {
    stableVersion,
    hosts: allowed,
    departed: departedFrom(stable, situation),
    rows,
    ...(behind === undefined ? {} : { behind }),
    sealedBefore: sealedBefore(situation, { hosts: allowed, rows }),
    taken: new Set(dispatched.map((host) => host.hostUid)),
    disruptedElsewhere,
    policy: current?.rollout.policy ?? policy.policy,
  };
}

/** Hosts that catch up wait for the window too. */
export function nextWindowMs({ stable, policy, nowMs }: Situation): number | undefined {
  if (stable === undefined) return undefined;
  const window = windowState(policy.policy.windows, nowMs);
  return window.kind === 'closed' && Number.isFinite(window.opensMs) ? window.opensMs : undefined;
}

/** While it is being deleted only its removal goes on. */
function isStillWanted({ credential }: Situation, { version }: GatheredRollout): boolean {
  return credential.metadata.deletionTimestamp === undefined || version.spec.removes !== undefined;
}

/** Outside of windows a host counts for the budgets, but it is as good as paused. */
function allowedNow(
  situation: Situation,
  {
    stable,
    hosts,
    rows,
  }: {
    readonly stable: GatheredRollout;
    readonly hosts: readonly TargetHost[];
    readonly rows: ReadonlyMap<string, HostCredentialState>;
  },
): readonly TargetHost[] {
  const { policy, nowMs, revoked } = situation;
  const isClosed = windowState(policy.policy.windows, nowMs).kind === 'closed';
  if (!isClosed && situation.freezes.length === 0) return hosts;
  const frozen = withFreezes(hosts, situation);
  return hosts.map((host, at) => {
    const row = rows.get(host.hostUid);
    const isUrgent = isEmergency(stable.object) || revoked.has(row?.runningVersion ?? 0);
    // What is sealed anew restarts nothing, and ends when it is not.
    if (isUrgent || (row !== undefined && asksAnew(row))) return host;
    return { ...(frozen[at] ?? host), ...(isClosed ? { paused: true } : {}) };
  });
}
