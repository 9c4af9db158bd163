/**
 * Get and list: selectors, pages and the semantics of resourceVersion.
 * @module
 */
import type { ApiDocument } from '#src/api/document.ts';
import { field, type JsonObject, text } from '#src/api/json.ts';
import type { Api } from './api.ts';
import { badRequest } from './bodies.ts';
import { type ReadOptions, readOptions } from './options.ts';
import type { Parsed } from './parsed.ts';
import { expired, notFound, tooLargeVersion } from './refusals.ts';
import { type Resource, resourceId } from './resources.ts';
import type { ResourceRoute } from './route.ts';
import { type Matches, parseFieldSelector, parseLabelSelector } from './selector.ts';
import { keyOf } from './write.ts';

export function get(api: Api, route: ResourceRoute, query: URLSearchParams): ApiDocument {
  checkRevision(api, readOptions(query));
  const found = api.store.get(keyOf(route));
  if (found === undefined) throw notFound(route.resource, route.name);
  return found;
}

export type Page = {
  readonly documents: readonly ApiDocument[];
  readonly listMeta: JsonObject;
};

export function list(api: Api, route: ResourceRoute, query: URLSearchParams): Page {
  const options = readOptions(query);
  checkRevision(api, options);
  const start = startOf(api, options);
  const matches = selectorOf(route.resource, query);
  const within = {
    ...scopeOf(route),
    ...(start.after === undefined ? {} : { after: start.after }),
  };
  const id = resourceId(route.resource);
  const documents: ApiDocument[] = [];
  for (const document of api.store.list(id, within)) {
    if (!matches.test(document)) continue;
    if (documents.length === options.limit) {
      return { documents, listMeta: pageMeta(api, { route, documents, matches, start }) };
    }
    documents.push(document);
  }
  return { documents, listMeta: { resourceVersion: String(start.revision) } };
}

/** Everything that a deletecollection names. */
export function selectedDocuments(
  api: Api,
  route: ResourceRoute,
  query: URLSearchParams,
): readonly ApiDocument[] {
  const { test } = selectorOf(route.resource, query);
  return [...api.store.list(resourceId(route.resource), scopeOf(route))].filter(test);
}

function scopeOf({ namespace, resource }: ResourceRoute): { readonly namespace?: string } {
  return resource.namespaced && namespace !== '' ? { namespace } : {};
}

export type Selector = { readonly test: Matches; readonly isEverything: boolean };

/** @throws {CredfleetError} with Status 400. */
export function selectorOf(resource: Resource, query: URLSearchParams): Selector {
  const labels = query.get('labelSelector') ?? '';
  const fields = query.get('fieldSelector') ?? '';
  if (labels === '' && fields === '') return { test: () => true, isEverything: true };
  const byLabels = accepted(parseLabelSelector(labels));
  const byFields = accepted(parseFieldSelector(fields, resource.selectableFields));
  return { test: (document) => byLabels(document) && byFields(document), isEverything: false };
}

function accepted<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  throw badRequest(parsed.problem);
}

function checkRevision(api: Api, { resourceVersion, match }: ReadOptions): void {
  if (resourceVersion === undefined) return;
  const current = api.store.revision();
  if (Number(resourceVersion) > current) throw tooLargeVersion(resourceVersion, current);
  if (match === 'Exact' && Number(resourceVersion) !== current) {
    throw expired(`the requested resource version is not kept: ${resourceVersion}`);
  }
}

type PageStart = {
  readonly revision: number;
  readonly after: { readonly namespace: string; readonly name: string } | undefined;
};

/**
 * Later pages carry the revision of the first: a watch from there repeats what changed in between, so that
 * nothing is missed although pages are read at different times.
 */
function startOf(api: Api, { continueToken }: ReadOptions): PageStart {
  if (continueToken === undefined) return { revision: api.store.revision(), after: undefined };
  const token = readToken(continueToken);
  if (token === undefined) throw badRequest('invalid continue token: continue key is not valid');
  if (api.store.changesSince(token.revision) === undefined) {
    throw expired(
      'The provided continue parameter is too old to display a consistent list result. You must start a new list without the continue parameter.',
    );
  }
  return token;
}

function readToken(token: string): PageStart | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    const revision = field(parsed, 'rv');
    const namespace = text(parsed, 'namespace');
    const name = text(parsed, 'name');
    if (typeof revision !== 'number' || namespace === undefined || name === undefined) {
      return undefined;
    }
    return { revision, after: { namespace, name } };
  } catch {
    return undefined;
  }
}

function pageMeta(
  api: Api,
  input: {
    readonly route: ResourceRoute;
    readonly documents: readonly ApiDocument[];
    readonly matches: Selector;
    readonly start: PageStart;
  },
): JsonObject {
  const { route, documents, matches, start } = input;
  const last = documents.at(-1)?.metadata;
  const after = { namespace: last?.namespace ?? '', name: last?.name ?? '' };
  const token = Buffer.from(JSON.stringify({ rv: start.revision, ...after })).toString('base64url');
  const remaining = api.store.count(resourceId(route.resource), { ...scopeOf(route), after });
  return {
    resourceVersion: String(start.revision),
    continue: token,
    ...(matches.isEverything ? { remainingItemCount: remaining } : {}),
  };
}
