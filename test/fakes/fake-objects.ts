/**
 * API objects in memory behind the port: resourceVersions, generations, conflicts, finalizers and
 * watches like a server's. Caches follow one microtask later, as a watch would; Secrets are cached
 * without their data.
 * @module
 */
import { isDeepStrictEqual } from 'node:util';
import { createOneByOne } from '#controller/objects/create-one-by-one.ts';
import type {
  MadeObject,
  NewObject,
  ObjectCache,
  ObjectRef,
  ObjectSource,
} from '#controller/objects/objects.ts';
import { kinds, type KindName, type Kinds } from '#src/api/core.ts';
import type { ApiObject, LabelSelector, Stored } from '#src/api/meta.ts';
import { matchesSelector } from '#src/api/selector.ts';
import { formatTime } from '#src/api/time.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { FakeClock } from './fake-clock.ts';

type Any = Stored<ApiObject>;
type AnyChange = { readonly kind: 'set' | 'deleted'; readonly object: Any };

export type RecordedWrite = {
  readonly verb: 'create' | 'replace' | 'replaceStatus' | 'delete';
  readonly kind: KindName;
  readonly name: string;
};

export class FakeObjects implements ObjectSource {
  readonly writes: RecordedWrite[] = [];
  readonly reads: { readonly kind: KindName; readonly name: string }[] = [];
  readonly #clock: Clock;
  readonly #stored = new Map<string, Any>();
  readonly #caches = new Map<KindName, FakeCache>();
  #revision = 0;
  #uids = 0;

  constructor(clock: Clock = new FakeClock()) {
    this.#clock = clock;
  }

