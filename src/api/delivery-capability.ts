/**
 * How an agent says which ways of delivery it knows beyond those that every agent does.
 * @module
 */
import type { DeliveryType } from './credential.ts';

export type LaterDelivery = Exclude<DeliveryType, 'Service' | 'Socket'>;

/** In Host.status.capabilities. */
export function deliveryCapability(type: LaterDelivery): string {
  return `Delivery${type}`;
}

/** Undefined: every agent can. */
export function neededCapability(type: DeliveryType): string | undefined {
  return type === 'Service' || type === 'Socket' ? undefined : deliveryCapability(type);
}
