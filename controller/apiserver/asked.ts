/**
 * What a request asks for, as metrics count it: verbs in Kubernetes' words, resources that there are. Pure.
 * @module
 */
import type { Asked } from '#controller/metrics/api-requests.ts';
import type { Verb } from './resources.ts';
import type { Route } from './route.ts';

const VERB_NAMES: Readonly<Record<Verb, string>> = {
  create: 'POST',
  delete: 'DELETE',
  deletecollection: 'DELETECOLLECTION',
  get: 'GET',
  list: 'LIST',
  patch: 'PATCH',
  update: 'PUT',
  watch: 'WATCH',
};
const METHODS: ReadonlySet<string> = new Set(['DELETE', 'GET', 'PATCH', 'POST', 'PUT']);

/** What somebody else chose never becomes a label: unknown methods are `other`, unknown paths no resource. */
export function askedBy(method: string, found: Route): Asked {
  if (found.kind === 'resource') {
    return { verb: VERB_NAMES[found.verb], resource: found.resource.plural };
  }
  const sent = method === 'HEAD' ? 'GET' : method;
  const verb = METHODS.has(sent) ? sent : 'other';
  switch (found.kind) {
    case 'review':
      return { verb, resource: `${found.review.toLowerCase()}s` };
    case 'methodNotAllowed':
      return { verb, resource: found.resource.plural };
    case 'document':
    case 'nameRequired':
    case 'notFound':
      return { verb, resource: '' };
  }
}
