/**
 * The rollouts that are not over, one by one, and the change freezes. Pure. What is over has no series any more; labels are
 * names of HostCredentials and rollouts, never of hosts or steps.
 * @module
 */
import { findCondition } from '#src/api/conditions.ts';
import type { ChangeFreeze } from '#src/api/freeze.ts';
import type { Stored } from '#src/api/meta.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import { parseTime } from '#src/api/time.ts';
import { type Family, gauge, type Labels, type Sample } from '#src/metrics/families.ts';
import { failureBudget, unavailableBudget } from '#src/rollout/policy.ts';

export type LiveRollout = {
  readonly object: Stored<CredentialRollout>;
  /** Hosts of it that are under way or down, whoever disrupted them. */
  readonly disrupted: number;
};

/** Undefined: not known yet. */
type ValueOf = (live: LiveRollout) => number | undefined;

export function rolloutGauges(live: readonly LiveRollout[]): readonly Family[] {
  const each = (name: string, help: string, valueOf: ValueOf) =>
    gauge(
      name,
      help,
      live.flatMap((one) => {
        const value = valueOf(one);
        return value === undefined ? [] : [{ labels: labelsOf(one), value }];
      }),
    );
  return [
    gauge('rollout_info', 'A rollout that is not over', live.map(infoOf)),
    each('rollout_step', 'The step that a rollout is at, from 1', ({ object: { status } }) =>
      status?.currentStep === undefined ? undefined : status.currentStep + 1,
    ),
    each('rollout_steps', 'Steps of a rollout', ({ object }) => object.status?.steps?.length),
    each('rollout_failures', 'Hosts that failed', ({ object }) => object.status?.hosts?.failed),
    each('rollout_failure_budget', 'Hosts that may fail before it stops', (one) =>
      budgetOf(one, 'maxFailures', failureBudget),
    ),
    each('disruption_budget_used', 'Hosts that are disrupted', ({ disrupted }) => disrupted),
    each('disruption_budget_limit', 'Hosts that may be disrupted at once', (one) =>
      budgetOf(one, 'maxUnavailable', unavailableBudget),
    ),
    each('rollout_paused_timestamp_seconds', 'Since when a rollout is paused', pausedSince),
  ];
}

function labelsOf({ object: { metadata, spec } }: LiveRollout): Labels {
  const { namespace = '', name } = metadata;
  return { namespace, name: spec.hostCredentialName, rollout: name };
}

function infoOf(live: LiveRollout): Sample {
  const { spec, status } = live.object;
  const { state = 'Planned' } = status ?? {};
  const reason = findCondition(status?.conditions, 'Progressing')?.reason ?? '';
  return { labels: { ...labelsOf(live), type: spec.type, state, reason }, value: 1 };
}

/** Known once it has started: until then its policy may change. */
function budgetOf(
  { object: { status } }: LiveRollout,
  name: 'maxFailures' | 'maxUnavailable',
  budget: typeof failureBudget,
): number | undefined {
  const value = status?.policySnapshot?.[name];
  const of = status?.hosts?.total;
  return value === undefined || of === undefined ? undefined : budget(value, of);
}

function pausedSince({ object: { status } }: LiveRollout): number | undefined {
  const paused = findCondition(status?.conditions, 'Paused');
  const sinceMs = paused?.status === 'True' ? parseTime(paused.lastTransitionTime) : undefined;
  return sinceMs === undefined ? undefined : sinceMs / 1000;
}

export function freezeGauges(
  freezes: readonly Stored<ChangeFreeze>[],
  nowMs: number,
): readonly Family[] {
  const since = freezes
    .filter(({ spec }) => (parseTime(spec.endTime) ?? Infinity) > nowMs)
    .map(({ metadata, spec }) => parseTime(spec.startTime ?? metadata.creationTimestamp ?? '') ?? 0)
    .filter((fromMs) => fromMs <= nowMs);
  const oldest = since.length === 0 ? [] : [{ labels: {}, value: Math.min(...since) / 1000 }];
  return [
    gauge('change_freezes', 'Change freezes in force', [{ labels: {}, value: since.length }]),
    gauge(
      'change_freeze_start_timestamp_seconds',
      'When the oldest change freeze in force began',
      oldest,
    ),
  ];
}
