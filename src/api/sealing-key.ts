/**
 * What a HostCredential is sealed with when it does not say.
 * @module
 */
import type { HostCredentialSpec, SealingKey } from './credential.ts';

/** The initrd cannot read the host key. */
export function sealingKey({
  sealing,
  delivery,
}: Pick<HostCredentialSpec, 'sealing' | 'delivery'>): SealingKey {
  return sealing?.key ?? (delivery.type === 'Boot' ? 'TPM2Initrd' : 'HostAndTPM2');
}
