/**
 * The caches as the reconcilers read them, with what we wrote ourselves on top until the watch shows it:
 * otherwise the next pass would decide on the past and write the same object twice.
 * @module
 */
import type { ObjectRef, ObjectSource } from '#controller/objects/objects.ts';
import type { KindName, Kinds } from '#src/api/core.ts';
import type { ApiObject, Stored } from '#src/api/meta.ts';

type Any = Stored<ApiObject>;

export class ObjectView {
  readonly #source: ObjectSource;
  /** Kind → namespace/name → object. */
  readonly #own = new Map<KindName, Map<string, Any>>();

  constructor(source: ObjectSource) {
    this.#source = source;
  }

  get<K extends KindName>(kind: K, ref: ObjectRef): Stored<Kinds[K]> | undefined {
    const own = this.#own.get(kind)?.get(keyOf(ref));
    return (own as Stored<Kinds[K]> | undefined) ?? this.#source.cache(kind).get(ref);
  }

  all<K extends KindName>(kind: K, namespace?: string): readonly Stored<Kinds[K]>[] {
    const cached = this.#source.cache(kind).all(namespace);
    const own = this.#own.get(kind);
    if (own === undefined || own.size === 0) return cached;
    const rest = cached.filter((object) => !own.has(keyOf(object.metadata)));
    const mine = [...own.values()].filter(
      ({ metadata }) => namespace === undefined || metadata.namespace === namespace,
    );
    return [...rest, ...(mine as unknown as Stored<Kinds[K]>[])];
  }

  /** Call with what the server answered to a write of ours. */
  remember<K extends KindName>(kind: K, object: Stored<Kinds[K]>): void {
    const cached = this.#source.cache(kind).get(object.metadata);
    if (cached !== undefined && !isNewer(object, cached)) return;
    const own = this.#own.get(kind) ?? this.#follow(kind);
    own.set(keyOf(object.metadata), object);
  }

  #follow(kind: KindName): Map<string, Any> {
    const own = new Map<string, Any>();
    this.#own.set(kind, own);
    this.#source.cache(kind).onChange((change) => {
      const key = keyOf(change.object.metadata);
      const mine = own.get(key);
      if (mine === undefined) return;
      if (change.kind === 'deleted' || !isNewer(mine, change.object)) own.delete(key);
    });
    return own;
  }
}

/** Resource versions of one kind grow; Kubernetes allows to compare them as numbers from 1.35 on. */
function isNewer(a: Any, b: Any): boolean {
  return Number(a.metadata.resourceVersion) > Number(b.metadata.resourceVersion);
}

function keyOf(ref: ObjectRef): string {
  return `${ref.namespace ?? ''}/${ref.name}`;
}
