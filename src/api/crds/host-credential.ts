/**
 * Schema of HostCredential: what a team declares.
 * @module
 */
import {
  CONDITIONS,
  count,
  labelSelector,
  objectName,
  OBSERVED_GENERATION,
  time,
  unitName,
} from './common.ts';
import { ITEMS } from './credential-items.ts';
import { DELIVERY } from './delivery.ts';
import { HEALTH } from './health.ts';
import { rolloutPolicySpec } from './rollout-policy.ts';
import { choice, integer, list, mapList, object, set, string } from './schema.ts';
import { SEALING } from './sealing.ts';

const TARGETS = object(
  {
    hostSelector: labelSelector('Hosts by the labels that the controller owns.'),
    hostNames: set(objectName('Name of a Host.'), { minItems: 1, maxItems: 256 }),
    graceSeconds: integer(
      'A host that is no target any more, or lost its grant, keeps what it holds for so long.',
      { minimum: 0, maximum: 2_592_000, default: 3600 },
    ),
  },
  {
    description: 'Which hosts receive it.',
    rules: [
      {
        rule: 'has(self.hostSelector) != has(self.hostNames)',
        message: 'exactly one of hostSelector or hostNames',
      },
      {
        rule: '!has(self.hostSelector) || (has(self.hostSelector.matchLabels) && size(self.hostSelector.matchLabels) > 0) || (has(self.hostSelector.matchExpressions) && size(self.hostSelector.matchExpressions) > 0)',
        message: 'an empty hostSelector would select every host; name a label',
      },
    ],
  },
);

const ACTIVATION = object(
  {
    units: mapList(
      ['name'],
      object(
        {
          name: unitName('Unit that uses the credential.'),
          action: choice(
            'What is done to it after a change.',
            ['Restart', 'TryRestart', 'Reload', 'ReloadOrRestart', 'None'],
            'TryRestart',
          ),
        },
        { required: ['name'] },
      ),
      { maxItems: 16 },
    ),
    autoDetect: choice('Units on the host that load the credential by name.', [
      'Enabled',
      'Disabled',
    ]),
    coalesceSeconds: integer('Changes within this time cause one restart.', {
      minimum: 0,
      maximum: 600,
      default: 10,
    }),
  },
  { description: 'What is restarted or reloaded.' },
);

const ROLLOUT = object(
  {
    policyName: objectName('Name of a RolloutPolicy.'),
    inline: rolloutPolicySpec(),
    mode: choice('Whether a new version starts by itself.', ['Automatic', 'Manual'], 'Automatic'),
    initial: choice(
      'Whether the very first version follows the steps.',
      ['FollowSteps', 'SkipSteps'],
      'FollowSteps',
    ),
  },
  {
    description: 'How it spreads over the hosts.',
    rules: [
      {
        rule: '!(has(self.policyName) && has(self.inline))',
        message: 'set policyName or inline, not both',
      },
    ],
  },
);

export const HOST_CREDENTIAL_SPEC = object(
  {
    items: ITEMS,
    targets: TARGETS,
    delivery: DELIVERY,
    sealing: SEALING,
    activation: ACTIVATION,
    health: HEALTH,
    rollout: ROLLOUT,
    rollback: object({
      host: choice(
        'Whether a host puts the previous version back by itself.',
        ['Automatic', 'Disabled'],
        'Automatic',
      ),
    }),
    drift: choice(
      'What a host does about files and drop-ins that somebody changed: put back what it was sent, or only report it.',
      ['Repair', 'Report'],
      'Repair',
    ),
    deletionPolicy: choice(
      'Whether deleting this object removes the files from the hosts.',
      ['Retain', 'Remove'],
      'Retain',
    ),
    revisionHistoryLimit: integer('Versions kept for going back.', {
      minimum: 1,
      maximum: 20,
      default: 3,
    }),
  },
  {
    required: ['items', 'targets', 'delivery'],
    rules: [
      {
        rule: "self.delivery.type != 'Machine' || !has(self.activation) || !has(self.activation.units) || self.activation.units.all(unit, unit.name == 'systemd-nspawn@' + self.delivery.machine.name + '.service')",
        message:
          'with type Machine activation.units may only name the unit of the container, systemd-nspawn@NAME.service',
      },
      {
        rule: "self.delivery.type != 'User' || !has(self.sealing) || !has(self.sealing.key) || self.sealing.key in ['HostAndTPM2', 'Host']",
        message: 'credentials of a user are sealed with the host key: HostAndTPM2 or Host',
      },
      {
        rule: "self.delivery.type != 'Boot' || !has(self.activation) || !has(self.activation.units) || size(self.activation.units) == 0",
        message: 'Boot credentials are consumed at next boot; activation.units must be empty',
      },
      {
        rule: "self.delivery.type != 'Boot' || !has(self.sealing) || !has(self.sealing.key) || self.sealing.key in ['TPM2', 'TPM2Initrd']",
        message: 'Boot credentials cannot use the host key: it is not readable in the initrd',
      },
      {
        rule: "self.delivery.type != 'Boot' || !has(self.sealing) || !has(self.sealing.tpm2PublicKey)",
        message: 'Boot credentials cannot wait for signed PCR states: the initrd has no signatures',
      },
      {
        rule: "self.delivery.type != 'Boot' || !has(self.sealing) || !has(self.sealing.tpm2PCRs) || self.sealing.tpm2PCRs.all(pcr, !(pcr in [11, 12, 15]))",
        message:
          'PCRs 11, 12 and 15 have other values in the initrd than when a host seals; 12 holds the credentials themselves',
      },
    ],
  },
);

export const HOST_CREDENTIAL_STATUS = object({
  observedGeneration: OBSERVED_GENERATION,
  stableVersion: string('CredentialVersion that is proven.'),
  targetVersion: string('CredentialVersion that is being rolled out.'),
  activeRolloutName: string('CredentialRollout under way.'),
  hosts: object({
    matched: count('Hosts that the targets name.'),
    updated: count('Hosts that have the target version.'),
    healthy: count('Hosts that proved it.'),
    failed: count('Hosts that failed on it.'),
    unreachable: count('Hosts that are not connected.'),
    pending: count('Hosts that wait.'),
  }),
  failingHosts: list(
    object(
      { host: string('Host.'), reason: string('Why.'), message: string('Details.') },
      { required: ['host', 'reason', 'message'] },
    ),
    { description: 'The first that fail; the audit log has all.', maxItems: 20 },
  ),
  expirationTime: time('When the content expires.'),
  sealExpirationTime: time('When the first sealed file of a host ends; hosts renew them before.'),
  nextActionTime: time('When hosts that left lose what they hold.'),
  conditions: CONDITIONS,
});
