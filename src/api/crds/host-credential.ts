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
import { HEALTH } from './health.ts';
import { rolloutPolicySpec } from './rollout-policy.ts';
import { choice, integer, list, mapList, object, set, string } from './schema.ts';

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

export const DELIVERY_TYPES = ['Service', 'Socket', 'Machine', 'Boot', 'User'] as const;
export const SEALING_KEYS = ['HostAndTPM2', 'TPM2', 'TPM2Initrd', 'Host'] as const;

function onlyFor(type: string, field: string) {
  return {
    rule: `self.type == '${type}' ? has(self.${field}) : !has(self.${field})`,
    message: `delivery.${field} is required for, and only for, type ${type}`,
  };
}

const DELIVERY = object(
  {
    type: choice(
      'How the credential reaches its consumer; immutable. Service: systemd finds it in a credstore. Socket: the unit fetches it, sealed, from the agent; only units that activation names or that load it from there get it. Machine: a container gets it as a system credential when it boots.',
      DELIVERY_TYPES,
    ),
    store: choice(
      'Where the sealed file of type Service lies: Persistent is /etc/credstore.encrypted, Volatile is /run/credstore.encrypted and gone at reboot.',
      ['Persistent', 'Volatile', 'UnitFile'],
      'Persistent',
    ),
    dropIn: choice(
      'Managed: the agent writes LoadCredentialEncrypted= drop-ins for the listed units. None: the units already load it.',
      ['Managed', 'None'],
      'Managed',
    ),
    boot: object(
      {
        location: choice('Which boot files see it.', ['ESPGlobal', 'UKIExtra']),
        activateBy: choice('When it takes effect.', ['NextBoot'], 'NextBoot'),
      },
      { required: ['location'] },
    ),
    machine: object(
      {
        name: string('Container of the host: NAME of systemd-nspawn@NAME.service.', {
          maxLength: 64,
          pattern: '^[A-Za-z0-9]([A-Za-z0-9_.-]{0,62}[A-Za-z0-9])?$',
        }),
      },
      { required: ['name'] },
    ),
    user: object(
      { name: string('User on the host.', { minLength: 1, maxLength: 31 }) },
      { required: ['name'] },
    ),
  },
  {
    required: ['type'],
    description: 'How the credential reaches its consumer.',
    rules: [
      onlyFor('Boot', 'boot'),
      onlyFor('Machine', 'machine'),
      onlyFor('User', 'user'),
      {
        rule: 'self.type == oldSelf.type',
        message: 'delivery.type is immutable; create a new HostCredential',
      },
    ],
  },
);

const SEALING = object(
  {
    key: choice(
      'What the file is sealed with; never chosen silently.',
      SEALING_KEYS,
      'HostAndTPM2',
    ),
    tpm2PCRs: set(integer('PCR index.', { minimum: 0, maximum: 23 }), {
      description: 'PCRs to bind to. None by default: firmware updates change them.',
      maxItems: 8,
    }),
    tpm2PublicKey: string('PEM key of a signed PCR policy.', { maxLength: 4096 }),
    ttlSeconds: integer('The sealed file is not accepted by the host after this time.', {
      minimum: 60,
    }),
  },
  {
    description: 'How it is sealed on the host.',
    rules: [
      {
        rule: "self.key != 'Host' || !has(self.tpm2PCRs) || size(self.tpm2PCRs) == 0",
        message: 'PCRs are in the TPM: key Host cannot be bound to them',
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
        rule: "self.delivery.type != 'Boot' || !has(self.activation) || !has(self.activation.units) || size(self.activation.units) == 0",
        message: 'Boot credentials are consumed at next boot; activation.units must be empty',
      },
      {
        rule: "self.delivery.type != 'Boot' || !has(self.sealing) || !has(self.sealing.key) || self.sealing.key in ['TPM2', 'TPM2Initrd']",
        message: 'Boot credentials cannot use the host key: it is not readable in the initrd',
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
