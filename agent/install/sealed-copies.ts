/**
 * The port to the copies of sealed files, kept beside the journal and found by what they are: what a rollback puts back,
 * and what takes the place of a file that somebody removed or changed.
 * @module
 */
/** Every method throws CREDSTORE_READ_ONLY, CREDSTORE_FULL or CREDSTORE_UNWRITABLE. A digest is SHA-256, hex. */
export interface SealedCopies {
  /** Undefined when there is none, whole. */
  read(uid: string, digest: string): Promise<Uint8Array | undefined>;
  /** Beside those of this HostCredential that are there. Resolves when durable. */
  keep(uid: string, texts: readonly Uint8Array[]): Promise<void>;
  /** What is there of this HostCredential. */
  digests(uid: string): Promise<readonly string[]>;
  /** Forgets all others of this HostCredential. */
  keepOnly(uid: string, digests: ReadonlySet<string>): Promise<void>;
  /** Forgets the copies of all other HostCredentials. */
  keepOnlyOf(uids: ReadonlySet<string>): Promise<void>;
}
