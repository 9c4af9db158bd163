/**
 * The port to the credstores: sealed files under the names that units load.
 * @module
 */
/**
 * Provider: files that only the agent reads, to hand them to units that fetch them from its socket. UnitFile: those that
 * drop-ins are written from, the sealed credential in them. Machine/NAME: what
 * the container NAME gets; its unit names the file in full. Boot/: on the boot loader's partition, for all images or for
 * the one of that file name. User/NAME: what units of that user load; they can open it, so they may read it.
 */
export type StoreName =
  | 'Persistent'
  | 'Volatile'
  | 'Provider'
  | 'UnitFile'
  | MachineStore
  | BootStore
  | UserStore;
export type UserStore = `User/${string}`;
export type MachineStore = `Machine/${string}`;
export type BootStore = 'Boot/' | `Boot/${string}`;

export type SealedFile = { readonly name: string; readonly text: Uint8Array };

/** Written and fsynced beside their final names; nothing is in effect yet. */
export interface StagedFiles {
  /** Puts all in place and makes that durable. */
  install(): Promise<void>;
  discard(): Promise<void>;
}

/** Every method throws CREDSTORE_READ_ONLY, CREDSTORE_FULL or CREDSTORE_UNWRITABLE. */
export interface Credstore {
  /** Why nothing can be put there now; undefined: it can. */
  problemOf(store: StoreName): string | undefined;
  pathOf(store: StoreName, name: string): string;
  /** SHA-256 of the files that are there, hex, by name. */
  digests(store: StoreName, names: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Undefined when it is not there. */
  read(store: StoreName, name: string): Promise<Uint8Array | undefined>;
  stage(store: StoreName, files: readonly SealedFile[]): Promise<StagedFiles>;
  remove(store: StoreName, names: readonly string[]): Promise<void>;
  /** Removes what a crash left half written. */
  clean(): Promise<void>;
}
