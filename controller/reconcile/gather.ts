/**
 * Everything one decision about a HostCredential's rollouts needs, read once: objects from the view,
 * rows and records from the ledger. Nothing here waits, so nothing changes while it is read.
 * @module
 */
import type { CredentialVersion, HostCredential } from '#src/api/credential.ts';
import type { Host } from '#src/api/host.ts';
import type { Stored } from '#src/api/meta.ts';
import { revokedNumbers } from '#src/rollout/brought-by.ts';
import { isPutOff } from '#src/rollout/disruption.ts';
import { type Freeze, freezesOf } from '#src/rollout/freeze.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import type { TargetHost } from '#src/rollout/next-step.ts';
import type { Context, CredentialRef } from './context.ts';
import { type GatheredRollout, gatherRollouts, provenOf } from './gather-rollouts.ts';
import { policyOf, type PolicyChoice } from './policy-of.ts';
import { knowsReseal, type WantedReseal, wantedReseals } from './wanted-reseals.ts';
import { sharingUnits } from './sharing-units.ts';
import type { KeptPlan } from './kept-plan.ts';
import { mayHoldCredentials, targetHost, type Targeting } from './targets.ts';

export type Situation = {
  readonly credential: Stored<HostCredential>;
  readonly versions: readonly Stored<CredentialVersion>[];
  readonly targeting: Targeting;
  /** As they are in the ledger, now and while it is written. */
  readonly rows: ReadonlyMap<string, HostCredentialState>;
  /** What was counted over them before. */
  readonly kept?: KeptPlan;
  readonly disruptedElsewhere: ReadonlySet<string>;
  /** Oldest first, Reseals that move nothing before all others; the last one is current. */
  readonly rollouts: readonly GatheredRollout[];
  /** The rollout that made the version stable; none once that is revoked. */
  readonly stable: GatheredRollout | undefined;
  /** Hosts that have a row and are no targets any more; in reach or not. */
  readonly left: readonly TargetHost[];
  /** Numbers of versions that must never reach a host again. */
  readonly revoked: ReadonlySet<number>;
  /** Those that ask hosts to seal the stable version again. */
  readonly reseals: readonly WantedReseal[];
  /** What the host said of itself when it connected to this process. */
  readonly knowsReseal: (hostUid: string) => boolean;
  readonly policy: PolicyChoice;
  /** Those that concern this credential. */
  readonly freezes: readonly Freeze[];
  readonly nowMs: number;
  /** Until then hosts that are away may be on their way back to a controller that has just started. */
  readonly settledAtMs: number;
};

/** Undefined when the HostCredential is gone. */
export function gather(context: Context, ref: CredentialRef): Situation | undefined {
  const credential = context.view.get('HostCredential', ref);
  if (credential === undefined) return undefined;
  const { uid } = credential.metadata;
  const { memory } = context;
  const kept = memory.of(uid);
  const nowMs = context.clock.nowMs();
  const versions = versionsOf(context, credential);
  const targeting = targetsOf(context, credential);
  const base = {
    credential,
    versions,
    targeting,
    left: leftHosts(context, { credential, targeting, kept }),
    revoked: revokedOf(context, credential, versions),
    knowsReseal: (hostUid: string) => knowsReseal(context, hostUid),
    rows: kept.rows,
    kept,
    disruptedElsewhere: disruptedElsewhere(context, credential),
    policy: policyOf({
      choice: credential.spec.rollout,
      find: (name) => context.view.get('RolloutPolicy', { name }),
    }),
    freezes: freezesOf(context.view.all('ChangeFreeze'), ref, nowMs),
    nowMs,
    settledAtMs: context.settledAtMs,
  };
  const rollouts = gatherRollouts(context, base);
  kept.keepOnly(new Set(rollouts.map(({ object }) => object.metadata.uid)));
  const proven = provenOf(rollouts);
  const isRevoked = proven !== undefined && base.revoked.has(proven.version.spec.number);
  const stable = isRevoked ? undefined : proven;
  const reseals = stable === undefined ? [] : wantedReseals(context, stable.version);
  return { ...base, rollouts, stable, reseals };
}

