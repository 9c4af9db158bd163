/**
 * The targets of each HostCredential, kept until something changes that they are decided on. Of hosts that came or went
 * only those are looked at again, and of those whose TPMs have to show something each one every time.
 * @module
 */
import type { Host } from '#src/api/host.ts';
import type { Stored } from '#src/api/meta.ts';
import { hostPositions } from '#src/rollout/host-positions.ts';
import type { TargetHost } from '#src/rollout/next-step.ts';
import type { ChangeLog } from '#src/rollout/change-log.ts';
import { isDeepStrictEqual } from 'node:util';
import { findTargets, targetHost, type TargetInput, type Targeting } from './targets.ts';

type Kept = {
  readonly epoch: number;
  readonly mark: number;
  readonly targeting: Targeting;
  /** By UID. */
  readonly objects: ReadonlyMap<string, Stored<Host>>;
  /** Hosts that have to show something before they are sent anything. */
  readonly gated: readonly string[];
};

export type TargetsNow = {
  /** See PlanMemory. */
  readonly epoch: number;
  readonly sessionChanges: ChangeLog;
  /** Called only when something has to be looked at. */
  readonly input: () => TargetInput;
};

export class KeptTargets {
  readonly #kept = new Map<string, Kept>();

  find(credentialUid: string, now: TargetsNow): Targeting {
    const kept = this.#kept.get(credentialUid);
    const changed = kept === undefined ? undefined : now.sessionChanges.since(kept.mark);
    const { mark } = now.sessionChanges;
    const isGood = kept !== undefined && changed !== undefined && kept.epoch === now.epoch;
    const next = isGood ? lookAgain(kept, changed, now) : findAll(now);
    this.#kept.set(credentialUid, { ...next, mark });
    return next.targeting;
  }

  forget(credentialUid: string): void {
    this.#kept.delete(credentialUid);
  }
}

function findAll({ epoch, input }: TargetsNow): Omit<Kept, 'mark'> {
  const from = input();
  const targeting = findTargets(from);
  const needsProof = from.policies.some(({ spec }) => spec.attestation !== undefined);
  return {
    epoch,
    targeting,
    objects: new Map(from.hosts.map((host) => [host.metadata.uid, host])),
    gated: needsProof ? targeting.hosts.map(({ hostUid }) => hostUid) : [],
  };
}

function lookAgain(kept: Kept, changed: readonly string[], { input }: TargetsNow): Kept {
  const { targeting, objects, gated } = kept;
  const hostUids = new Set([...gated, ...changed]);
  if (hostUids.size === 0) return kept;
  const from = input();
  const positions = hostPositions(targeting.hosts);
  const news = new Map<number, TargetHost>();
  for (const hostUid of hostUids) {
    const at = positions.get(hostUid) ?? -1;
    const [object, before] = [objects.get(hostUid), targeting.hosts[at]];
    const identity = object === undefined ? undefined : from.identityOf(object);
    if (object === undefined || identity === undefined || before === undefined) continue;
    const after = targetHost(object, identity, from);
    if (!isDeepStrictEqual(before, after)) news.set(at, after);
  }
  // The same list as long as it says the same: what was counted over it stays good.
  if (news.size === 0) return kept;
  const hosts = targeting.hosts.map((host, at) => news.get(at) ?? host);
  return { ...kept, targeting: { ...targeting, hosts } };
}
