/**
 * Which hosts hold the stable version in a seal that is older than somebody asked for, and which of them get it outside
 * of any rollout: those that their Reseal did not reach while it moved. Pure.
 * @module
 */
import type { TargetHost } from '#src/rollout/next-step.ts';
import { asksHost, hasOlderSeal, newestRequest } from '#src/rollout/reseal.ts';
import type { Situation } from './gather.ts';
import type { WantedReseal } from './wanted-reseals.ts';

type Rows = Situation['rows'];

export function olderSeals(situation: Situation, rows: Rows): readonly TargetHost[] {
  return withOlderSeal(situation, situation.reseals, { hosts: situation.targeting.hosts, rows });
}

/** Whom one asks that is not over yet gets it from that one, in its turn. */
export function sealedBefore(
  situation: Situation,
  among: { readonly hosts: readonly TargetHost[]; readonly rows: Rows },
): readonly TargetHost[] {
  const over = situation.reseals.filter(({ isOver }) => isOver);
  const open = situation.reseals.filter(({ isOver }) => !isOver);
  return withOlderSeal(situation, over, among)
    .filter((host) => situation.knowsReseal(host.hostUid))
    .filter((host) => !open.some(({ object }) => asksHost(object, host)));
}

function withOlderSeal(
  { stable }: Situation,
  reseals: readonly WantedReseal[],
  { hosts, rows }: { readonly hosts: readonly TargetHost[]; readonly rows: Rows },
): readonly TargetHost[] {
  if (stable === undefined || reseals.length === 0) return [];
  const version = stable.version.spec.number;
  return hosts.filter((host) => {
    const request = newestRequest(reseals, host);
    return hasOlderSeal(rows.get(host.hostUid), { version, request });
  });
}
