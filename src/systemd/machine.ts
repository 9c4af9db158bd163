/**
 * Containers of a host by systemd's own unit: systemd-nspawn@NAME.service.
 * @module
 */

/** A part of systemd's rule for host names that needs no escaping in a unit's name. */
export const MACHINE_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9])?$/u;

export function machineUnit(name: string): string {
  return `systemd-nspawn@${name}.service`;
}
