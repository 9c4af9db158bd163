/**
 * The port to where the controller's keys rest: a directory beside the embedded API, a Secret in a cluster.
 * @module
 */
/** Names and bytes; which names there are is the keyring's business. */
export type KeyMaterial = Readonly<Record<string, Uint8Array>>;

export type KeyChange = { readonly put?: KeyMaterial; readonly remove?: readonly string[] };

export interface KeyStore {
  /** Undefined when no keys were ever made. Throws when they are there and cannot be read or are readable by others. */
  read(): Promise<KeyMaterial | undefined>;
  /** False when somebody else was first: nothing was written then. */
  create(material: KeyMaterial): Promise<boolean>;
  /**
   * Puts entries in their order, then removes entries; makes the store when there is none. A crash leaves a beginning
   * of it done, each entry old or new and whole.
   */
  change(change: KeyChange): Promise<void>;
}
