/**
 * Delete and deletecollection: finalizers hold an object until its owner lets go of it.
 * @module
 */
import type { ObjectKey, ObjectWriter } from '#controller/objects/object-store.ts';
import type { ApiDocument } from '#src/api/document.ts';
import type { JsonObject } from '#src/api/json.ts';
import { formatTime } from '#src/api/time.ts';
import type { Api, ApiRequest } from './api.ts';
import type { User } from './authorize.ts';
import { parseBody } from './bodies.ts';
import { withChangedBy } from './changed-by.ts';
import { PERMANENT_NAMESPACES, prepareKind } from './kind-rules.ts';
import { contentsOf, removeTerminatedNamespace } from './namespaces.ts';
import { checkPreconditions, type DeleteOptions, deleteOptions } from './options.ts';
import { selectedDocuments } from './read.ts';
import { forbiddenObject, notFound } from './refusals.ts';
import { type Resource, resourceId, resources } from './resources.ts';
import type { ResourceRoute } from './route.ts';
import { keyOf, putOptions } from './write.ts';

export type Removed =
  | { readonly kind: 'gone'; readonly status: JsonObject }
  /** Still there: marked, and waiting for its finalizers. */
  | { readonly kind: 'terminating'; readonly document: ApiDocument };

export function remove(api: Api, route: ResourceRoute, request: ApiRequest): Removed {
  const { resource } = route;
  const options = optionsOf(request);
  const key = keyOf(route);
  const document = api.store.get(key);
  if (document === undefined) throw notFound(resource, route.name);
  checkPreconditions(resource, document, options);
  checkMayGo(resource, document);
  const target = { resource, key, document, user: request.user };
  const left = api.store.change((write) =>
    options.dryRun ? marked(api, target) : removeOne(api, write, target),
  );
  const isHeld = (document.metadata.finalizers ?? []).length > 0 || resource.kind === 'Namespace';
  if (isHeld && left !== undefined) return { kind: 'terminating', document: left };
  return { kind: 'gone', status: success(resource, document) };
}

/** Returns what was deleted, as it was. */
export function removeAll(
  api: Api,
  route: ResourceRoute,
  request: ApiRequest,
): readonly ApiDocument[] {
  const { resource } = route;
  const options = optionsOf(request);
  const documents = selectedDocuments(api, route, request.query);
  for (const document of documents) checkMayGo(resource, document);
  if (options.dryRun) return documents;
  api.store.change((write) => {
    for (const document of documents) {
      const { name, namespace = '' } = document.metadata;
      const key = { resource: resourceId(resource), namespace, name };
      removeOne(api, write, { resource, key, document, user: request.user });
    }
  });
  return documents;
}

function optionsOf(request: ApiRequest): DeleteOptions {
  const body = request.body.length === 0 ? {} : parseBody(request.body, request.contentType);
  return deleteOptions(request.query, body);
}

function checkMayGo(resource: Resource, { metadata }: ApiDocument): void {
  if (resource.kind !== 'Namespace' || !PERMANENT_NAMESPACES.includes(metadata.name)) return;
  throw forbiddenObject(resource, metadata.name, 'this namespace may not be deleted');
}

type Target = {
  readonly resource: Resource;
  readonly key: ObjectKey;
  readonly document: ApiDocument;
  /** Who deletes it. */
  readonly user: User;
};

/** Returns the document when it stays for now. */
function removeOne(api: Api, write: ObjectWriter, target: Target): ApiDocument | undefined {
  if (target.resource.kind === 'Namespace') return removeNamespace(api, write, target);
  const { key, document } = target;
  if ((document.metadata.finalizers ?? []).length === 0) {
    write.remove(key);
    removeTerminatedNamespace(api.store, write, key);
    return undefined;
  }
  return mark(api, write, target);
}

function removeNamespace(api: Api, write: ObjectWriter, target: Target): ApiDocument | undefined {
  const terminating = mark(api, write, target);
  for (const key of contentsOf(api.store, target.key.name)) {
    const resource = resources.find((one) => resourceId(one) === key.resource);
    const document = api.store.get(key);
    if (resource !== undefined && document !== undefined) {
      removeOne(api, write, { resource, key, document, user: target.user });
    }
  }
  if (contentsOf(api.store, target.key.name).length > 0) return terminating;
  write.remove(target.key);
  return terminating;
}

function mark(api: Api, write: ObjectWriter, target: Target): ApiDocument {
  const { resource, key, document } = target;
  if (document.metadata.deletionTimestamp !== undefined) return document;
  return write.put(key, marked(api, target), putOptions(api, resource));
}

/** Deletion counts as a change, and is somebody's. */
function marked(api: Api, { document, user }: Pick<Target, 'document' | 'user'>): ApiDocument {
  const { metadata } = document;
  if (metadata.deletionTimestamp !== undefined) return document;
  const next = prepareKind({
    ...document,
    metadata: {
      ...metadata,
      ...(metadata.generation === undefined ? {} : { generation: metadata.generation + 1 }),
      deletionTimestamp: formatTime(api.clock.nowMs()),
      deletionGracePeriodSeconds: 0,
    },
  });
  return withChangedBy({ document: next, old: document, user });
}

function success(resource: Resource, { metadata }: ApiDocument): JsonObject {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name: metadata.name,
      ...(resource.group === '' ? {} : { group: resource.group }),
      kind: resource.plural,
      uid: metadata.uid,
    },
  };
}

/** Events whose hour is over. */
export function removeExpired(api: Api): void {
  const expired = api.store.expired(api.clock.nowMs());
  if (expired.length === 0) return;
  api.store.change((write) => {
    for (const key of expired) write.remove(key);
  });
}
