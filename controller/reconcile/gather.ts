/**
 * Everything one decision about a HostCredential's rollouts needs, read once: objects from the view,
 * rows and records from the ledger. Nothing here waits, so nothing changes while it is read.
 * @module
 */
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import type { CredentialVersion, HostCredential } from '#src/api/credential.ts';
import type { Host } from '#src/api/host.ts';
import type { Stored } from '#src/api/meta.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import { disruptedHostUids } from '#src/rollout/disruption.ts';
import { type Freeze, freezesOf } from '#src/rollout/freeze.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import type { TargetHost } from '#src/rollout/next-step.ts';
import { isTerminal } from '#src/rollout/plan.ts';
import type { EffectivePolicy } from '#src/rollout/policy.ts';
import type { FrozenPlan, RolloutRecord } from '#src/rollout/rollout-record.ts';
import type { Stop } from '#src/rollout/plan-types.ts';
import { orderHosts } from '#src/rollout/waves.ts';
import type { Context, CredentialRef } from './context.ts';
import { type Haste, policyFor, policyOf, type PolicyChoice } from './policy-of.ts';
import { recordIdentity } from './record-identity.ts';
import { sharingUnits } from './sharing-units.ts';
import { findTargets, type Targeting } from './targets.ts';

export type GatheredRollout = {
  readonly object: Stored<CredentialRollout>;
  readonly version: Stored<CredentialVersion>;
  readonly record: RolloutRecord | undefined;
  readonly frozen: FrozenPlan | undefined;
  readonly policy: EffectivePolicy;
  readonly blocked?: Stop;
  /** In the order of delivery. */
  readonly hosts: readonly TargetHost[];
  readonly isSuperseded: boolean;
  /** Over, replaced, and its status says so: nobody counts its hosts again. */
  readonly isHistory: boolean;
};

