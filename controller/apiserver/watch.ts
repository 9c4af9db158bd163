/**
 * resourceVersion → stream of changes: what a watch begins with, and each change in the client's form. An
 * object that begins or ceases to match a selector appears as ADDED or DELETED.
 * @module
 */
import type { StoreChange } from '#controller/objects/object-store.ts';
import type { ApiDocument } from '#src/api/document.ts';
import type { JsonObject } from '#src/api/json.ts';
import { statusOf } from '#src/api/status.ts';
import type { Api, ApiRequest } from './api.ts';
import type { Form } from './negotiate.ts';
import { flag, readOptions, wholeNumber } from './options.ts';
import { formFor } from './present.ts';
import { type Selector, selectorOf } from './read.ts';
import { expired, invalidOptions } from './refusals.ts';
import { apiVersionOf, type Resource, resourceId } from './resources.ts';
import type { ResourceRoute } from './route.ts';
import { forbidden } from './schema/problem.ts';
import { partialOf, tableOf } from './table.ts';

export type WatchPlan = {
  readonly resource: Resource;
  readonly namespace: string;
  readonly selector: Selector;
  readonly form: Form;
  readonly includeObject: string;
  readonly bookmarks: boolean;
  readonly timeoutMs: number;
  readonly start:
    | { readonly kind: 'state'; readonly endMark: boolean }
    | { readonly kind: 'now' }
    | { readonly kind: 'after'; readonly revision: number };
};

const TIMEOUT_MIN_MS = 1_800_000;

/** @throws {CredfleetError} with Status 400, 406 or 422. */
export function planWatch(api: Api, route: ResourceRoute, request: ApiRequest): WatchPlan {
  const { query } = request;
  const seconds = wholeNumber(query, 'timeoutSeconds');
  const drawn = TIMEOUT_MIN_MS * (1 + api.random.fraction());
  return {
    resource: route.resource,
    namespace: route.namespace,
    selector: watchSelector(route, query),
    form: formFor(request.accept),
    includeObject: query.get('includeObject') ?? 'Metadata',
    bookmarks: flag(query, 'allowWatchBookmarks'),
    timeoutMs: seconds === undefined || seconds <= 0 ? drawn : seconds * 1000,
    start: startOf(query),
  };
}

/** GET of one object with watch=true is a watch of that name. */
function watchSelector({ resource, name }: ResourceRoute, query: URLSearchParams): Selector {
  const selector = selectorOf(resource, query);
  if (name === '') return selector;
  return {
    isEverything: false,
    test: (document) => document.metadata.name === name && selector.test(document),
  };
}

function startOf(query: URLSearchParams): WatchPlan['start'] {
  const { resourceVersion, match } = readOptions(query);
  const refuse = (field: string, detail: string) =>
    invalidOptions('ListOptions', [forbidden(field, detail)]);
  const initial = query.get('sendInitialEvents');
  if (initial === null) {
    if (match !== undefined) {
      throw refuse(
        'resourceVersionMatch',
        'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
      );
    }
  } else if (match !== 'NotOlderThan') {
    throw refuse(
      'resourceVersionMatch',
      'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
    );
  }
  if (initial === 'true') {
    return { kind: 'state', endMark: flag(query, 'allowWatchBookmarks') };
  }
  const isUnset = resourceVersion === undefined || resourceVersion === '0';
  if (isUnset) return initial === null ? { kind: 'state', endMark: false } : { kind: 'now' };
  return { kind: 'after', revision: Number(resourceVersion) };
}

/** One watch's lines. Not pure: remembers whether columns were sent already. */
export class WatchEncoder {
  readonly #api: Api;
  readonly #plan: WatchPlan;
  readonly #resourceId: string;
  #columnsSent = false;

  constructor(api: Api, plan: WatchPlan) {
    this.#api = api;
    this.#plan = plan;
    this.#resourceId = resourceId(plan.resource);
  }

