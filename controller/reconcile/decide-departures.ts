/**
 * What becomes of hosts that are no targets of a HostCredential any more. Pure.
 * @module
 */
import { planDepartures, type Departures } from '#src/rollout/departures.ts';
import { hostPositions } from '#src/rollout/host-positions.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import type { TargetHost } from '#src/rollout/next-step.ts';
import { departedIn, disruptedIn } from '#src/rollout/row-index.ts';
import { windowState } from '#src/rollout/window.ts';
import type { AccessReason } from './access.ts';
import type { Situation } from './gather.ts';
import { toEmpty } from './rollout-hosts.ts';
import { withFreezes } from './with-freezes.ts';

const DEFAULT_GRACE_SECONDS = 3600;
const NOBODY: Departures = { states: [], events: [], remove: [], waiting: [] };

export function decideDepartures(
  situation: Situation,
  rows: ReadonlyMap<string, HostCredentialState>,
  taken: readonly TargetHost[],
): Departures {
  const { credential, targeting, policy, nowMs, disruptedElsewhere } = situation;
  const { deletionTimestamp } = credential.metadata;
  // Everybody leaves, through a rollout of its own.
  if (deletionTimestamp !== undefined) return NOBODY;
  const busy = new Set(taken.map(({ hostUid }) => hostUid));
  const left = withFreezes(departing(situation), situation);
  const departed = departedIn(rows);
  // Of all others nothing is to be said.
  const concerned = [...departed, ...left.flatMap(({ hostUid }) => rows.get(hostUid) ?? [])];
  const positions = hostPositions(targeting.hosts);
  const here = concerned.filter(({ hostUid }) => positions.has(hostUid));
  const departures = planDepartures({
    rows: new Map(concerned.map((row) => [row.hostUid, row] as const)),
    here: new Set(here.map(({ hostUid }) => hostUid)),
    left,
    targets: targeting.hosts,
    policy: policy.policy,
    disrupted: new Set([...disruptedIn(rows), ...disruptedElsewhere, ...busy]),
    deletionPolicy: credential.spec.deletionPolicy ?? 'Retain',
    graceMs: graceMsOf(situation),
    isOpen: windowState(policy.policy.windows, nowMs).kind === 'open',
    nowMs,
  });
  const remove = departures.remove.filter(({ hostUid }) => !busy.has(hostUid)).map(toEmpty);
  return { ...departures, remove };
}

export function graceMsOf({ credential }: Pick<Situation, 'credential'>): number {
  return (credential.spec.targets.graceSeconds ?? DEFAULT_GRACE_SECONDS) * 1000;
}

const NO_FAREWELL: ReadonlySet<AccessReason> = new Set([
  'NameConflict',
  'DeliveryUnsupported',
  'SystemdTooOld',
]);

/** A name that two credentials claim, or a delivery that nobody can make, is no farewell. */
function departing({ left, targeting }: Situation): readonly TargetHost[] {
  const staying = new Set(
    targeting.denied.filter(({ reason }) => NO_FAREWELL.has(reason)).map(({ host }) => host),
  );
  return left.filter(({ host }) => !staying.has(host));
}
