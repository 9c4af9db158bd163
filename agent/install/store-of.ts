/**
 * Which store a delivery uses, and which of them keep their names apart.
 * @module
 */
import type { Intent } from '#src/intent/intent.ts';
import type { BootStore, MachineStore, StoreName } from './credstore.ts';

const MACHINE = 'Machine/';
const BOOT = 'Boot/';

export function storeOf({ store, machine = '', boot }: Intent['delivery']): StoreName {
  if (store === 'Machine') return `${MACHINE}${machine}`;
  if (store !== 'Boot') return store;
  return boot?.location === 'UKIExtra' ? `${BOOT}${boot.image}` : BOOT;
}

/** What a container gets when it boots. */
export function isOfMachine(store: StoreName): store is MachineStore {
  return store.startsWith(MACHINE);
}

export function machineOf(store: MachineStore): string {
  return store.slice(MACHINE.length);
}

/** What the host gets when it boots. */
export function isOfBoot(store: StoreName): store is BootStore {
  return store.startsWith(BOOT);
}

/** The image that it is for; undefined: all. */
export function imageOf(store: BootStore): string | undefined {
  return store === BOOT ? undefined : store.slice(BOOT.length);
}

/** One name stands for one content on a host, but each container has names of its own. */
export function sharesNames(one: StoreName, other: StoreName): boolean {
  return isOfMachine(one) || isOfMachine(other) ? one === other : true;
}

/** For people. */
export function storeTitle(store: StoreName): string {
  if (isOfMachine(store)) return `the store of container '${machineOf(store)}'`;
  if (isOfBoot(store)) return "the boot loader's partition";
  return `the ${store.toLowerCase()} credstore`;
}
