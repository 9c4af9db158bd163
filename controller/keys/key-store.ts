/**
 * The port to where the controller's keys rest: a directory beside the embedded API, a Secret in a cluster.
 * @module
 */
/** Names and bytes; which names there are is keyring.ts's business. */
export type KeyMaterial = Readonly<Record<string, Uint8Array>>;

export interface KeyStore {
  /** Undefined when no keys were ever made. Throws when they are there and cannot be read or are readable by others. */
  read(): Promise<KeyMaterial | undefined>;
  /** False when somebody else was first: nothing was written then. */
  create(material: KeyMaterial): Promise<boolean>;
}
