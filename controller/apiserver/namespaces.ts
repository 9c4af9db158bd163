/**
 * Namespaces hold other objects: deleting one deletes what is in it; it goes when nothing is left.
 * @module
 */
import type { ObjectKey, ObjectStore, ObjectWriter } from '#controller/objects/object-store.ts';
import type { ApiDocument } from '#src/api/document.ts';
import { formatTime } from '#src/api/time.ts';
import type { Api } from './api.ts';
import { PERMANENT_NAMESPACES, prepareKind } from './kind-rules.ts';
import { resourceId, resources } from './resources.ts';
import { uuid } from './uuid.ts';

const contained = resources.filter(({ namespaced }) => namespaced);

export function contentsOf(store: ObjectStore, namespace: string): readonly ObjectKey[] {
  return contained.flatMap((resource) => {
    const id = resourceId(resource);
    return [...store.list(id, { namespace })].map(({ metadata }) => ({
      resource: id,
      namespace,
      name: metadata.name,
    }));
  });
}

function namespaceKey(name: string): ObjectKey {
  return { resource: 'namespaces', namespace: '', name };
}

export function findNamespace(store: ObjectStore, name: string): ApiDocument | undefined {
  return store.get(namespaceKey(name));
}

/** Called when an object was removed: the last one takes a terminating namespace with it. */
export function removeTerminatedNamespace(
  store: ObjectStore,
  write: ObjectWriter,
  removed: ObjectKey,
): void {
  const { namespace } = removed;
  if (namespace === '') return;
  const found = findNamespace(store, namespace);
  if (found?.metadata.deletionTimestamp === undefined) return;
  const left = contained.some((resource) => store.count(resourceId(resource), { namespace }) > 0);
  if (!left) write.remove(namespaceKey(namespace));
}

/** The namespaces that exist from the start. */
export function ensureNamespaces(api: Api): void {
  for (const name of PERMANENT_NAMESPACES) {
    if (findNamespace(api.store, name) !== undefined) continue;
    const document = prepareKind({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name,
        uid: uuid(api.random.bytes(16)),
        resourceVersion: '',
        creationTimestamp: formatTime(api.clock.nowMs()),
      },
    });
    api.store.change((write) => write.put(namespaceKey(name), document, { sealed: false }));
  }
}