export type Situation = {
  readonly credential: Stored<HostCredential>;
  readonly versions: readonly Stored<CredentialVersion>[];
  readonly targeting: Targeting;
  readonly rows: ReadonlyMap<string, HostCredentialState>;
  readonly disruptedElsewhere: ReadonlySet<string>;
  /** Oldest first; the last one is current. */
  readonly rollouts: readonly GatheredRollout[];
  /** The rollout that made the version stable. */
  readonly stable: GatheredRollout | undefined;
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
  const states = context.ledger.states({ credentialUid: uid });
  const nowMs = context.clock.nowMs();
  const base = {
    credential,
    versions: versionsOf(context, credential),
    targeting: targetsOf(context, credential),
    rows: new Map(states.map((row) => [row.hostUid, row] as const)),
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
  const stable = rollouts.findLast(({ record }) => record?.state === 'Succeeded');
  return { ...base, rollouts, stable };
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
  return findTargets(targetInput(context, credential));
}

export function targetInput(context: Context, credential: Stored<HostCredential>) {
  const { view, ledger } = context;
  const identities = new Map<string, HostIdentity | undefined>();
  // A Host's UID is what enrolment calls the host's UID: a Host made anew is another machine.
  const identityOf = ({ metadata: { uid } }: Stored<Host>) => {
    if (!identities.has(uid)) identities.set(uid, ledger.identity(uid));
    return identities.get(uid);
  };
  // Nothing is pushed to them: as good as away.
  const heldUids = new Set(ledger.blocks({ isOpen: true }).map(({ hostUid }) => hostUid));
  return {
    credential,
    heldUids,
    hosts: view.all('Host'),
    policies: view.all('HostAccessPolicy'),
    allCredentials: view.all('HostCredential'),
    namespaceLabels: (name: string) => view.get('Namespace', { name })?.metadata.labels ?? {},
    identityOf,
    isConnected: (hostUid: string) =>
      context.sessions().isConnected(hostUid) && !heldUids.has(hostUid),
    evidenceOf: (hostUid: string) => context.attestations.evidence(hostUid),
    nowMs: context.clock.nowMs(),
  };
}

function disruptedElsewhere(
  context: Context,
  credential: Stored<HostCredential>,
): ReadonlySet<string> {
  return disruptedHostUids(
    sharingUnits(context, credential).flatMap(({ metadata }) =>
      context.ledger.states({ credentialUid: metadata.uid }),
    ),
  );
}

type Base = Omit<Situation, 'rollouts' | 'stable'>;

function gatherRollouts(context: Context, base: Base): readonly GatheredRollout[] {
  const { namespace, name } = base.credential.metadata;
  const found = context.view
    .all('CredentialRollout', namespace)
    .filter(({ spec }) => spec.hostCredentialName === name)
    .flatMap((object) => {
      const version = base.versions.find((one) => isBroughtBy(object, one));
      return version === undefined ? [] : [{ object, version }];
    })
    .toSorted(byAge);
  const stable = found.findLast(
    ({ object, version }) => recordOf(context, object, version)?.state === 'Succeeded',
  );
  const last = found.at(-1);
  const running = last === undefined ? undefined : letRun(context, found.slice(0, -1), last);
  return found.map(({ object, version }) =>
    gatherRollout(context, base, {
      object,
      version,
      isSuperseded: object !== last?.object && object !== running?.object,
      ...(object === last?.object && running !== undefined ? { queuedBehind: running.object } : {}),
      stableNumber: stable?.version.spec.number ?? 0,
    }),
  );
}

/** onNewVersion Queue: what is under way ends first, unless something goes back or cannot wait. */
function letRun(
  context: Context,
  before: readonly Found[],
  { object: { spec } }: Found,
): Found | undefined {
  if (spec.type !== 'Update' || spec.urgency === 'Emergency') return undefined;
  return before.findLast(({ object, version }) => {
    const record = recordOf(context, object, version);
    if (record?.startedAtMs === undefined || isTerminal(record.state)) return false;
    return context.ledger.plan(object.metadata.uid)?.policy.onNewVersion === 'Queue';
  });
}

/** A rollback names the version it goes back to; what it brings is that content under a new number. */
export function isBroughtBy(
  { metadata, spec }: Stored<CredentialRollout>,
  version: Stored<CredentialVersion>,
): boolean {
  if (spec.type === 'Rollback') return version.spec.restores?.rolloutName === metadata.name;
  return spec.versionName === version.metadata.name;
}

type Found = {
  readonly object: Stored<CredentialRollout>;
  readonly version: Stored<CredentialVersion>;
};

function gatherRollout(
  context: Context,
  base: Base,
  found: Found & {
    readonly isSuperseded: boolean;
    readonly stableNumber: number;
    readonly queuedBehind?: Stored<CredentialRollout>;
  },
): GatheredRollout {
  const { object, version, isSuperseded, stableNumber, queuedBehind } = found;
  const record = recordOf(context, object, version);
  const frozen = context.ledger.plan(object.metadata.uid);
  const choice =
    frozen === undefined
      ? policyFor(base.policy, hasteOf(base.credential, object, stableNumber === 0))
      : { policy: frozen.policy };
  const queued = queuedBehind === undefined ? {} : { blocked: behind(queuedBehind) };
  const isHistory = isSuperseded && isTold(object, record);
  const hosts = isHistory ? [] : deliveryOrder(base, choice.policy, { frozen, stableNumber });
  return { object, version, record, frozen, hosts, isSuperseded, isHistory, ...choice, ...queued };
}

function behind({ metadata: { name } }: Stored<CredentialRollout>): Stop {
  const message = `rollout ${name} is under way and ends first (onNewVersion: Queue)`;
  return { state: 'Planned', reason: 'Queued', message, waitingFor: `rollout ${name}` };
}

function hasteOf({ spec }: HostCredential, rollout: CredentialRollout, isFirst: boolean): Haste {
  if (rollout.spec.type === 'Rollback' || rollout.spec.urgency === 'Emergency') return 'urgent';
  return isFirst && spec.rollout?.initial === 'SkipSteps' ? 'noSteps' : 'none';
}

/** Over, and its status says so. */
function isTold({ status }: CredentialRollout, record: RolloutRecord | undefined): boolean {
  return isTerminal(record?.state) && status?.state === record?.state;
}

/** The frozen order without hosts that left; hosts that joined since come last. */
function deliveryOrder(
  { targeting, credential, rows }: Base,
  policy: EffectivePolicy,
  rollout: { readonly frozen: FrozenPlan | undefined; readonly stableNumber: number },
): readonly TargetHost[] {
  if (rollout.frozen === undefined) {
    const { uid } = credential.metadata;
    const onSupersededCandidate = onCandidate(rows, rollout.stableNumber);
    return orderHosts({
      credentialUid: uid,
      hosts: targeting.hosts,
      policy,
      onSupersededCandidate,
    });
  }
  const byUid = new Map(targeting.hosts.map((host) => [host.hostUid, host]));
  const planned = rollout.frozen.hostUids.flatMap((uid) => byUid.get(uid) ?? []);
  const known = new Set(rollout.frozen.hostUids);
  return [...planned, ...targeting.hosts.filter((host) => !known.has(host.hostUid))];
}

/** Hosts that hold, or were last sent, a version that never became stable. */
function onCandidate(
  rows: ReadonlyMap<string, HostCredentialState>,
  stableNumber: number,
): ReadonlySet<string> {
  const candidates = [...rows.values()].filter((row) => row.targetVersion > stableNumber);
  return new Set(candidates.map((row) => row.hostUid));
}

/** A ledger that was lost must not restart what the API says is over. */
function recordOf(
  { ledger }: Context,
  object: Stored<CredentialRollout>,
  version: Stored<CredentialVersion>,
): RolloutRecord | undefined {
  const record = ledger.rollout(object.metadata.uid);
  const { status } = object;
  if (record !== undefined || status?.state === undefined || !isTerminal(status.state))
    return record;
  return {
    ...recordIdentity(object, version),
    state: status.state,
    reason: status.state,
    message: '',
    stepsDone: status.steps?.length ?? 0,
    failedHosts: status.failures?.length ?? 0,
  };
}

function byAge(a: Found, b: Found): number {
  const [createdA, createdB] = [a, b].map(({ object }) => object.metadata.creationTimestamp);
  if (createdA !== createdB) return (createdA ?? '') < (createdB ?? '') ? -1 : 1;
  const numbers = a.version.spec.number - b.version.spec.number;
  return numbers !== 0 ? numbers : (a.object.spec.attempt ?? 1) - (b.object.spec.attempt ?? 1);
}
