/**
 * Whether a host can be delivered to in the way that a HostCredential asks for: its agent says so at each Hello.
 * @module
 */
import type { DeliverySpec, HostCredential } from '#src/api/credential.ts';
import { neededCapability } from '#src/api/delivery-capability.ts';
import type { Host } from '#src/api/host.ts';
import { USER_UNITS_SINCE } from '#src/systemd/user.ts';
import type { Denial } from './access.ts';

/** A host that has never been here may be able to. */
export function incapable(
  { status }: Pick<Host, 'status'>,
  { spec }: Pick<HostCredential, 'spec'>,
): Denial | undefined {
  const { type } = spec.delivery;
  const needed = neededCapability(spec.delivery);
  const said = status?.capabilities;
  if (needed === undefined || said === undefined || said.includes(needed)) return undefined;
  const version = status?.systemdVersion ?? 0;
  if (type === 'User' && version > 0 && version < USER_UNITS_SINCE) {
    const text = `its systemd ${version} opens no encrypted credential for units of a user; ${USER_UNITS_SINCE} does`;
    return { reason: 'SystemdTooOld', message: text };
  }
  const message = `its agent cannot deliver ${wayOf(spec.delivery)}: update the agent`;
  return { reason: 'DeliveryUnsupported', message };
}

function wayOf({ type, store }: DeliverySpec): string {
  return store === 'UnitFile' ? `store ${store}` : `type ${type}`;
}
