/**
 * One request: route, authorise, act, answer. Errors become metav1.Status.
 * @module
 */
import { refused, statusOf } from '#src/api/status.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { type Api, type ApiAnswer, type ApiRequest, jsonAnswer } from './api.ts';
import { isAllowed } from './authorize.ts';
import { badRequest, parseBody } from './bodies.ts';
import { answerDocument } from './documents.ts';
import { listOf, type Presented, presentOne, presentPage } from './present.ts';
import { get, list } from './read.ts';
import { methodNotAllowed } from './refusals.ts';
import { remove, removeAll } from './remove.ts';
import type { Verb } from './resources.ts';
import { answerReview } from './reviews.ts';
import { type ResourceRoute, type Route, route } from './route.ts';
import { planWatch, type WatchPlan } from './watch.ts';
import { create, patch, update } from './write.ts';

export type Handled =
  | { readonly kind: 'answer'; readonly answer: ApiAnswer }
  | { readonly kind: 'watch'; readonly plan: WatchPlan };

/** Never throws. */
export function handle(api: Api, request: ApiRequest): Handled {
  try {
    return handleRoute(api, request, routeOf(request));
  } catch (error) {
    return { kind: 'answer', answer: errorAnswer(api, request, error) };
  }
}

export function routeOf({
  method,
  path,
  query,
}: Pick<ApiRequest, 'method' | 'path' | 'query'>): Route {
  const watch = query.get('watch');
  return route({ method, path, isWatch: watch === 'true' || watch === '1' });
}

function errorAnswer({ log }: Api, { method, path }: ApiRequest, error: unknown): ApiAnswer {
  const status = statusOf(error);
  if (status.code >= 500 && status.reason !== 'Timeout') {
    log.error({ err: error, method, path }, 'API request failed');
  }
  const retry = status.details?.retryAfterSeconds;
  const answer = jsonAnswer(status.code, status);
  return retry === undefined ? answer : { ...answer, headers: { 'retry-after': String(retry) } };
}

function handleRoute(api: Api, request: ApiRequest, found: Route): Handled {
  switch (found.kind) {
    case 'resource':
      authorize(request, found);
      return handlers[found.verb](api, request, found);
    case 'review': {
      const body = parseBody(request.body, request.contentType);
      const input = { user: request.user, body, nowMs: api.clock.nowMs() };
      return answered(jsonAnswer(201, answerReview(found.review, input)));
    }
    case 'document':
      return answered(answerDocument(request) ?? pageNotFound());
    case 'methodNotAllowed':
      throw methodNotAllowed(found.resource, found.verb);
    case 'nameRequired':
      throw badRequest('name must be provided');
    case 'notFound':
      return answered(pageNotFound());
  }
}

function answered(answer: ApiAnswer): Handled {
  return { kind: 'answer', answer };
}

function pageNotFound(): ApiAnswer {
  const message = 'the server could not find the requested resource';
  return jsonAnswer(
    404,
    statusOf(refused({ code: 404, reason: 'NotFound', message, details: {} })),
  );
}

/** @throws {CredfleetError} with Status 403. */
function authorize({ user }: ApiRequest, found: ResourceRoute): void {
  const { verb, resource, name, subresource } = found;
  // A namespace object lies in itself, as far as rights go.
  const namespace = resource.kind === 'Namespace' ? name : found.namespace;
  const target = subresource === '' ? resource.plural : `${resource.plural}/${subresource}`;
  if (isAllowed(user, { verb, group: resource.group, resource: target, namespace })) return;
  const id = resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`;
  const subject = name === '' ? id : `${id} "${name}"`;
  const scope =
    resource.namespaced && namespace !== ''
      ? `in the namespace "${namespace}"`
      : 'at the cluster scope';
  throw refused({
    code: 403,
    reason: 'Forbidden',
    message: `${subject} is forbidden: User "${user.name}" cannot ${verb} resource "${target}" in API group "${resource.group}" ${scope}`,
    details: {
      ...(name === '' ? {} : { name }),
      ...(resource.group === '' ? {} : { group: resource.group }),
      kind: resource.plural,
    },
  });
}

type Handler = (api: Api, request: ApiRequest, found: ResourceRoute) => Handled;

const handlers: Readonly<Record<Verb, Handler>> = {
  get: (api, request, found) =>
    answered(presentOne(formOf(api, request, found), get(api, found, request.query), 200)),
  list: (api, request, found) =>
    answered(presentPage(formOf(api, request, found), list(api, found, request.query))),
  watch: (api, request, found) => ({ kind: 'watch', plan: planWatch(api, found, request) }),
  create: (api, request, found) => {
    const { document, warnings } = create(api, found, request);
    return answered({ ...presentOne(formOf(api, request, found), document, 201), warnings });
  },
  update: (api, request, found) => {
    const { document, warnings } = update(api, found, request);
    return answered({ ...presentOne(formOf(api, request, found), document, 200), warnings });
  },
  patch: (api, request, found) => {
    const { document, warnings } = patch(api, found, request);
    return answered({ ...presentOne(formOf(api, request, found), document, 200), warnings });
  },
  delete: (api, request, found) => {
    const removed = remove(api, found, request);
    if (removed.kind === 'gone') return answered(jsonAnswer(200, removed.status));
    return answered(presentOne(formOf(api, request, found), removed.document, 200));
  },
  deletecollection: (api, request, found) => {
    const documents = removeAll(api, found, request);
    const listMeta = { resourceVersion: String(api.store.revision()) };
    return answered(jsonAnswer(200, listOf(found.resource, documents, listMeta)));
  },
};

function formOf(api: Api, request: ApiRequest, { resource }: ResourceRoute): Presented {
  return { api, request, resource };
}

/** For failures before there is a request, such as an unreadable body. */
export function refusalAnswer(error: unknown): ApiAnswer {
  const status = statusOf(error);
  return jsonAnswer(status.code, status);
}

export function unauthorized(): CredfleetError {
  return refused({ code: 401, reason: 'Unauthorized', message: 'Unauthorized' });
}
