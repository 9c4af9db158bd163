/**
 * Path and method → what is asked for. Knows the shape of URLs, not who may do what.
 * @module
 */
import { findResource, type Resource, STATUS_VERBS, type Verb } from './resources.ts';

export type ResourceRoute = {
  readonly kind: 'resource';
  readonly verb: Verb;
  readonly resource: Resource;
  /** '' over all namespaces and for cluster-scoped resources. */
  readonly namespace: string;
  /** '' for collections. */
  readonly name: string;
  readonly subresource: '' | 'status';
};

export type ReviewKind = 'SelfSubjectAccessReview' | 'SelfSubjectRulesReview' | 'SelfSubjectReview';

export type Route =
  | ResourceRoute
  | { readonly kind: 'review'; readonly review: ReviewKind }
  | { readonly kind: 'document'; readonly path: string }
  | { readonly kind: 'methodNotAllowed'; readonly verb: string; readonly resource: Resource }
  | { readonly kind: 'nameRequired' }
  | { readonly kind: 'notFound' };

export type RouteInput = {
  readonly method: string;
  readonly path: string;
  readonly isWatch: boolean;
};

const REVIEWS: Readonly<Record<string, ReviewKind>> = {
  '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews': 'SelfSubjectAccessReview',
  '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews': 'SelfSubjectRulesReview',
  '/apis/authentication.k8s.io/v1/selfsubjectreviews': 'SelfSubjectReview',
};

const METHOD_VERBS: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update' };

const NOT_FOUND: Route = { kind: 'notFound' };

export function route(input: RouteInput): Route {
  const review = REVIEWS[input.path];
  if (review !== undefined) return input.method === 'POST' ? { kind: 'review', review } : NOT_FOUND;
  const parts = decodedParts(input.path);
  if (parts === undefined) return NOT_FOUND;
  const place = locate(parts);
  if (place !== undefined) return resourceRoute(place, input);
  return input.method === 'GET' || input.method === 'HEAD'
    ? { kind: 'document', path: input.path }
    : NOT_FOUND;
}

function decodedParts(path: string): readonly string[] | undefined {
  try {
    return path.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

type Place = {
  readonly resource: Resource;
  readonly namespace: string;
  readonly name: string;
  readonly subresource: string;
};

function locate(parts: readonly string[]): Place | undefined {
  const [root, ...rest] = parts;
  if (root === 'api') return locateIn('', rest);
  if (root === 'apis') return locateIn(rest[0] ?? '', rest.slice(1));
  return undefined;
}

/** `VERSION/RESOURCE…` or `VERSION/namespaces/NAMESPACE/RESOURCE…`. */
function locateIn(group: string, parts: readonly string[]): Place | undefined {
  const [version = '', ...rest] = parts;
  const scope = { group, version };
  if (isWithinNamespace(rest)) return locateNamespaced(scope, rest);
  const place = placeOf(scope, '', rest);
  // A namespaced object without its namespace: only lists over all namespaces exist.
  return place?.resource.namespaced === true && place.name !== '' ? undefined : place;
}

/** `/namespaces/NAME` and `/namespaces/NAME/status` are the namespace itself. */
function isWithinNamespace([first, , plural]: readonly string[]): boolean {
  return first === 'namespaces' && plural !== undefined && plural !== 'status';
}

function locateNamespaced(scope: Scope, parts: readonly string[]): Place | undefined {
  const [, namespace = '', ...rest] = parts;
  const place = placeOf(scope, namespace, rest);
  return namespace !== '' && place?.resource.namespaced === true ? place : undefined;
}

type Scope = { readonly group: string; readonly version: string };

function placeOf(
  { group, version }: Scope,
  namespace: string,
  parts: readonly string[],
): Place | undefined {
  const [plural = '', name = '', subresource = '', ...more] = parts;
  const resource = findResource(group, version, plural);
  if (resource === undefined || more.length > 0) return undefined;
  return { resource, namespace, name, subresource };
}

function resourceRoute(place: Place, input: RouteInput): Route {
  const { resource, namespace, name } = place;
  const subresource = subresourceOf(place);
  if (subresource === undefined) return NOT_FOUND;
  const verb = verbOf(input, name !== '');
  if (verb === undefined) return refusedMethod(place, input.method);
  if (subresource === 'status' && !STATUS_VERBS.includes(verb)) {
    return { kind: 'methodNotAllowed', verb, resource };
  }
  if (verb === 'create' && resource.namespaced && namespace === '') return NOT_FOUND;
  return { kind: 'resource', verb, resource, namespace, name, subresource };
}

function subresourceOf({ resource, subresource }: Place): '' | 'status' | undefined {
  if (subresource === '') return '';
  return subresource === 'status' && resource.hasStatus ? 'status' : undefined;
}

function refusedMethod({ resource, name }: Place, method: string): Route {
  if (name === '' && (method === 'PUT' || method === 'PATCH')) return { kind: 'nameRequired' };
  return { kind: 'methodNotAllowed', verb: METHOD_VERBS[method] ?? method.toLowerCase(), resource };
}

type VerbPair = { readonly named?: Verb; readonly unnamed?: Verb };

const VERB_OF: Readonly<Record<string, VerbPair>> = {
  GET: { named: 'get', unnamed: 'list' },
  HEAD: { named: 'get', unnamed: 'list' },
  POST: { unnamed: 'create' },
  PUT: { named: 'update' },
  PATCH: { named: 'patch' },
  DELETE: { named: 'delete', unnamed: 'deletecollection' },
};

function verbOf({ method, isWatch }: RouteInput, isNamed: boolean): Verb | undefined {
  const pair = VERB_OF[method];
  const verb = isNamed ? pair?.named : pair?.unnamed;
  return isWatch && (verb === 'get' || verb === 'list') ? 'watch' : verb;
}
