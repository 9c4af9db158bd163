/**
 * Ways of delivery over the wire: whole, and nothing that does not belong together.
 * @module
 */
import { expect, test } from 'vitest';
import type { Intent } from '#src/intent/intent.ts';
import { decodeIntent } from '#src/wire/intent-from-wire.ts';
import { encodeIntent } from '#src/wire/intent-to-wire.ts';
import { openedIntentOf } from '#test/gen/intent.ts';

type Delivery = Intent['delivery'];

const { intent } = openedIntentOf();
const decoded = (delivery: Delivery): Delivery =>
  decodeIntent(encodeIntent({ ...intent, delivery })).delivery;

test.for<Delivery>([
  { type: 'Service', store: 'Volatile', dropIn: 'None' },
  { type: 'Service', store: 'UnitFile', dropIn: 'Managed' },
  { type: 'Socket', store: 'Provider', dropIn: 'Managed' },
  { type: 'Machine', store: 'Machine', machine: 'web-01.local', dropIn: 'Managed' },
  { type: 'Boot', store: 'Boot', boot: { location: 'ESPGlobal' }, dropIn: 'Managed' },
  { type: 'User', store: 'User', user: 'alice', dropIn: 'Managed' },
  {
    type: 'Boot',
    store: 'Boot',
    boot: { location: 'UKIExtra', image: 'debian-6.1.efi' },
    dropIn: 'Managed',
  },
])('$type from $store comes back as it was', (delivery) => {
  expect(decoded(delivery)).toEqual(delivery);
});

test.for<{ given: string; delivery: Delivery; field: string }>([
  {
    given: 'no name',
    delivery: { type: 'Machine', store: 'Machine', dropIn: 'Managed' },
    field: 'machine',
  },
  {
    given: 'a path for a name',
    delivery: { type: 'Machine', store: 'Machine', machine: '../etc', dropIn: 'Managed' },
    field: 'machine',
  },
  {
    given: 'a store of units',
    delivery: { type: 'Machine', store: 'Persistent', machine: 'web', dropIn: 'Managed' },
    field: 'store',
  },
  {
    given: 'a unit file for what is fetched',
    delivery: { type: 'Socket', store: 'UnitFile', dropIn: 'Managed' },
    field: 'store',
  },
  {
    given: 'a path for a user',
    delivery: { type: 'User', store: 'User', user: '../root', dropIn: 'Managed' },
    field: 'user',
  },
  {
    given: 'a user for a service',
    delivery: { type: 'Service', store: 'Persistent', user: 'alice', dropIn: 'Managed' },
    field: 'user',
  },
  {
    given: 'no location',
    delivery: { type: 'Boot', store: 'Boot', dropIn: 'Managed' },
    field: 'bootLocation',
  },
  {
    given: 'a path for an image',
    delivery: {
      type: 'Boot',
      store: 'Boot',
      boot: { location: 'UKIExtra', image: '../../BOOT/x.efi' },
      dropIn: 'Managed',
    },
    field: 'bootImage',
  },
  {
    given: 'a location for a service',
    delivery: {
      type: 'Service',
      store: 'Persistent',
      boot: { location: 'ESPGlobal' },
      dropIn: 'Managed',
    },
    field: 'bootLocation',
  },
  {
    given: 'a container for a service',
    delivery: { type: 'Service', store: 'Persistent', machine: 'web', dropIn: 'Managed' },
    field: 'machine',
  },
  {
    given: 'the store of a container for a service',
    delivery: { type: 'Service', store: 'Machine', dropIn: 'Managed' },
    field: 'store',
  },
])('$given is refused', ({ delivery, field }) => {
  expect(() => decoded(delivery)).toThrow(`intent.delivery.${field}`);
});
