/**
 * How an agent says which ways of delivery it knows beyond those that every agent does.
 * @module
 */
import type { DeliverySpec, DeliveryType } from './credential.ts';

export type LaterDelivery = Exclude<DeliveryType, 'Service' | 'Socket'> | 'UnitFile';

/** In Host.status.capabilities. */
export function deliveryCapability(way: LaterDelivery): string {
  return `Delivery${way}`;
}

/** Undefined: every agent can. */
export function neededCapability({ type, store }: DeliverySpec): string | undefined {
  if (store === 'UnitFile') return deliveryCapability(store);
  return type === 'Service' || type === 'Socket' ? undefined : deliveryCapability(type);
}
