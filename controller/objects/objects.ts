/**
 * The port to the API objects: the controller knows nothing else of Kubernetes. Its real half speaks
 * to any server, the embedded one included, through @kubernetes/client-node.
 * @module
 */
import type { KindName, Kinds } from '#src/api/core.ts';
import type { LabelSelector, Stored } from '#src/api/meta.ts';

export type ObjectRef = { readonly name: string; readonly namespace?: string };

export type ObjectChange<K extends KindName> =
  | { readonly kind: 'set'; readonly object: Stored<Kinds[K]> }
  | { readonly kind: 'deleted'; readonly object: Stored<Kinds[K]> };

/**
 * Errors everywhere: OBJECT_INVALID (422, the causes in the message), OBJECT_CONFLICT (stale resourceVersion),
 * OBJECT_EXISTS, API_FORBIDDEN, API_UNAVAILABLE (retried with backoff by the caller's loop).
 */
export type NewObject = {
  [K in KindName]: { readonly kind: K; readonly object: Kinds[K] };
}[KindName];
export type MadeObject = {
  [K in KindName]: { readonly kind: K; readonly object: Stored<Kinds[K]> };
}[KindName];

export interface Objects {
  /** Undefined when there is none. */
  get<K extends KindName>(kind: K, ref: ObjectRef): Promise<Stored<Kinds[K]> | undefined>;
  list<K extends KindName>(
    kind: K,
    options?: { readonly namespace?: string; readonly labelSelector?: LabelSelector },
  ): Promise<readonly Stored<Kinds[K]>[]>;
  create<K extends KindName>(kind: K, object: Kinds[K]): Promise<Stored<Kinds[K]>>;
  /**
   * Each only when those before it are durable, or become so with it: over the own API all are one transaction. Throws
   * for the first that is refused; what comes after that one is not made.
   */
  createInOrder(objects: readonly NewObject[]): Promise<readonly MadeObject[]>;
  /** Needs metadata.resourceVersion. Does not touch status. */
  replace<K extends KindName>(kind: K, object: Stored<Kinds[K]>): Promise<Stored<Kinds[K]>>;
  /** Writes status only; needs metadata.resourceVersion. */
  replaceStatus<K extends KindName>(kind: K, object: Stored<Kinds[K]>): Promise<Stored<Kinds[K]>>;
  /** Nothing happens when it is gone already. */
  delete(kind: KindName, ref: ObjectRef): Promise<void>;
}

/**
 * A local copy that follows the server: list, watch with bookmarks, resume, list again on 410, backoff with
 * jitter. Secrets are followed by their metadata only: no data, no type.
 */
export interface ObjectCache<K extends KindName> {
  /** Resolves when the first list is in; rejects when the signal aborts. */
  readonly synced: Promise<void>;
  get(ref: ObjectRef): Stored<Kinds[K]> | undefined;
  all(namespace?: string): readonly Stored<Kinds[K]>[];
  /** Called for each change after the cache shows it, also for the first list. Returns a function that stops it. */
  onChange(listener: (change: ObjectChange<K>) => void): () => void;
}

export interface ObjectSource extends Objects {
  /** One cache per kind, shared; started by the first call, ended by the signal given at construction. */
  cache<K extends KindName>(kind: K): ObjectCache<K>;
}
