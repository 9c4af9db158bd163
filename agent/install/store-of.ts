/**
 * Which store a delivery uses, and which of them keep their names apart.
 * @module
 */
import type { Intent } from '#src/intent/intent.ts';
import type { BootStore, MachineStore, StoreName, UserStore } from './credstore.ts';

const MACHINE = 'Machine/';
const BOOT = 'Boot/';
const USER = 'User/';
const FOR_ROOT = 0o600;
const FOR_EVERYBODY = 0o644;

export function storeOf({ store, machine = '', boot, user = '' }: Intent['delivery']): StoreName {
  if (store === 'Machine') return `${MACHINE}${machine}`;
  if (store === 'User') return `${USER}${user}`;
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

export function isOfUser(store: StoreName): store is UserStore {
  return store.startsWith(USER);
}

/** Whom alone it opens for; undefined: units of the system. */
export function userOf(store: UserStore): string;
export function userOf(store: StoreName): string | undefined;
export function userOf(store: StoreName): string | undefined {
  return isOfUser(store) ? store.slice(USER.length) : undefined;
}

/** In a folder where systemd does not look for names. */
export function isApart(store: StoreName): boolean {
  return isOfMachine(store) || isOfUser(store);
}

/** One name stands for one content on a host, but each container and each user has names of their own. */
export function sharesNames(one: StoreName, other: StoreName): boolean {
  return isApart(one) || isApart(other) ? one === other : true;
}

/** What opens for one user only, whoever has the file, that user's manager has to read. */
export function fileModeOf(store: StoreName): number {
  return isOfUser(store) ? FOR_EVERYBODY : FOR_ROOT;
}

/** For people. */
export function storeTitle(store: StoreName): string {
  if (isOfMachine(store)) return `the store of container '${machineOf(store)}'`;
  if (isOfUser(store)) return `the store of user '${userOf(store)}'`;
  if (isOfBoot(store)) return "the boot loader's partition";
  if (store === 'UnitFile') return 'the store of what stands in drop-ins';
  return `the ${store.toLowerCase()} credstore`;
}
