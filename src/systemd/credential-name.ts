/**
 * Which names and sizes a credential may have: narrower than systemd's own rules where systemd
 * would accept what breaks hosts later.
 * @module
 */

/** systemd refuses larger ones (CREDENTIAL_SIZE_MAX); also the limit per unit, names included. */
export const CREDENTIAL_SIZE_MAX_BYTES = 1_048_576;
/** Up to 256 the limit on files is applied to the Base64 text: encrypt succeeds, the unit then fails. */
export const CREDENTIAL_SIZE_MAX_BYTES_OLD = 860_000;
const FULL_SIZE_SINCE = 257;

const NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,198}[A-Za-z0-9_])?$/u;

/** Imported by systemd's own services from the same stores, all versions from 252 to 262 united. */
const RESERVED_PREFIXES = [
  'agetty.',
  'cryptsetup.',
  'firstboot.',
  'fsck.',
  'getty.',
  'home.',
  'imds.',
  'import.',
  'journal.',
  'login.',
  'network.hosts',
  'network.link.',
  'network.netdev.',
  'network.network.',
  'network.wireguard.',
  'passwd.',
  'quotacheck.',
  'shell.',
  'ssh.authorized_keys.root',
  'ssh.listen',
  'sysctl.',
  'sysusers.',
  'tmpfiles.',
  'tty.',
  'udev.conf.',
  'udev.rules.',
  'userdb.',
  'vconsole.',
];

export type NameProblem = { readonly kind: 'invalid' | 'reserved'; readonly message: string };

/** Undefined when the name may be used. */
export function problemOfCredentialName(name: string): NameProblem | undefined {
  if (!NAME.test(name)) {
    const message =
      `credential name '${name.slice(0, 64)}' must be 1 to 200 of A-Z a-z 0-9 _ . - ` +
      "and neither begin nor end with '.' or '-'";
    return { kind: 'invalid', message };
  }
  const prefix = RESERVED_PREFIXES.find((reserved) => name.startsWith(reserved));
  if (prefix === undefined) return undefined;
  const message =
    `credential name '${name}' is reserved: systemd's own services import '${prefix}*' ` +
    'from the same store and may not start when they cannot read it; choose another name';
  return { kind: 'reserved', message };
}

export type SizedItem = { readonly name: string; readonly sizeBytes: number };

/** Undefined when all items fit into one unit on a host with this systemd. */
export function problemOfSizes(
  items: readonly SizedItem[],
  systemdVersion: number,
): string | undefined {
  const limit =
    systemdVersion < FULL_SIZE_SINCE ? CREDENTIAL_SIZE_MAX_BYTES_OLD : CREDENTIAL_SIZE_MAX_BYTES;
  const large = items.find((item) => item.sizeBytes > limit);
  if (large !== undefined) {
    return `'${large.name}' has ${large.sizeBytes} bytes; systemd ${systemdVersion} reads at most ${limit}`;
  }
  const total = items.reduce((sum, item) => sum + item.name.length + item.sizeBytes, 0);
  if (total <= CREDENTIAL_SIZE_MAX_BYTES) return undefined;
  return `names and contents add up to ${total} bytes; systemd gives one unit at most ${CREDENTIAL_SIZE_MAX_BYTES}`;
}
