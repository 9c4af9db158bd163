/**
 * Which store a delivery uses, and which of them keep their names apart.
 * @module
 */
import type { Intent } from '#src/intent/intent.ts';
import type { MachineStore, StoreName } from './credstore.ts';

const MACHINE = 'Machine/';

export function storeOf({ store, machine = '' }: Intent['delivery']): StoreName {
  return store === 'Machine' ? `${MACHINE}${machine}` : store;
}

/** What a container gets when it boots. */
export function isOfMachine(store: StoreName): store is MachineStore {
  return store.startsWith(MACHINE);
}

export function machineOf(store: MachineStore): string {
  return store.slice(MACHINE.length);
}

/** One name stands for one content on a host, but each container has names of its own. */
export function sharesNames(one: StoreName, other: StoreName): boolean {
  return isOfMachine(one) || isOfMachine(other) ? one === other : true;
}

/** For people. */
export function storeTitle(store: StoreName): string {
  if (isOfMachine(store)) return `the store of container '${machineOf(store)}'`;
  return `the ${store.toLowerCase()} credstore`;
}
