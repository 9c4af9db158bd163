/**
 * Schema of CredentialRollout: one attempt, and the verbs of operators on it.
 * @module
 */
import {
  CONDITIONS,
  count,
  labelSelector,
  objectName,
  OBSERVED_GENERATION,
  time,
} from './common.ts';
import { rolloutPolicySpec } from './rollout-policy.ts';
import { ROLLOUT_TYPES } from '../rollout.ts';
import { asRecord, boolean, choice, integer, list, mapList, object, string } from './schema.ts';

const APPROVAL = object(
  {
    step: string('Name of the step.', { minLength: 1, maxLength: 63 }),
    user: string('Who agrees.', { minLength: 1, maxLength: 253 }),
    comment: string('Why.', { maxLength: 1024 }),
  },
  { required: ['step', 'user'] },
);

export const CREDENTIAL_ROLLOUT_SPEC = object(
  {
    hostCredentialName: objectName('HostCredential in the same namespace.'),
    versionName: objectName('CredentialVersion to bring to the hosts.'),
    type: choice('What this attempt does.', ROLLOUT_TYPES),
    attempt: integer('Counts attempts of one version.', { minimum: 1, default: 1 }),
    desiredState: choice(
      'Running, Paused or, for good, Aborted.',
      ['Running', 'Paused', 'Aborted'],
      'Running',
    ),
    abortAction: choice(
      'What happens to hosts that have the version when it is aborted.',
      ['Keep', 'Rollback'],
      'Rollback',
    ),
    promotedStep: integer('Steps up to this one do not wait; only grows.', {
      minimum: 0,
      maximum: 16,
    }),
    urgency: choice('Emergency ignores steps and windows.', ['Normal', 'Emergency'], 'Normal'),
    reason: string('Why; required of a Revoke.', { minLength: 1, maxLength: 1024 }),
    budgets: choice(
      'Override: an Emergency goes to all hosts at once, and failures do not stop it.',
      ['Keep', 'Override'],
    ),
    hosts: list(objectName('Name of a Host.'), {
      description:
        'Of a Reseal: the hosts that shall seal the version again; all that hold it by default.',
      minItems: 1,
      maxItems: 256,
    }),
    hostSelector: labelSelector('Of a Reseal: only hosts with these labels.'),
    approvals: list(APPROVAL, { maxItems: 16 }),
  },
  {
    required: ['hostCredentialName', 'versionName', 'type'],
    rules: [
      {
        rule: 'self.hostCredentialName == oldSelf.hostCredentialName && self.versionName == oldSelf.versionName && self.type == oldSelf.type && self.attempt == oldSelf.attempt',
        message:
          'hostCredentialName, versionName, type and attempt are immutable; create a new rollout',
      },
      {
        rule: "!(oldSelf.desiredState == 'Aborted' && self.desiredState != 'Aborted')",
        message: 'an aborted rollout cannot be resumed; a retry creates a new attempt',
      },
      {
        rule: '!has(oldSelf.promotedStep) || (has(self.promotedStep) && self.promotedStep >= oldSelf.promotedStep)',
        message: 'promotedStep only increases',
      },
      {
        rule: "self.type != 'Revoke' || (has(self.reason) && self.urgency == 'Emergency')",
        message: 'a Revoke needs a reason and urgency Emergency',
      },
      {
        rule: "self.type == 'Reseal' || (!has(self.hosts) && !has(self.hostSelector))",
        message: 'hosts and hostSelector are for a Reseal',
      },
      {
        rule: "!has(self.budgets) || self.budgets == 'Keep' || self.urgency == 'Emergency'",
        message: 'only an Emergency may override budgets',
      },
    ],
  },
);

const STEP_STATUS = object(
  {
    name: string('Name of the step.'),
    planned: count('Hosts in this step.'),
    updated: count('Hosts that have the version.'),
    healthy: count('Hosts that proved it.'),
    failed: count('Hosts that failed.'),
    startTime: time('When it began.'),
    endTime: time('When it was done.'),
  },
  { required: ['name', 'planned', 'updated', 'healthy', 'failed'] },
);

const FAILURE = object(
  {
    host: string('Host.'),
    reason: string('Why, for programs.'),
    message: string('Why, for people.'),
    rolledBack: boolean('Whether the host has its previous version again.'),
  },
  { required: ['host', 'reason', 'message', 'rolledBack'] },
);

export const CREDENTIAL_ROLLOUT_STATUS = object({
  observedGeneration: OBSERVED_GENERATION,
  policySnapshot: asRecord(rolloutPolicySpec()),
  plannedHosts: count('Hosts in the plan.'),
  state: choice('Where it stands.', [
    'Planned',
    'Progressing',
    'Paused',
    'Succeeded',
    'Failed',
    'Aborted',
    'Superseded',
  ]),
  currentStep: count('Index of the step under way.'),
  steps: mapList(['name'], STEP_STATUS, { maxItems: 16 }),
  hosts: object({
    total: count('Hosts in the plan.'),
    updated: count('Hosts that have the version.'),
    healthy: count('Hosts that proved it.'),
    failed: count('Hosts that failed.'),
    skippedOffline: count('Hosts that were not connected and catch up later.'),
    pending: count('Hosts that wait.'),
  }),
  failures: list(FAILURE, { maxItems: 20 }),
  waitingFor: string('What it waits for now.'),
  nextActionTime: time('When it looks again.'),
  stepDisplay: string('Step, such as "2/3 all".'),
  updatedDisplay: string('Progress, such as "12/40".'),
  startTime: time('When it began.'),
  endTime: time('When it ended.'),
  conditions: CONDITIONS,
});