  /** What the stream begins with; the last line is an ERROR when the start is forgotten. */
  *begin(): Iterable<string> {
    const { start } = this.#plan;
    switch (start.kind) {
      case 'now':
        return;
      case 'state':
        yield* this.#state();
        if (start.endMark) yield this.bookmark(true);
        return;
      case 'after':
        yield* this.#after(start.revision);
    }
  }

  *#state(): Iterable<string> {
    const { namespace, resource, selector } = this.#plan;
    const scope = resource.namespaced && namespace !== '' ? { namespace } : {};
    for (const document of this.#api.store.list(this.#resourceId, scope)) {
      if (selector.test(document)) yield this.#line('ADDED', document);
    }
  }

  *#after(revision: number): Iterable<string> {
    const changes = this.#api.store.changesSince(revision);
    if (changes === undefined) yield tooOld(revision, this.#api.store.revision());
    for (const change of changes ?? []) {
      const line = this.change(change);
      if (line !== undefined) yield line;
    }
  }

  /** Whether the stream can go on after {@link begin}. */
  canResume(): boolean {
    const { start } = this.#plan;
    return start.kind !== 'after' || this.#api.store.changesSince(start.revision) !== undefined;
  }

  /** Undefined when this watch does not see the change. */
  change(change: StoreChange): string | undefined {
    const { key, type } = change;
    const { namespace, resource, selector, form } = this.#plan;
    if (key.resource !== this.#resourceId) return undefined;
    if (resource.namespaced && namespace !== '' && key.namespace !== namespace) return undefined;
    if (selector.isEverything && form.as === 'object') {
      return `{"type":"${type}","object":${change.json()}}\n`;
    }
    return this.#selected(change);
  }

  #selected(change: StoreChange): string | undefined {
    const { selector } = this.#plan;
    const document = JSON.parse(change.json()) as ApiDocument;
    const previousJson = change.previousJson();
    const previous =
      previousJson === undefined ? undefined : (JSON.parse(previousJson) as ApiDocument);
    const didMatch = previous !== undefined && selector.test(previous);
    const doesMatch = change.type !== 'DELETED' && selector.test(document);
    if (doesMatch) return this.#line(didMatch ? 'MODIFIED' : 'ADDED', document);
    return didMatch ? this.#line('DELETED', document) : undefined;
  }

  bookmark(endOfInitial = false): string {
    const { resource, form } = this.#plan;
    const resourceVersion = String(this.#api.store.revision());
    const annotations = { 'k8s.io/initial-events-end': 'true' };
    const metadata: JsonObject = {
      resourceVersion,
      creationTimestamp: null,
      ...(endOfInitial ? { annotations } : {}),
    };
    const kind = form.as === 'partial' ? PARTIAL : kindOf(resource);
    const object = form.as === 'table' ? this.#emptyTable(metadata) : { ...kind, metadata };
    return `${JSON.stringify({ type: 'BOOKMARK', object })}\n`;
  }

  #emptyTable(metadata: JsonObject): JsonObject {
    return tableOf(this.#plan.resource, [], this.#tableOptions(metadata));
  }

  #line(type: StoreChange['type'], document: ApiDocument): string {
    return `${JSON.stringify({ type, object: this.#inForm(document) })}\n`;
  }

  #inForm(document: ApiDocument): JsonObject {
    switch (this.#plan.form.as) {
      case 'object':
        return document;
      case 'partial':
        return partialOf(document);
      case 'table': {
        const { resourceVersion } = document.metadata;
        return tableOf(this.#plan.resource, [document], this.#tableOptions({ resourceVersion }));
      }
    }
  }

  #tableOptions(listMeta: JsonObject) {
    const withColumns = !this.#columnsSent;
    this.#columnsSent = true;
    const { includeObject } = this.#plan;
    return { nowMs: this.#api.clock.nowMs(), listMeta, includeObject, withColumns };
  }
}

const PARTIAL = { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1' } as const;

function kindOf(resource: Resource): JsonObject {
  return { kind: resource.kind, apiVersion: apiVersionOf(resource) };
}

function tooOld(wanted: number, current: number): string {
  const object = statusOf(expired(`too old resource version: ${wanted} (${current})`));
  return `${JSON.stringify({ type: 'ERROR', object })}\n`;
}
