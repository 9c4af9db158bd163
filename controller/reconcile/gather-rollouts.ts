/**
 * The rollouts of a HostCredential with what each of them has to work with: its version, its policy, its hosts in order;
 * and which of them still counts.
 * @module
 */
import type { CredentialVersion, HostCredential } from '#src/api/credential.ts';
import type { Stored } from '#src/api/meta.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import { isAbout, isEmergency } from '#src/rollout/brought-by.ts';
import { hostWith } from '#src/rollout/host-positions.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import type { TargetHost } from '#src/rollout/next-step.ts';
import { isTerminal } from '#src/rollout/plan.ts';
import type { Stop } from '#src/rollout/plan-types.ts';
import type { EffectivePolicy } from '#src/rollout/policy.ts';
import { isReseal, numbered } from '#src/rollout/reseal.ts';
import type { FrozenPlan, RolloutRecord } from '#src/rollout/rollout-record.ts';
import { orderHosts } from '#src/rollout/waves.ts';
import type { Context } from './context.ts';
import type { Situation } from './gather.ts';
import { expiredStop } from './expiry.ts';
import { type Haste, policyFor } from './policy-of.ts';
import { recordIdentity } from './record-identity.ts';
import { hostsOf } from './rollout-hosts.ts';
import { resealTurns } from './reseal-turns.ts';

export type GatheredRollout = {
  readonly object: Stored<CredentialRollout>;
  readonly version: Stored<CredentialVersion>;
  readonly record: RolloutRecord | undefined;
  readonly frozen: FrozenPlan | undefined;
  readonly policy: EffectivePolicy;
  readonly blocked?: Stop;
  /** Of a Reseal: the number of its request. */
  readonly sealRequest?: number;
  /** In the order of delivery. */
  readonly hosts: readonly TargetHost[];
  readonly isSuperseded: boolean;
  /** Over, replaced, and its status says so: nobody counts its hosts again. */
  readonly isHistory: boolean;
};

/** What a situation is without its rollouts. */
export type Base = Omit<Situation, 'rollouts' | 'stable' | 'reseals'>;

export function gatherRollouts(context: Context, base: Base): readonly GatheredRollout[] {
  const { namespace, name } = base.credential.metadata;
  const all = context.view
    .all('CredentialRollout', namespace)
    .filter(({ spec }) => spec.hostCredentialName === name)
    .flatMap((object) => {
      const version = base.versions.find((one) => isAbout(object, one));
      return version === undefined ? [] : [{ object, version }];
    })
    .toSorted(byAge);
  const found = all.filter(({ object }) => !isReseal(object));
  const stable = found.findLast(
    ({ object, version }) => recordOf(context, object, version)?.state === 'Succeeded',
  );
  const stableNumber = stable?.version.spec.number ?? 0;
  const last = found.at(-1);
  const running = last === undefined ? undefined : letRun(context, found.slice(0, -1), last);
  const rollouts = found.map(({ object, version }) =>
    gatherRollout(context, base, {
      object,
      version,
      isSuperseded:
        (object !== last?.object && object !== running?.object) || mustEnd(base, object, version),
      ...(object === last?.object && running !== undefined
        ? { blocked: behind(running.object, ' (onNewVersion: Queue)') }
        : {}),
      stableNumber,
    }),
  );
  const reseals = gatherReseals(context, base, {
    reseals: all.filter(({ object }) => isReseal(object)),
    last,
    stableNumber,
  });
  return [...reseals.others, ...rollouts, ...reseals.now];
}

/** The newest that was proven on the fleet: that hosts sealed it again proves nothing new. */
export function provenOf(rollouts: readonly GatheredRollout[]): GatheredRollout | undefined {
  return rollouts.findLast(
    ({ object, record }) => record?.state === 'Succeeded' && !isReseal(object),
  );
}

/** The one that has its turn is the current rollout; the others move nothing. */
function gatherReseals(
  context: Context,
  base: Base,
  { stableNumber, ...input }: ResealInput,
): { readonly others: readonly GatheredRollout[]; readonly now: readonly GatheredRollout[] } {
  const withRecord = ({ object, version }: Found) => {
    return { object, version, record: recordOf(context, object, version) };
  };
  const reseals = numbered(input.reseals.map(withRecord));
  const last = input.last === undefined ? undefined : withRecord(input.last);
  const turns = resealTurns({ reseals, last, stableNumber });
  const gathered = reseals.map(({ object, version, sealRequest }, at) => {
    const turn = turns[at];
    return gatherRollout(context, base, {
      object,
      version,
      sealRequest,
      isSuperseded: (turn?.kind === 'over' && !turn.isFollowed) || mustEnd(base, object, version),
      ...(turn?.kind === 'after' ? { blocked: behind(turn.object) } : {}),
      stableNumber,
    });
  });
  const [now, others] = [true, false].map((isNow) =>
    gathered.filter((_, at) => (turns[at]?.kind === 'now') === isNow),
  );
  return { now: now ?? [], others: others ?? [] };
}

