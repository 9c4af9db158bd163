/**
 * The store below the embedded API: documents by key, one revision over all of them, and the latest changes.
 * Everything is synchronous: a decision and its write are never interleaved with another's.
 * @module
 */
import type { ApiDocument } from '#src/api/document.ts';

export type ObjectKey = {
  /** `hostcredentials.credfleet.dev`, `secrets`. */
  readonly resource: string;
  /** '' for cluster-scoped objects. */
  readonly namespace: string;
  readonly name: string;
};

export type StoreChange = {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly revision: number;
  readonly key: ObjectKey;
  /** JSON of the object; for DELETED as it was, with the revision of its deletion. */
  json(): string;
  /** JSON of the object before; undefined for ADDED. */
  previousJson(): string | undefined;
};

export type ListOptions = {
  /** All namespaces when undefined. */
  readonly namespace?: string;
  /** Only keys behind this one. */
  readonly after?: Pick<ObjectKey, 'namespace' | 'name'>;
};

export type PutOptions = {
  /** Encrypted at rest. */
  readonly sealed: boolean;
  /** Listed by {@link ObjectStore.expired} after this time. */
  readonly expiresAtMs?: number;
};

export interface ObjectStore {
  /** The revision of the latest change. */
  revision(): number;
  get(key: ObjectKey): ApiDocument | undefined;
  /** Ordered by namespace and name; reads as it is iterated. */
  list(resource: string, options?: ListOptions): Iterable<ApiDocument>;
  count(resource: string, options?: ListOptions): number;
  /**
   * Runs `work` in one transaction; its changes are visible and published together, or not at all.
   * @throws {CredfleetError} STORE_FAILED
   */
  change<T>(work: (write: ObjectWriter) => T): T;
  /**
   * The changes of `work` in one durable transaction: one that fails is undone by itself, and nothing is published
   * before all are durable.
   * @throws {CredfleetError} STORE_FAILED when none of them is kept, whatever their callers were told.
   */
  together(work: () => void): void;
  /** Objects whose time is over. */
  expired(nowMs: number): readonly ObjectKey[];
  /** The changes after `revision`, oldest first; undefined when some of them are forgotten. */
  changesSince(revision: number): readonly StoreChange[] | undefined;
  /** Called for each change once it is durable. Returns a function that stops it. */
  onChange(listener: (change: StoreChange) => void): () => void;
  close(): void;
}

export interface ObjectWriter {
  /** Stores the document under the next revision and returns it with that resourceVersion. */
  put(key: ObjectKey, document: ApiDocument, options: PutOptions): ApiDocument;
  remove(key: ObjectKey): void;
}
