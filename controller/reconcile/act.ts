/**
 * Carries out a decision: everything goes into one ledger write, then the hosts' sessions are told that
 * there is something to send. What was written and not sent is sent when the host asks again.
 * @module
 */
import { askHosts } from '#controller/attest/ask-hosts.ts';
import { mismatchNews } from '#controller/attest/mismatch-news.ts';
import type { LedgerWrite } from '#controller/ledger/ledger.ts';
import { CHANGED_BY_ANNOTATION } from '#src/api/meta.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import type { NewAuditEvent } from '#src/audit/event.ts';
import { dispatchedEvent, dispatchedRow, type DispatchInput } from '#src/rollout/dispatch.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import type { TargetHost } from '#src/rollout/next-step.ts';
import { isTerminal } from '#src/rollout/plan.ts';
import { type Asked, rolloutEvents } from '#src/rollout/rollout-events.ts';
import type { FrozenPlan, RolloutRecord } from '#src/rollout/rollout-record.ts';
import type { Context } from './context.ts';
import type { Decision, PlannedRollout } from './decide.ts';
import type { Situation } from './gather.ts';
import { type GatheredRollout, isMoving } from './gather-rollouts.ts';
import { recordIdentity } from './record-identity.ts';
import { versionEvents } from './record-version.ts';

/** Returns whether a rollout ended or a revocation stopped moving: what waited for it may go on. */
export function act(context: Context, situation: Situation, decision: Decision): boolean {
  const moved = decision.rollouts.flatMap((planned) => moveRecord(planned, situation));
  const sent = [
    ...decision.rollouts.flatMap((planned) => dispatches(planned, situation)),
    ...catchUps(situation, decision.catchUp),
    ...departures(situation, decision.departures.remove),
  ];
  const mismatches = mismatchNews(context, situation, decision);
  const write = {
    states: [...decision.lost.states, ...decision.departures.states, ...sent.map(dispatchedRow)],
    rollouts: moved.map(({ record }) => record),
    plans: decision.rollouts.flatMap(frozenPlan),
    events: [
      ...versionEvents(context, situation.rollouts),
      ...decision.lost.events,
      ...decision.departures.events,
      ...moved.flatMap(({ events }) => events),
      ...sent.map(dispatchedEvent),
      ...mismatches.events,
    ],
  } satisfies LedgerWrite;

  const changed = write.states.length + write.rollouts.length + write.events.length > 0;
  if (changed) context.ledger.write(write);
  mismatches.markTold();
  for (const { host } of sent) context.sessions().markDirty(host.hostUid);
  askHosts(context, decision.ask);
  return moved.length > 0 && decision.rollouts.some(makesWay);
}

function makesWay({ rollout: { object, record }, plan }: PlannedRollout): boolean {
  if (isTerminal(plan.state)) return !isTerminal(record?.state);
  return object.spec.type === 'Revoke' && isMoving(record) && plan.state !== 'Progressing';
}

type Moved = { readonly record: RolloutRecord; readonly events: readonly NewAuditEvent[] };

/** Nothing when the rollout stands where it stood. */
function moveRecord({ rollout, plan }: PlannedRollout, { nowMs }: Situation): readonly Moved[] {
  const { object, version, record: before, policy, sealRequest } = rollout;
  const starts = plan.dispatch.length > 0 ? nowMs : undefined;
  const ends = isTerminal(plan.state) ? nowMs : undefined;
  const after: RolloutRecord = {
    ...recordIdentity(object, version),
    state: plan.state,
    reason: plan.reason,
    message: plan.message,
    stepsDone: plan.stepsDone,
    failedHosts: plan.failures.length,
    ...timeOf('movableSinceMs', plan.movableSinceMs, undefined),
    ...timeOf('stalledGeneration', plan.stalledGeneration, undefined),
    ...timeOf('startedAtMs', before?.startedAtMs, starts),
    ...timeOf('endedAtMs', before?.endedAtMs, ends),
    ...(sealRequest === undefined ? {} : { sealRequest }),
  };
  if (before !== undefined && isSameRecord(before, after)) return [];
  const stepNames = policy.steps.map((step) => step.name);
  const { approvals = [] } = object.spec;
  const events = rolloutEvents({ before, after, stepNames, approvals, ...askedOf(object), nowMs });
  return [{ record: after, events }];
}

/** What a controller made carries no name; only a person makes a Reseal. */
function askedOf({ metadata, spec }: CredentialRollout): { readonly asked?: Asked } {
  const { type, reason } = spec;
  const by = metadata.annotations?.[CHANGED_BY_ANNOTATION];
  if (by === undefined && type !== 'Reseal') return {};
  return {
    asked: { by: by ?? 'unknown', type, ...(reason === undefined ? {} : { why: reason }) },
  };
}

function timeOf<Name extends string>(
  name: Name,
  known: number | undefined,
  now: number | undefined,
): Partial<Record<Name, number>> {
  const ms = known ?? now;
  return ms === undefined ? {} : ({ [name]: ms } as Partial<Record<Name, number>>);
}

/** The message of a running rollout changes with every host and is not worth a write. */
function isSameRecord(before: RolloutRecord, after: RolloutRecord): boolean {
  return (
    before.state === after.state &&
    (before.reason === after.reason || after.state === 'Progressing') &&
    before.stepsDone === after.stepsDone &&
    before.startedAtMs === after.startedAtMs &&
    before.stalledGeneration === after.stalledGeneration &&
    (before.movableSinceMs === undefined) === (after.movableSinceMs === undefined)
  );
}

function frozenPlan({ rollout, plan }: PlannedRollout): readonly FrozenPlan[] {
  if (rollout.frozen !== undefined || plan.dispatch.length === 0) return [];
  const hostUids = rollout.hosts.map((host) => host.hostUid);
  return [{ rolloutUid: rollout.object.metadata.uid, hostUids, policy: rollout.policy }];
}

function dispatches({ rollout, plan }: PlannedRollout, situation: Situation): DispatchInput[] {
  return plan.dispatch.map((host) => dispatchInput(rollout, situation, { host, why: 'Rollout' }));
}

function catchUps(situation: Situation, hosts: readonly TargetHost[]): DispatchInput[] {
  const { stable } = situation;
  if (stable === undefined) return [];
  return hosts.map((host) => dispatchInput(stable, situation, { host, why: 'CatchUp' }));
}

/** Under the number that the host knows: when it comes back, the same version can. */
function departures(
  { credential, rows, nowMs }: Situation,
  hosts: readonly TargetHost[],
): DispatchInput[] {
  const { uid, namespace = '', name } = credential.metadata;
  return hosts.map((host) => {
    const row = rows.get(host.hostUid);
    return {
      credential: { uid, namespace, name },
      rollout: { uid: '', name: '', attempt: 0 },
      version: row?.targetVersion ?? 0,
      host,
      row,
      nowMs,
      why: 'Departure',
    };
  });
}

function dispatchInput(
  { object, version }: GatheredRollout,
  { credential, rows, nowMs }: Situation,
  to: Pick<DispatchInput, 'host' | 'why'>,
): DispatchInput {
  const { uid, namespace = '', name } = credential.metadata;
  const row: HostCredentialState | undefined = rows.get(to.host.hostUid);
  return {
    credential: { uid, namespace, name },
    rollout: {
      uid: object.metadata.uid,
      name: object.metadata.name,
      attempt: object.spec.attempt ?? 1,
    },
    version: version.spec.number,
    row,
    nowMs,
    ...to,
  };
}
