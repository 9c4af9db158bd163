/**
 * Schema of how a HostCredential reaches its consumer.
 * @module
 */
import { choice, object, string } from './schema.ts';

export const DELIVERY_TYPES = ['Service', 'Socket', 'Machine', 'Boot', 'User'] as const;

function onlyFor(type: string, field: string) {
  return {
    rule: `self.type == '${type}' ? has(self.${field}) : !has(self.${field})`,
    message: `delivery.${field} is required for, and only for, type ${type}`,
  };
}

export const DELIVERY = object(
  {
    type: choice(
      'How the credential reaches its consumer; immutable. Service: systemd finds it in a credstore. Socket: the unit fetches it, sealed, from the agent; only units that activation names or that load it from there get it. Machine: a container gets it as a system credential when it boots. Boot: the boot loader hands it to the next boot. User: units of that user load it (systemd 258).',
      DELIVERY_TYPES,
    ),
    store: choice(
      'Where the sealed file of type Service lies: Persistent is /etc/credstore.encrypted, Volatile is /run/credstore.encrypted and gone at reboot, UnitFile is a drop-in of each unit (SetCredentialEncrypted=), so that each change costs a daemon-reload.',
      ['Persistent', 'Volatile', 'UnitFile'],
      'Persistent',
    ),
    dropIn: choice(
      'Managed: the agent writes LoadCredentialEncrypted= drop-ins for the listed units. None: the units already load it; not with store UnitFile.',
      ['Managed', 'None'],
      'Managed',
    ),
    boot: object(
      {
        location: choice(
          'Which images are handed it. ESPGlobal: loader/credentials, all that systemd-stub starts. UKIExtra: EFI/Linux/IMAGE.extra.d, this unified kernel image.',
          ['ESPGlobal', 'UKIExtra'],
        ),
        image: string('File name of the unified kernel image; with UKIExtra, and only with it.', {
          maxLength: 125,
          pattern: '^[A-Za-z0-9][A-Za-z0-9_+.-]{0,120}\\.efi$',
        }),
        activateBy: choice('When it takes effect.', ['NextBoot'], 'NextBoot'),
      },
      {
        required: ['location'],
        rules: [
          {
            rule: "(self.location == 'UKIExtra') == has(self.image)",
            message: 'image is required for, and only for, location UKIExtra',
          },
        ],
      },
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
      {
        name: string('User on the host, whose own units load it.', {
          maxLength: 31,
          pattern: '^[a-z_][a-z0-9_-]{0,30}$',
        }),
      },
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
        rule: "!has(self.store) || self.store != 'UnitFile' || !has(self.dropIn) || self.dropIn != 'None'",
        message: 'store UnitFile needs dropIn Managed',
      },
      {
        rule: 'self.type == oldSelf.type',
        message: 'delivery.type is immutable; create a new HostCredential',
      },
    ],
  },
);