  async get<K extends KindName>(kind: K, ref: ObjectRef): Promise<Stored<Kinds[K]> | undefined> {
    this.reads.push({ kind, name: ref.name });
    return as<K>(this.#stored.get(keyOf(kind, ref)));
  }

  async list<K extends KindName>(
    kind: K,
    options?: { readonly namespace?: string; readonly labelSelector?: LabelSelector },
  ): Promise<readonly Stored<Kinds[K]>[]> {
    return this.#ofKind(kind)
      .filter((object) => [undefined, object.metadata.namespace].includes(options?.namespace))
      .filter((object) => matchesSelector(options?.labelSelector ?? {}, object.metadata.labels))
      .map((object) => as<K>(object) as Stored<Kinds[K]>);
  }

  async create<K extends KindName>(kind: K, object: Kinds[K]): Promise<Stored<Kinds[K]>> {
    const key = keyOf(kind, object.metadata);
    if (this.#stored.has(key)) throw new CredfleetError('OBJECT_EXISTS', `${key} exists`);
    this.#uids += 1;
    const metadata = {
      ...object.metadata,
      uid: `00000000-0000-4000-8000-${String(this.#uids).padStart(12, '0')}`,
      generation: 1,
      creationTimestamp: formatTime(this.#clock.nowMs()),
    };
    return this.#put(kind, { ...object, metadata } as Any, 'create') as Stored<Kinds[K]>;
  }

  async createInOrder(objects: readonly NewObject[]): Promise<readonly MadeObject[]> {
    return createOneByOne(this, objects);
  }

  async replace<K extends KindName>(kind: K, object: Stored<Kinds[K]>): Promise<Stored<Kinds[K]>> {
    const old = this.#current(kind, object.metadata);
    const sameSpec = isDeepStrictEqual(old.spec, (object as Any).spec);
    const generation = (old.metadata.generation ?? 1) + (sameSpec ? 0 : 1);
    const metadata = { ...object.metadata, generation };
    const next = { ...object, status: old.status, metadata } as Any;
    if (metadata.deletionTimestamp !== undefined && (metadata.finalizers ?? []).length === 0) {
      this.#remove(kind, next);
      return next as Stored<Kinds[K]>;
    }
    return this.#put(kind, next, 'replace') as Stored<Kinds[K]>;
  }

  async replaceStatus<K extends KindName>(
    kind: K,
    object: Stored<Kinds[K]>,
  ): Promise<Stored<Kinds[K]>> {
    const old = this.#current(kind, object.metadata);
    const { status } = object as ApiObject;
    return this.#put(kind, { ...old, status }, 'replaceStatus') as Stored<Kinds[K]>;
  }

  async delete(kind: KindName, ref: ObjectRef): Promise<void> {
    const old = this.#stored.get(keyOf(kind, ref));
    if (old === undefined) return;
    if ((old.metadata.finalizers ?? []).length === 0) return this.#remove(kind, old);
    const deletionTimestamp = formatTime(this.#clock.nowMs());
    this.#put(kind, { ...old, metadata: { ...old.metadata, deletionTimestamp } }, 'delete');
  }

  cache<K extends KindName>(kind: K): ObjectCache<K> {
    let cache = this.#caches.get(kind);
    if (cache === undefined) {
      cache = new FakeCache(this.#ofKind(kind));
      this.#caches.set(kind, cache);
    }
    return cache as unknown as ObjectCache<K>;
  }

  #ofKind(kind: KindName): Any[] {
    return [...this.#stored]
      .filter(([key]) => key.startsWith(`${kind}/`))
      .map(([, object]) => object);
  }

  #current(kind: KindName, metadata: Any['metadata']): Any {
    const old = this.#stored.get(keyOf(kind, metadata));
    if (old === undefined) throw new CredfleetError('OBJECT_NOT_FOUND', `${metadata.name} is gone`);
    if (old.metadata.resourceVersion !== metadata.resourceVersion) {
      throw new CredfleetError('OBJECT_CONFLICT', `${kind} ${metadata.name} was changed meanwhile`);
    }
    return old;
  }

  #put(kind: KindName, object: Any, verb: RecordedWrite['verb']): Any {
    this.#revision += 1;
    const stored = structuredClone({
      ...object,
      metadata: { ...object.metadata, resourceVersion: String(this.#revision) },
    });
    this.#stored.set(keyOf(kind, stored.metadata), stored);
    this.#tell(kind, { kind: 'set', object: stored }, verb);
    return stored;
  }

  #remove(kind: KindName, object: Any): void {
    this.#stored.delete(keyOf(kind, object.metadata));
    this.#tell(kind, { kind: 'deleted', object }, 'delete');
  }

  #tell(kind: KindName, change: AnyChange, verb: RecordedWrite['verb']): void {
    this.writes.push({ verb, kind, name: change.object.metadata.name });
    queueMicrotask(() => this.#caches.get(kind)?.apply(change));
  }
}

class FakeCache {
  readonly synced = Promise.resolve();
  readonly #objects = new Map<string, Any>();
  readonly #listeners = new Set<(change: AnyChange) => void>();

  constructor(objects: readonly Any[]) {
    for (const object of objects) this.#keep(object);
  }

  get(ref: ObjectRef): Any | undefined {
    return this.#objects.get(refKey(ref));
  }

  all(namespace?: string): readonly Any[] {
    const all = [...this.#objects.values()];
    return namespace === undefined
      ? all
      : all.filter((object) => object.metadata.namespace === namespace);
  }

  onChange(listener: (change: AnyChange) => void): () => void {
    this.#listeners.add(listener);
    for (const object of this.#objects.values()) listener({ kind: 'set', object });
    return () => this.#listeners.delete(listener);
  }

  apply(change: AnyChange): void {
    if (change.kind === 'set') this.#keep(change.object);
    else this.#objects.delete(refKey(change.object.metadata));
    for (const listener of this.#listeners) listener(change);
  }

  #keep(object: Any): void {
    const { data: _data, ...rest } = object as Any & { readonly data?: unknown };
    this.#objects.set(refKey(object.metadata), object.kind === 'Secret' ? rest : object);
  }
}

function keyOf(kind: KindName, ref: ObjectRef): string {
  return `${kind}/${kinds[kind].namespaced ? refKey(ref) : ref.name}`;
}

function refKey(ref: ObjectRef): string {
  return `${ref.namespace ?? ''}/${ref.name}`;
}

function as<K extends KindName>(object: Any | undefined): Stored<Kinds[K]> | undefined {
  return object === undefined
    ? undefined
    : (structuredClone(object) as unknown as Stored<Kinds[K]>);
}
