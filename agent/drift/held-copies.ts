/**
 * The port to the copies of what is held: sealed as in the store, kept beside the journal, so that a file which
 * somebody removed or changed is put back without asking anybody.
 * @module
 */
import type { SealedFile } from '#agent/install/credstore.ts';

/** Every method throws CREDSTORE_READ_ONLY, CREDSTORE_FULL or CREDSTORE_UNWRITABLE. */
export interface HeldCopies {
  /** Undefined when there is none. */
  read(uid: string, name: string): Promise<Uint8Array | undefined>;
  /** In place of those of this HostCredential that are there. */
  keep(uid: string, files: readonly SealedFile[]): Promise<void>;
  /** Of one HostCredential. */
  forget(uid: string): Promise<void>;
  /** Forgets the copies of all other HostCredentials. */
  keepOnly(uids: ReadonlySet<string>): Promise<void>;
}