type ResealInput = {
  readonly reseals: readonly Found[];
  readonly last: Found | undefined;
  readonly stableNumber: number;
};

/** What it brings is revoked, or what it is for is being deleted. */
function mustEnd(
  { revoked, credential }: Base,
  { spec }: Stored<CredentialRollout>,
  version: Stored<CredentialVersion>,
): boolean {
  const isDeleting = credential.metadata.deletionTimestamp !== undefined;
  return revoked.has(version.spec.number) || (isDeleting && spec.type !== 'Remove');
}

/**
 * A revocation that moves ends before an update; onNewVersion Queue: so does what is under way, unless something goes
 * back or cannot wait.
 */
function letRun(
  context: Context,
  before: readonly Found[],
  { object: { spec } }: Found,
): Found | undefined {
  if (spec.type !== 'Update' || spec.urgency === 'Emergency') return undefined;
  return before.findLast(({ object, version }) => {
    const record = recordOf(context, object, version);
    if (object.spec.type === 'Revoke' && isMoving(record)) return true;
    if (record?.startedAtMs === undefined || isTerminal(record.state)) return false;
    return context.memory.plan(object.metadata.uid)?.policy.onNewVersion === 'Queue';
  });
}

export function isMoving(record: RolloutRecord | undefined): boolean {
  return record === undefined || record.state === 'Progressing';
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
    readonly blocked?: Stop;
    readonly sealRequest?: number;
  },
): GatheredRollout {
  const { object, version, isSuperseded, stableNumber, sealRequest } = found;
  const record = recordOf(context, object, version);
  const frozen = context.memory.plan(object.metadata.uid);
  const choice =
    frozen === undefined
      ? policyFor(base.policy, hasteOf(base.credential, object, stableNumber === 0))
      : { policy: frozen.policy };
  const stop = expiredStop(version, record, base.nowMs) ?? found.blocked;
  const stopped = stop === undefined ? {} : { blocked: stop };
  const asked = sealRequest === undefined ? {} : { sealRequest };
  const isHistory = isSuperseded && isTold(object, record);
  const to = isHistory ? [] : hostsOf(base, found);
  const hosts = deliveryOrder(base, choice.policy, { frozen, stableNumber, to });
  return {
    object,
    version,
    record,
    frozen,
    hosts,
    isSuperseded,
    isHistory,
    ...choice,
    ...stopped,
    ...asked,
  };
}

function behind({ metadata: { name } }: Stored<CredentialRollout>, why = ''): Stop {
  const message = `rollout ${name} is under way and ends first${why}`;
  return { state: 'Planned', reason: 'Queued', message, waitingFor: `rollout ${name}` };
}

function hasteOf({ spec }: HostCredential, rollout: CredentialRollout, isFirst: boolean): Haste {
  const { type, budgets } = rollout.spec;
  if (isEmergency(rollout)) return budgets === 'Override' ? 'reckless' : 'urgent';
  // Both bring what was proven; who is away follows.
  if (type === 'Rollback' || type === 'Reseal') return 'urgent';
  if (type === 'Remove') return 'whoeverIsThere';
  return isFirst && spec.rollout?.initial === 'SkipSteps' ? 'noSteps' : 'none';
}

/** Over, and its status says so. */
function isTold({ status }: CredentialRollout, record: RolloutRecord | undefined): boolean {
  return isTerminal(record?.state) && status?.state === record?.state;
}

/** The frozen order without hosts that left; hosts that joined since come last. */
function deliveryOrder(
  { credential, rows, revoked, kept }: Base,
  policy: EffectivePolicy,
  rollout: {
    readonly frozen: FrozenPlan | undefined;
    readonly stableNumber: number;
    readonly to: readonly TargetHost[];
  },
): readonly TargetHost[] {
  if (rollout.to.length === 0) return [];
  if (rollout.frozen === undefined) {
    const { uid } = credential.metadata;
    const holding = [...rows.values()].filter((row) => revoked.has(row.runningVersion));
    const onSupersededCandidate = new Set([
      ...onCandidate(rows, rollout.stableNumber),
      ...holding.map((row) => row.hostUid),
    ]);
    return orderHosts({
      credentialUid: uid,
      hosts: rollout.to,
      policy,
      onSupersededCandidate,
    });
  }
  const { frozen, to } = rollout;
  const orderAnew = () => frozenOrder(frozen, to);
  return kept?.order(frozen, to, orderAnew) ?? orderAnew();
}

function frozenOrder({ hostUids }: FrozenPlan, to: readonly TargetHost[]): readonly TargetHost[] {
  const planned = hostUids.flatMap((hostUid) => hostWith(to, hostUid) ?? []);
  const known = new Set(hostUids);
  return [...planned, ...to.filter((host) => !known.has(host.hostUid))];
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
export function recordOf(
  { ledger }: Pick<Context, 'ledger'>,
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
