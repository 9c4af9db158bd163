/**
 * The units that a HostCredential touches: those that it lists, and the one that its delivery means.
 * @module
 */
import { machineUnit } from '#src/systemd/machine.ts';
import type { HostCredentialSpec, UnitActionName } from './credential.ts';

export type ActivatedUnit = { readonly name: string; readonly action: UnitActionName };

export function activatedUnits({
  activation,
  delivery,
}: Pick<HostCredentialSpec, 'activation' | 'delivery'>): readonly ActivatedUnit[] {
  const listed = (activation?.units ?? []).map(({ name, action }): ActivatedUnit => {
    return { name, action: action ?? 'TryRestart' };
  });
  if (delivery.machine === undefined) return listed;
  const container = machineUnit(delivery.machine.name);
  if (listed.some(({ name }) => name === container)) return listed;
  return [...listed, { name: container, action: 'TryRestart' }];
}
