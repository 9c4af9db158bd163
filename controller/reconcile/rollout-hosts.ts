/**
 * The hosts that a rollout is for: the targets; of a removal whoever holds something; of a Reseal those that hold the
 * version and are asked. Pure.
 * @module
 */
import type { TargetHost } from '#src/rollout/next-step.ts';
import { asksHost, isHolder, isReseal } from '#src/rollout/reseal.ts';
import type { Base, GatheredRollout } from './gather-rollouts.ts';

type ForHosts = Pick<GatheredRollout, 'object' | 'version' | 'sealRequest'>;
type HostsBase = Pick<Base, 'targeting' | 'left' | 'rows' | 'revoked' | 'knowsReseal'>;

/** A version without content goes to those that hold something, whoever is a target now. */
export function hostsOf(base: HostsBase, rollout: ForHosts): readonly TargetHost[] {
  const { targeting, left, rows, revoked } = base;
  const { object, version } = rollout;
  const { spec } = object;
  if (version.spec.removes !== undefined) {
    const { number } = version.spec;
    return [...targeting.hosts, ...left].filter(holdsSomething(rows, number)).map(toEmpty);
  }
  if (spec.type === 'Reseal') return resealHosts(base, rollout);
  if (spec.type !== 'Revoke') return targeting.hosts;
  // What they hold must go, and nothing else may come.
  const holding = left.filter(({ hostUid }) => {
    const row = rows.get(hostUid);
    if (row === undefined) return false;
    return revoked.has(row.runningVersion) || row.targetVersion === version.spec.number;
  });
  return [...targeting.hosts, ...holding.map(toEmpty)];
}

/** Targets that hold the version, and are asked. */
function resealHosts(
  { targeting, rows, knowsReseal }: HostsBase,
  { object: reseal, version: { spec }, sealRequest: request = 0 }: ForHosts,
): readonly TargetHost[] {
  return targeting.hosts
    .filter((host) => asksHost(reseal, host) && isHolder(rows.get(host.hostUid), spec.number))
    .map((host) =>
      Object.assign({}, host, { seal: { request, isKnown: knowsReseal(host.hostUid) } }),
    );
}

/** A removal and a Reseal go to some of the targets; the others may be down all the same. */
export function departedFrom(
  { object, version }: Pick<GatheredRollout, 'object' | 'version'>,
  { left, targeting }: Pick<Base, 'left' | 'targeting'>,
): readonly TargetHost[] {
  const isForSome = version.spec.removes !== undefined || isReseal(object);
  return isForSome ? [...left, ...targeting.hosts] : left;
}

function holdsSomething(rows: Base['rows'], number: number): (host: TargetHost) => boolean {
  return ({ hostUid }) => {
    const row = rows.get(hostUid);
    if (row === undefined) return false;
    return row.state !== 'Removed' || row.runningVersion > 0 || row.targetVersion === number;
  };
}

/** Nobody has to prove anything to lose something. */
export function toEmpty({ gate: _gate, ...host }: TargetHost): TargetHost {
  return { ...host, removes: true };
}
