/**
 * The local copy of one kind: what {@link followObjects} reports, and who wants to know.
 * @module
 */
import { isDeepStrictEqual } from 'node:util';
import type { KindName, Kinds } from '#src/api/core.ts';
import type { JsonObject } from '#src/api/json.ts';
import type { ObjectMeta, Stored } from '#src/api/meta.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Follower } from './follow-objects.ts';
import type { ObjectCache, ObjectChange, ObjectRef } from './objects.ts';

type Listener<K extends KindName> = (change: ObjectChange<K>) => void;

export class MemoryCache<K extends KindName> implements ObjectCache<K>, Follower {
  readonly synced: Promise<void>;
  readonly #resolveSynced: () => void;
  readonly #read: (object: JsonObject) => Stored<Kinds[K]>;
  readonly #log: Logger;
  readonly #objects = new Map<string, Stored<Kinds[K]>>();
  readonly #listeners = new Set<Listener<K>>();

  /** `read` turns what the server sent into what is kept. */
  constructor(options: {
    readonly read: (object: JsonObject) => Stored<Kinds[K]>;
    readonly log: Logger;
    readonly signal: AbortSignal;
  }) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const abort = (): void => reject(options.signal.reason as Error);
    if (options.signal.aborted) abort();
    options.signal.addEventListener('abort', abort, { once: true });
    // Nobody has to wait for it.
    promise.catch(() => undefined);
    this.synced = promise;
    this.#resolveSynced = resolve;
    this.#read = options.read;
    this.#log = options.log;
  }

  get(ref: ObjectRef): Stored<Kinds[K]> | undefined {
    return this.#objects.get(keyOf(ref));
  }

  all(namespace?: string): readonly Stored<Kinds[K]>[] {
    const objects = [...this.#objects.values()];
    if (namespace === undefined) return objects;
    return objects.filter(({ metadata }) => metadata.namespace === namespace);
  }

  onChange(listener: Listener<K>): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  replaced(objects: readonly JsonObject[]): void {
    const listed = new Map(
      objects.map((object) => {
        const kept = this.#read(object);
        return [keyOf(kept.metadata), kept];
      }),
    );
    const gone = [...this.#objects].filter(([key]) => !listed.has(key));
    for (const [key, object] of gone) {
      this.#objects.delete(key);
      this.#tell({ kind: 'deleted', object });
    }
    for (const object of listed.values()) this.#keep(object);
    this.#resolveSynced();
  }

  set(object: JsonObject): void {
    this.#keep(this.#read(object));
  }

  deleted(object: JsonObject): void {
    const last = this.#read(object);
    if (this.#objects.delete(keyOf(last.metadata))) this.#tell({ kind: 'deleted', object: last });
  }

  #keep(object: Stored<Kinds[K]>): void {
    const key = keyOf(object.metadata);
    const known = this.#objects.get(key);
    if (known !== undefined && isSameVersion(known.metadata, object.metadata)) return;
    this.#objects.set(key, object);
    // Deleted and made again while nobody looked: its follower must hear of both.
    if (known !== undefined && known.metadata.uid !== object.metadata.uid) {
      this.#tell({ kind: 'deleted', object: known });
    }
    this.#tell({ kind: 'set', object });
  }

  #tell(change: ObjectChange<K>): void {
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch (error) {
        this.#log.error({ err: error }, 'a listener of the object cache failed');
      }
    }
  }
}

function keyOf({ name, namespace = '' }: Pick<ObjectMeta, 'name' | 'namespace'>): string {
  return `${namespace}/${name}`;
}

function isSameVersion(a: ObjectMeta, b: ObjectMeta): boolean {
  return isDeepStrictEqual([a.uid, a.resourceVersion], [b.uid, b.resourceVersion]);
}
