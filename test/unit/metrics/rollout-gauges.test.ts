/**
 * Rollouts that are not over and change freezes in force, in numbers.
 * @module
 */
import { expect, test } from 'vitest';
import { freezeGauges, rolloutGauges } from '#controller/metrics/rollout-gauges.ts';
import type { ChangeFreeze } from '#src/api/freeze.ts';
import type { CredentialRollout, CredentialRolloutStatus } from '#src/api/rollout.ts';
import { formatTime } from '#src/api/time.ts';
import { formatFamilies } from '#src/metrics/families.ts';
import { storedOf } from '#test/gen/objects.ts';

const NOW_MS = 1_800_000_000_000;
const DAY_MS = 86_400_000;
const OF = '{namespace="payments",name="db",rollout="db-v2-a1"';

function samplesOf(status?: CredentialRolloutStatus): readonly string[] {
  const rollout: CredentialRollout = {
    apiVersion: 'credfleet.dev/v1alpha1',
    kind: 'CredentialRollout',
    metadata: { namespace: 'payments', name: 'db-v2-a1' },
    spec: { hostCredentialName: 'db', versionName: 'db-v2', type: 'Update' },
    ...(status === undefined ? {} : { status }),
  };
  const families = rolloutGauges([{ object: storedOf(rollout), disrupted: 2 }]);
  return formatFamilies(families)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.replace(`credfleet_`, ''));
}

test('percentages are of the hosts of the rollout: failures round down, and one may always move', () => {
  const policySnapshot = { steps: [], maxFailures: '10%', maxUnavailable: '1%' };
  const hosts = { total: 39, updated: 9, healthy: 8, failed: 1, skippedOffline: 0, pending: 30 };
  expect(samplesOf({ state: 'Progressing', policySnapshot, hosts, currentStep: 1 })).toEqual(
    expect.arrayContaining([
      `rollout_info${OF},type="Update",state="Progressing",reason=""} 1`,
      `rollout_step${OF}} 2`,
      `rollout_failures${OF}} 1`,
      `rollout_failure_budget${OF}} 3`,
      `disruption_budget_used${OF}} 2`,
      `disruption_budget_limit${OF}} 1`,
    ]),
  );
});

test('what nobody has planned yet has no budgets', () => {
  expect(samplesOf()).toEqual([
    `rollout_info${OF},type="Update",state="Planned",reason=""} 1`,
    `disruption_budget_used${OF}} 2`,
  ]);
});

function freezesOf(...specs: readonly Partial<ChangeFreeze['spec']>[]): readonly string[] {
  const freezes = specs.map((spec, at) =>
    storedOf<ChangeFreeze>(
      {
        apiVersion: 'credfleet.dev/v1alpha1',
        kind: 'ChangeFreeze',
        metadata: { name: `freeze-${at}` },
        spec: { reason: 'holidays', endTime: formatTime(NOW_MS + DAY_MS), ...spec },
      },
      { creationTimestamp: formatTime(NOW_MS - 2 * DAY_MS) },
    ),
  );
  return formatFamilies(freezeGauges(freezes, NOW_MS))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

test('of the freezes in force the one that began first counts; without a start it began when it was made', () => {
  const future = { startTime: formatTime(NOW_MS + 1_000) };
  const over = { startTime: formatTime(NOW_MS - 9 * DAY_MS), endTime: formatTime(NOW_MS - 1_000) };
  const recent = { startTime: formatTime(NOW_MS - DAY_MS) };
  expect(freezesOf(future, over, recent, {})).toEqual([
    'credfleet_change_freezes 2',
    `credfleet_change_freeze_start_timestamp_seconds ${(NOW_MS - 2 * DAY_MS) / 1000}`,
  ]);
  expect(freezesOf(future, over)).toEqual(['credfleet_change_freezes 0']);
});
