/**
 * Create, update and patch: decode, admit, store. One decision and its write are one synchronous step, so
 * no other write comes between.
 * @module
 */
import type { ObjectKey, PutOptions } from '#controller/objects/object-store.ts';
import type { ApiDocument, DocumentMeta } from '#src/api/document.ts';
import { isJsonArray, type JsonValue } from '#src/api/json.ts';
import { refused } from '#src/api/status.ts';
import {
  admissionProblems,
  identityProblems,
  isDoomed,
  isUnchanged,
  newDocument,
  nextDocument,
} from './admit.ts';
import type { Api, ApiRequest } from './api.ts';
import {
  badRequest,
  parseBody,
  parseJson,
  type PatchKind,
  patchKindOf,
  unsupportedMediaType,
} from './bodies.ts';
import { approvalProblems } from './kind-rules.ts';
import { withChangedBy } from './changed-by.ts';
import type { User } from './authorize.ts';
import { decode, type Draft } from './decode.ts';
import { findDirective, jsonPatch, mergePatch } from './merge-patch.ts';
import { removeTerminatedNamespace } from './namespaces.ts';
import { type WriteOptions, writeOptions } from './options.ts';
import { alreadyExists, conflict, forbiddenObject, invalidObject, notFound } from './refusals.ts';
import { findResource, type Resource, resourceId } from './resources.ts';
import type { ResourceRoute } from './route.ts';
import { uuid } from './uuid.ts';

export type Written = {
  readonly document: ApiDocument;
  readonly warnings: readonly string[];
};

const SUFFIX = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX_LENGTH = 5;

export function keyOf(route: ResourceRoute, name: string = route.name): ObjectKey {
  return { resource: resourceId(route.resource), namespace: route.namespace, name };
}

export function create(api: Api, route: ResourceRoute, request: ApiRequest): Written {
  const { resource, namespace } = route;
  const options = writeOptions(request.query, 'CreateOptions');
  const body = parseBody(request.body, request.contentType);
  const { draft, warnings } = decode(resource, body, options.fieldValidation);
  checkNamespaceOf(route, draft);
  if (draft.metadata.resourceVersion !== undefined) {
    throw badRequest('resourceVersion should not be set on objects to be created');
  }
  const made = newDocument(resource, draft, {
    uid: uuid(api.random.bytes(16)),
    nowMs: api.clock.nowMs(),
    suffix: suffix(api.random.bytes(SUFFIX_LENGTH)),
    namespace,
  });
  const document = withChangedBy({ document: made, old: undefined, user: request.user });
  checkNamespaceExists(api, route, document.metadata.name);
  refuseProblems(api, resource, { document, old: undefined, user: request.user });
  const key = keyOf(route, document.metadata.name);
  if (api.store.get(key) !== undefined) throw alreadyExists(resource, key.name);
  return { document: store(api, { resource, key, document, options }), warnings };
}