export function revokedOf(
  { view }: Pick<Context, 'view'>,
  { metadata }: Stored<HostCredential>,
  versions: readonly Stored<CredentialVersion>[],
): ReadonlySet<number> {
  const rollouts = view
    .all('CredentialRollout', metadata.namespace)
    .filter(({ spec }) => spec.hostCredentialName === metadata.name);
  return revokedNumbers(versions, rollouts);
}

/** By number; those of a deleted HostCredential of the same name are not its own. */
export function versionsOf(
  { view }: Pick<Context, 'view'>,
  credential: Stored<HostCredential>,
): readonly Stored<CredentialVersion>[] {
  return view
    .all('CredentialVersion', credential.metadata.namespace)
    .filter(({ spec }) => spec.hostCredentialUID === credential.metadata.uid)
    .toSorted((a, b) => a.spec.number - b.spec.number);
}

export function targetsOf(context: Context, credential: Stored<HostCredential>): Targeting {
  const { memory } = context;
  memory.useSessions(context.sessions());
  const { targetsEpoch: epoch, sessionChanges } = memory;
  const input = () => targetInput(context, credential);
  return memory.targets.find(credential.metadata.uid, { epoch, sessionChanges, input });
}

/** Who may not be sent anything at all is not told to remove anything either. */
function leftHosts(
  context: Context,
  {
    credential,
    targeting,
    kept,
  }: {
    readonly credential: Stored<HostCredential>;
    readonly targeting: Targeting;
    readonly kept: KeptPlan;
  },
): readonly TargetHost[] {
  const rows = kept.outside(targeting.hosts);
  if (rows.length === 0) return [];
  const input = targetInput(context, credential);
  return rows.flatMap((row) => {
    const host = context.view.get('Host', { name: row.host });
    // A Host made anew under the name is another one: it answers for itself only.
    if (host?.metadata.uid !== row.hostUid || !mayHoldCredentials(host)) return [];
    const identity = input.identityOf(host);
    return identity === undefined ? [] : [targetHost(host, identity, input)];
  });
}

export function targetInput(context: Context, credential: Stored<HostCredential>) {
  const { view, ledger, memory } = context;
  // Nothing is pushed to them: as good as away.
  const heldUids = new Set(ledger.blocks({ isOpen: true }).map(({ hostUid }) => hostUid));
  return {
    credential,
    heldUids,
    hosts: view.all('Host'),
    policies: view.all('HostAccessPolicy'),
    allCredentials: view.all('HostCredential'),
    namespaceLabels: (name: string) => view.get('Namespace', { name })?.metadata.labels ?? {},
    // A Host's UID is what enrolment calls the host's UID: a Host made anew is another machine.
    identityOf: ({ metadata }: Stored<Host>) => memory.identity(metadata.uid),
    isConnected: (hostUid: string) =>
      context.sessions().isConnected(hostUid) && !heldUids.has(hostUid),
    evidenceOf: (hostUid: string) => context.attestations.evidence(hostUid),
    tpmOf: (hostUid: string) => context.presence.get(hostUid)?.facts.tpm,
    wasPutOff: (hostUid: string) => {
      const row = memory.of(credential.metadata.uid).rows.get(hostUid);
      return row !== undefined && isPutOff(row);
    },
    nowMs: context.clock.nowMs(),
  };
}

/** Hosts of credentials that restart the same units; may hold hosts that this one does not go to. */
export function disruptedElsewhere(
  context: Context,
  credential: Stored<HostCredential>,
): ReadonlySet<string> {
  const hostUids = new Set<string>();
  for (const { metadata } of sharingUnits(context, credential)) {
    for (const hostUid of context.memory.of(metadata.uid).rows.disrupted) hostUids.add(hostUid);
  }
  return hostUids;
}
