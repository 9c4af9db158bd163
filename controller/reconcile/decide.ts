/**
 * From a situation to what shall happen: who is lost, what each rollout does, who catches up. Pure: the
 * reconciler carries it out, the status writer only shows it.
 * @module
 */
import { ASK_INTERVAL_MS } from '#controller/attest/evidence.ts';
import { isEmergency } from '#src/rollout/brought-by.ts';
import { planCatchUp, passedOverBehind } from '#src/rollout/catch-up.ts';
import type { Departures } from '#src/rollout/departures.ts';
import { nextFreezeChangeMs } from '#src/rollout/freeze.ts';
import { type GatedPlan, gatePlan, partByGate } from '#src/rollout/gate-plan.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import { hostWith } from '#src/rollout/host-positions.ts';
import { findLostContact, type LostContact } from '#src/rollout/lost-contact.ts';
import type { TargetHost } from '#src/rollout/next-step.ts';
import { planRollout } from '#src/rollout/plan.ts';
import type { PlanInput, RolloutView } from '#src/rollout/plan-types.ts';
import { inFlightIn } from '#src/rollout/row-index.ts';
import { type WindowState, windowState } from '#src/rollout/window.ts';
import { catchUpInput, nextWindowMs } from './decide-catch-up.ts';
import { olderSeals } from './older-seals.ts';
import { decideDepartures } from './decide-departures.ts';
import type { Situation } from './gather.ts';
import type { GatheredRollout } from './gather-rollouts.ts';
import { healthMs } from './intent-defaults.ts';
import { endOf, nextExpiryMs, nextOverdueMs } from './expiry.ts';
import { departedFrom } from './rollout-hosts.ts';
import { withFreezes } from './with-freezes.ts';

export type PlannedRollout = {
  readonly rollout: GatheredRollout;
  /** What the plan was made from. */
  readonly input: PlanInput;
  readonly plan: GatedPlan;
};

export type Decision = {
  readonly lost: LostContact;
  /** Oldest first, as gathered. */
  readonly rollouts: readonly PlannedRollout[];
  readonly catchUp: readonly TargetHost[];
  /** Of hosts that are no targets any more. */
  readonly departures: Departures;
  /** Targets that hold the stable version in a seal that is older than somebody asked for. */
  readonly olderSeals: readonly TargetHost[];
  /** Because of what their TPMs showed, or because these are locked out. */
  readonly passedOver: readonly TargetHost[];
  /** To be asked for a quote now. */
  readonly ask: readonly TargetHost[];
  /** When to decide again although nothing changed. */
  readonly againAtMs?: number;
};

export function decide(situation: Situation): Decision {
  const lost = findLost(situation);
  const rows = withStates(situation.rows, lost.states);

  const rollouts = situation.rollouts.map((rollout) => {
    const input = planInputFor(rollout, situation, rows);
    return { rollout, input, plan: gatePlan(input, planRollout(input)) };
  });
  const catching = catchUpInput(situation, rows, rollouts);
  const catchUp = partByGate(catching === undefined ? [] : planCatchUp(catching));
  const taken = [
    ...rollouts.flatMap(({ plan }) => [...plan.dispatch, ...plan.ask]),
    ...catchUp.send,
  ];
  const departures = decideDepartures(situation, rows, taken);
  const passedOver = [
    ...rollouts.flatMap(({ plan }) => plan.passedOver),
    ...(catching === undefined ? [] : passedOverBehind(catching)),
  ];
  const awaited = byUid([
    ...rollouts.flatMap(({ plan }) => plan.ask),
    ...catchUp.ask,
    ...passedOver,
  ]).filter(({ gate }) => gate?.askAtMs !== undefined);
  const askTimes = awaited.map(({ gate }) => gate?.askAtMs ?? 0);
  const times = [
    // Who is asked now is looked at again when the answer is overdue.
    ...askTimes.map((ms) => (ms > situation.nowMs ? ms : situation.nowMs + ASK_INTERVAL_MS)),
    lost.nextMs,
    nextFreezeChangeMs(situation.freezes, situation.nowMs),
    nextWindowMs(situation),
    ...expiryTimes(situation),
    departures.nextMs,
    ...rollouts.map(({ plan }) => plan.nextActionMs),
  ];
  const next = times.filter((ms) => ms !== undefined);
  return {
    lost,
    rollouts,
    catchUp: catchUp.send,
    departures,
    olderSeals: olderSeals(situation, rows),
    passedOver: byUid(passedOver),
    ask: awaited.filter((_, at) => (askTimes[at] ?? 0) <= situation.nowMs),
    ...(next.length === 0 ? {} : { againAtMs: Math.min(...next) }),
  };
}