export function update(api: Api, route: ResourceRoute, request: ApiRequest): Written {
  const { resource } = route;
  const options = writeOptions(request.query, 'UpdateOptions');
  const body = parseBody(request.body, request.contentType);
  const { draft, warnings } = decode(resource, body, options.fieldValidation);
  checkNames(route, draft);
  const old = existing(api, route);
  const { uid, resourceVersion } = draft.metadata;
  if (uid !== undefined && uid !== old.metadata.uid) {
    const detail = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid}`;
    throw conflict(resource, old.metadata.name, detail);
  }
  if (resourceVersion === undefined && !resource.blindUpdates) {
    const message = 'Invalid value: 0: must be specified for an update';
    throw invalidObject({ ...resource, kind: resource.plural }, old.metadata.name, [
      { field: 'metadata.resourceVersion', reason: 'FieldValueInvalid', message },
    ]);
  }
  return { document: replace(api, { route, old, draft, options, user: request.user }), warnings };
}

export function patch(api: Api, route: ResourceRoute, request: ApiRequest): Written {
  const options = writeOptions(request.query, 'PatchOptions');
  const kind = patchKindFor(route.resource, request.contentType);
  const patchBody = parseJson(request.body);
  const old = existing(api, route);
  const patched = patchedValue(kind, old, patchBody);
  const { draft, warnings } = decode(route.resource, patched, options.fieldValidation);
  checkNames(route, draft);
  const problems = identityProblems(draft, old);
  if (problems.length > 0) throw invalidObject(route.resource, old.metadata.name, problems);
  return { document: replace(api, { route, old, draft, options, user: request.user }), warnings };
}

function patchKindFor(resource: Resource, contentType: string): PatchKind {
  const kind = patchKindOf(contentType);
  const accepted = [
    'application/json-patch+json',
    'application/merge-patch+json',
    ...(resource.custom ? [] : ['application/strategic-merge-patch+json']),
  ];
  const isKnown = kind === 'json' || kind === 'merge' || (kind === 'strategic' && !resource.custom);
  if (kind === undefined || !isKnown) throw unsupportedMediaType(accepted);
  return kind;
}

/** Our core kinds have no lists that strategic patches would merge, so that they are merge patches. */
function patchedValue(kind: PatchKind, old: ApiDocument, body: JsonValue): JsonValue {
  if (kind === 'json') {
    if (!isJsonArray(body)) throw badRequest('error decoding patch: a JSON patch is a list');
    const patched = jsonPatch(old, body);
    if (patched.ok) return patched.value;
    const message = `the server rejected our request due to an error in our request: ${patched.problem}`;
    throw refused({ code: 422, reason: 'Invalid', message });
  }
  if (typeof body !== 'object' || body === null || isJsonArray(body)) {
    throw badRequest('error decoding patch: a merge patch is an object');
  }
  const directive = kind === 'strategic' ? findDirective(body) : undefined;
  if (directive !== undefined) {
    throw badRequest(
      `strategic merge patch directive "${directive}" is not supported; use a merge patch or a JSON patch`,
    );
  }
  return mergePatch(old, body);
}

function existing(api: Api, route: ResourceRoute): ApiDocument {
  const found = api.store.get(keyOf(route));
  if (found === undefined) throw notFound(route.resource, route.name);
  return found;
}

type Replacement = {
  readonly route: ResourceRoute;
  readonly old: ApiDocument;
  readonly draft: Draft;
  readonly options: WriteOptions;
  readonly user: User;
};

function replace(api: Api, { route, old, draft, options, user }: Replacement): ApiDocument {
  const { resource, subresource } = route;
  const { resourceVersion } = draft.metadata;
  if (resourceVersion !== undefined && resourceVersion !== old.metadata.resourceVersion) {
    throw conflict(resource, old.metadata.name);
  }
  const next = nextDocument({ resource, old, draft, subresource });
  const document = withChangedBy({ document: next, old, user });
  if (isUnchanged(document, old)) return old;
  refuseProblems(api, resource, { document, old, user });
  return store(api, { resource, key: keyOf(route), document, options });
}

function checkNames(route: ResourceRoute, draft: Draft): void {
  const { name } = draft.metadata;
  if (name !== undefined && name !== route.name) {
    throw badRequest(
      `the name of the object (${name}) does not match the name on the URL (${route.name})`,
    );
  }
  checkNamespaceOf(route, draft);
}

function checkNamespaceOf(route: ResourceRoute, draft: Draft): void {
  const { namespace } = draft.metadata;
  if (namespace === undefined || namespace === route.namespace) return;
  throw badRequest(
    'the namespace of the provided object does not match the namespace sent on the request',
  );
}

function checkNamespaceExists(api: Api, route: ResourceRoute, name: string): void {
  const { namespace, resource } = route;
  if (!resource.namespaced) return;
  const namespaces = findResource('', 'v1', 'namespaces');
  const found = api.store.get({ resource: 'namespaces', namespace: '', name: namespace });
  if (found === undefined && namespaces !== undefined) throw notFound(namespaces, namespace);
  if (found?.metadata.deletionTimestamp !== undefined) {
    throw forbiddenObject(
      resource,
      name,
      `unable to create new content in namespace ${namespace} because it is being terminated`,
    );
  }
}

function refuseProblems(
  { rules }: Api,
  resource: Resource,
  change: {
    readonly document: ApiDocument;
    readonly old: ApiDocument | undefined;
    readonly user: User;
  },
): void {
  const { document, old, user } = change;
  const problems = [
    ...admissionProblems({ resource, document, old, rules }),
    ...approvalProblems(document, old, user.name),
  ];
  if (problems.length > 0) throw invalidObject(resource, document.metadata.name, problems);
}

/** Writes the document; one that is being deleted and has no finalizer left goes instead. */
function store(
  api: Api,
  input: {
    readonly resource: Resource;
    readonly key: ObjectKey;
    readonly document: ApiDocument;
    readonly options: WriteOptions;
  },
): ApiDocument {
  const { resource, key, document, options } = input;
  if (options.dryRun) return withoutEmptyVersion(document);
  return api.store.change((write) => {
    const stored = write.put(key, document, putOptions(api, resource));
    if (isDoomed(document)) {
      write.remove(key);
      removeTerminatedNamespace(api.store, write, key);
    }
    return stored;
  });
}

/** A new object that is not stored has no version to show. */
function withoutEmptyVersion(document: ApiDocument): ApiDocument {
  const { resourceVersion, ...metadata } = document.metadata;
  return resourceVersion === '' ? { ...document, metadata: metadata as DocumentMeta } : document;
}

export function putOptions(api: Api, { sealed, lifeMs }: Resource): PutOptions {
  return lifeMs === undefined ? { sealed } : { sealed, expiresAtMs: api.clock.nowMs() + lifeMs };
}

function suffix(bytes: Uint8Array): string {
  return [...bytes].map((byte) => SUFFIX[byte % SUFFIX.length]).join('');
}
