/**
 * Schema of RolloutPolicy: steps, budgets and windows. The same spec stands inline in a HostCredential
 * and as a snapshot in a CredentialRollout's status.
 * @module
 */
import { intOrPercent, labelSelector } from './common.ts';
import { choice, integer, list, mapList, object, type Schema, string } from './schema.ts';

const STEP = object(
  {
    name: string('Name of the step.', { minLength: 1, maxLength: 63, pattern: '^[a-z0-9-]+$' }),
    target: intOrPercent('Hosts that have the version after this step; cumulative.'),
    hostSelector: labelSelector('Hosts that come first in this step.'),
    pauseSeconds: integer('Wait after this step.', { minimum: 0, maximum: 604_800 }),
    approval: choice('Whether a person must agree before the next step.', ['None', 'Required']),
    maxFailures: intOrPercent('Failed hosts tolerated in this step.'),
  },
  {
    required: ['name', 'target'],
    rules: [
      {
        rule: "!(has(self.pauseSeconds) && has(self.approval) && self.approval == 'Required')",
        message: 'use a timed pause or an approval, not both',
      },
    ],
  },
);

const BUDGET = object(
  {
    groupBy: list(string('Label key.', { minLength: 1, maxLength: 317 }), {
      minItems: 1,
      maxItems: 3,
    }),
    maxUnavailable: intOrPercent('Hosts of a group that may be disrupted at once.'),
    minAvailable: intOrPercent('Hosts of a group that must stay up.'),
  },
  {
    required: ['groupBy'],
    rules: [
      {
        rule: 'has(self.maxUnavailable) != has(self.minAvailable)',
        message: 'exactly one of maxUnavailable or minAvailable',
      },
    ],
  },
);

const WINDOW = object(
  {
    days: list(choice('Day.', ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']), {
      minItems: 1,
      maxItems: 7,
    }),
    start: string('HH:MM in timeZone.', {
      maxLength: 5,
      pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
    }),
    durationSeconds: integer('How long it is open.', { minimum: 900, maximum: 604_800 }),
    timeZone: string('IANA name, such as Europe/Berlin.', { minLength: 1, maxLength: 64 }),
  },
  { required: ['days', 'start', 'durationSeconds', 'timeZone'] },
);

export function rolloutPolicySpec(): Schema {
  return object(
    {
      steps: mapList(['name'], STEP, {
        description: 'In order; the last one reaches 100%.',
        minItems: 1,
        maxItems: 16,
        'x-kubernetes-validations': [
          {
            rule: "self[size(self) - 1].target == '100%'",
            message: 'the last step must have target 100%',
          },
        ],
      }),
      maxUnavailable: intOrPercent('Hosts that may be disrupted at once.', 1),
      disruptionBudgets: list(BUDGET, {
        description: 'Further limits per group of hosts.',
        maxItems: 4,
      }),
      maxFailures: intOrPercent('Failed hosts tolerated in total.', 1),
      onFailure: choice('What happens beyond the budget.', ['Pause', 'Rollback'], 'Pause'),
      minConnectedPercent: integer('A rollout does not start below this.', {
        minimum: 0,
        maximum: 100,
        default: 80,
      }),
      progressDeadlineSeconds: integer('Pause when nothing moved for so long.', {
        minimum: 60,
        maximum: 31_536_000,
        default: 3600,
      }),
      onNewVersion: choice(
        'What a newer version does to a rollout under way.',
        ['Supersede', 'Queue'],
        'Supersede',
      ),
      minIntervalSeconds: integer('Shortest time between two versions.', {
        minimum: 0,
        maximum: 31_536_000,
        default: 60,
      }),
      windows: list(WINDOW, { description: 'Hosts are changed only then.', maxItems: 8 }),
    },
    { required: ['steps'] },
  );
}
