/**
 * What an agent has not said that it can, nothing is sent for.
 * @module
 */
import { expect, test } from 'vitest';
import { incapable } from '#controller/reconcile/host-capability.ts';
import type { DeliverySpec } from '#src/api/credential.ts';

const CONTAINER: DeliverySpec = { type: 'Machine', machine: { name: 'web' } };
const IN_UNIT: DeliverySpec = { type: 'Service', store: 'UnitFile' };

test.for([
  { given: 'a host that has never been here', capabilities: undefined, delivery: CONTAINER },
  { given: 'an agent that can', capabilities: ['x', 'DeliveryMachine'], delivery: CONTAINER },
  {
    given: 'an agent that writes it into units',
    capabilities: ['DeliveryUnitFile'],
    delivery: IN_UNIT,
  },
  { given: 'what every agent can', capabilities: [], delivery: { type: 'Socket' } as const },
])('$given: is sent to', ({ capabilities, delivery }) => {
  const status = capabilities === undefined ? {} : { capabilities };
  expect(incapable({ status }, { spec: { items: [], targets: {}, delivery } })).toBeUndefined();
});

test.for([
  { way: 'type Machine', delivery: CONTAINER },
  { way: 'store UnitFile', delivery: IN_UNIT },
])('an agent that is too old for $way: told with what to do', ({ way, delivery }) => {
  const spec = { items: [], targets: {}, delivery };
  expect(incapable({ status: { capabilities: ['DeliveryBoot'] } }, { spec })).toEqual({
    reason: 'DeliveryUnsupported',
    message: `its agent cannot deliver ${way}: update the agent`,
  });
});

test('a systemd that is too old for units of users: told with the one that is not', () => {
  const delivery: DeliverySpec = { type: 'User', user: { name: 'alice' } };
  const spec = { items: [], targets: {}, delivery };
  const status = { capabilities: ['DeliveryMachine'], systemdVersion: 257 };
  expect(incapable({ status }, { spec })).toEqual({
    reason: 'SystemdTooOld',
    message: 'its systemd 257 opens no encrypted credential for units of a user; 258 does',
  });
  expect(incapable({ status: { ...status, systemdVersion: 262 } }, { spec })).toMatchObject({
    reason: 'DeliveryUnsupported',
  });
});