/** Of what hosts hold, and of what is on its way to them. */
function expiryTimes(situation: Situation): readonly (number | undefined)[] {
  const { stable, rollouts, nowMs } = situation;
  const versions = [stable, rollouts.at(-1)].flatMap((one) => (one === undefined ? [] : [one]));
  const ends = versions.map(({ version }) => nextExpiryMs(endOf(version), nowMs));
  return [...ends, nextOverdueMs(situation)];
}

type Rows = Situation['rows'];

function withStates(rows: Rows, states: readonly HostCredentialState[]): Rows {
  if (states.length === 0) return rows;
  return new Map([...rows, ...states.map((row) => [row.hostUid, row] as const)]);
}

function byUid(hosts: readonly TargetHost[]): readonly TargetHost[] {
  return [...new Map(hosts.map((host) => [host.hostUid, host])).values()];
}

function findLost({ credential, rows, targeting, left, nowMs }: Situation): LostContact {
  const find = (hostUid: string) =>
    hostWith(targeting.hosts, hostUid) ?? left.find((host) => host.hostUid === hostUid);
  const health = healthMs(credential.spec.health);
  return findLostContact({
    // Nothing was sent to a host that was paused meanwhile: it owes no answer.
    rows: inFlightIn(rows).filter((row) => row.pushSeq > 0 || find(row.hostUid)?.paused !== true),
    isConnected: (hostUid) => find(hostUid)?.connected === true,
    deadlineMs: health.deadlineMs,
    quietMs: health.minHealthyMs + (credential.spec.activation?.coalesceSeconds ?? 0) * 1000,
    nowMs,
  });
}

function planInputFor(rollout: GatheredRollout, situation: Situation, rows: Rows): PlanInput {
  const hosts = isEmergency(rollout.object) ? rollout.hosts : withFreezes(rollout.hosts, situation);
  const view = viewOf(rollout, situation);
  const tally = situation.kept?.tally({ rollout: view, hosts, rows });
  return {
    rollout: view,
    record: rollout.record,
    policy: rollout.policy,
    hosts,
    rows,
    ...(tally === undefined ? {} : { tally }),
    departed: departedFrom(rollout, situation),
    disruptedElsewhere: situation.disruptedElsewhere,
    nowMs: situation.nowMs,
    settledAtMs: situation.settledAtMs,
    window: windowFor(rollout, situation.nowMs),
    ...(rollout.blocked === undefined ? {} : { blocked: rollout.blocked }),
  };
}

function windowFor(rollout: GatheredRollout, nowMs: number): WindowState {
  return windowState(isEmergency(rollout.object) ? [] : rollout.policy.windows, nowMs);
}

/** Only an update goes back by itself, and only to what was proven and not revoked. */
function fallbackOf(
  { spec }: GatheredRollout['object'],
  version: GatheredRollout['version'],
  stable: Situation['stable'],
): Pick<RolloutView, 'fallbackVersion'> {
  if (spec.type !== 'Update' || stable === undefined || stable.version === version) return {};
  if (stable.version.spec.removes !== undefined) return {};
  return { fallbackVersion: stable.version.spec.number };
}

function viewOf(
  { object, version, isSuperseded }: GatheredRollout,
  { stable }: Situation,
): RolloutView {
  const { spec, metadata } = object;
  return {
    uid: metadata.uid,
    version: version.spec.number,
    desiredState: spec.desiredState ?? 'Running',
    promotedStep: spec.promotedStep ?? 0,
    approvedSteps: new Set(spec.approvals?.map((approval) => approval.step)),
    isSuperseded,
    generation: metadata.generation ?? 0,
    ...fallbackOf(object, version, stable),
    ...(version.spec.removes === undefined ? {} : { removes: true }),
    ...(spec.type === 'Reseal' ? { reseals: true } : {}),
  };
}
