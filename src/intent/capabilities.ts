/**
 * What a host says that it can do, in Host.status.capabilities: what comes with its systemd, its TPM and its agent. Pure.
 * @module
 */
import { deliveryCapability } from '#src/api/delivery-capability.ts';
import type { SealingKey } from '#src/api/credential.ts';
import { USER_UNITS_SINCE } from '#src/systemd/user.ts';

/** Takes signatures of PCR states, and seals to their keys. */
export const PCR_SIGNATURES = 'PCRSignatures';

/** Seals again what it holds when it is asked to. */
export const RESEAL = 'Reseal';

/** Which ways of delivery are known, and what systemd of this version can do beyond the oldest supported (252). */
const SINCE: readonly (readonly [number, string])[] = [
  [252, deliveryCapability('UnitFile')],
  [252, deliveryCapability('Machine')],
  [252, deliveryCapability('Boot')],
  [USER_UNITS_SINCE, deliveryCapability('User')],
  [254, 'ImportCredential'],
  [255, 'SealWithoutPCR'],
  [256, 'UserScopedCredentials'],
  [260, 'RefreshOnReload'],
];
const TPM_PROFILES: readonly SealingKey[] = ['HostAndTPM2', 'TPM2', 'TPM2Initrd'];

export function capabilitiesOf(host: {
  readonly systemdVersion: number;
  readonly tpmPresent: boolean;
}): readonly string[] {
  const { systemdVersion, tpmPresent } = host;
  return [
    ...SINCE.filter(([version]) => systemdVersion >= version).map(([, name]) => name),
    sealingCapability('Host'),
    ...(tpmPresent ? [...TPM_PROFILES.map(sealingCapability), 'SealSignedPCRs'] : []),
    PCR_SIGNATURES,
    RESEAL,
  ];
}

export function sealingCapability(key: SealingKey): string {
  return `Seal${key}`;
}

export type SealingNeeds = { readonly key: SealingKey; readonly isSigned: boolean };

/** What such a host cannot do; undefined when it can, or is too old to say what it can. */
export function missingCapability(
  capabilities: readonly string[],
  { key, isSigned }: SealingNeeds,
): string | undefined {
  // Agents before this list named none of these.
  const saysProfiles = capabilities.includes(sealingCapability('Host'));
  const needed = [
    ...(saysProfiles ? [sealingCapability(key)] : []),
    ...(isSigned ? ['SealSignedPCRs'] : []),
  ];
  return needed.find((one) => !capabilities.includes(one));
}
