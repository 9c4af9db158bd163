/**
 * Discovery documents: what exists, in the legacy form and in the aggregated one that kubectl asks for first.
 * @module
 */
import type { JsonObject } from '#src/api/json.ts';
import { apiVersionOf, type Resource, resources, STATUS_VERBS, VERBS } from './resources.ts';

type ReviewResource = { readonly group: string; readonly plural: string; readonly kind: string };

/** Resources that can only be created, and are never stored. */
const reviews: readonly ReviewResource[] = [
  {
    group: 'authorization.k8s.io',
    plural: 'selfsubjectaccessreviews',
    kind: 'SelfSubjectAccessReview',
  },
  {
    group: 'authorization.k8s.io',
    plural: 'selfsubjectrulesreviews',
    kind: 'SelfSubjectRulesReview',
  },
  { group: 'authentication.k8s.io', plural: 'selfsubjectreviews', kind: 'SelfSubjectReview' },
];

type GroupVersion = { readonly group: string; readonly version: string };

export const groupVersions: readonly GroupVersion[] = unique([
  ...resources,
  ...reviews.map(({ group }) => ({ group, version: 'v1' })),
]);

function unique(all: readonly GroupVersion[]): readonly GroupVersion[] {
  const byId = new Map(
    all.map(({ group, version }) => [`${group}/${version}`, { group, version }]),
  );
  return [...byId.values()];
}

const namedGroups = groupVersions.filter(({ group }) => group !== '');

export function apiVersions(): JsonObject {
  return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] };
}

export function apiGroups(): JsonObject {
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: namedGroups.map(groupOf) };
}

export function apiGroup(name: string): JsonObject | undefined {
  const found = namedGroups.find(({ group }) => group === name);
  return found === undefined
    ? undefined
    : { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(found) };
}

function groupOf({ group, version }: GroupVersion): JsonObject {
  const one = { groupVersion: `${group}/${version}`, version };
  return { name: group, versions: [one], preferredVersion: one };
}

/** `/api/v1` or `/apis/GROUP/VERSION`. */
export function apiResources(group: string, version: string): JsonObject | undefined {
  if (!groupVersions.some((one) => one.group === group && one.version === version))
    return undefined;
  const stored = resources.filter((one) => one.group === group && one.version === version);
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf({ group, version }),
    resources: [
      ...stored.flatMap(legacyRows),
      ...reviews
        .filter((one) => one.group === group)
        .map(({ plural, kind }) => ({
          name: plural,
          singularName: kind.toLowerCase(),
          namespaced: false,
          kind,
          verbs: ['create'],
        })),
    ],
  };
}

function legacyRows(resource: Resource): readonly JsonObject[] {
  const { plural, singular, namespaced, kind, shortNames, categories, hasStatus } = resource;
  const row = {
    name: plural,
    singularName: singular,
    namespaced,
    kind,
    verbs: VERBS,
    ...(shortNames.length === 0 ? {} : { shortNames }),
    ...(categories.length === 0 ? {} : { categories }),
  };
  const status = { name: `${plural}/status`, singularName: '', namespaced, kind };
  return hasStatus ? [row, { ...status, verbs: STATUS_VERBS }] : [row];
}

/** `root` is `api` (core) or `apis` (named groups). */
export function aggregated(root: 'api' | 'apis', version: string): JsonObject {
  const wanted = root === 'api' ? groupVersions.filter(({ group }) => group === '') : namedGroups;
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: wanted.map(({ group, version: served }) => ({
      metadata: group === '' ? {} : { name: group },
      versions: [
        { version: served, resources: aggregatedRows(group, served), freshness: 'Current' },
      ],
    })),
  };
}

function aggregatedRows(group: string, version: string): readonly JsonObject[] {
  const stored = resources
    .filter((one) => one.group === group && one.version === version)
    .map(aggregatedRow);
  const created = reviews
    .filter((one) => one.group === group)
    .map(({ plural, kind }) => ({
      resource: plural,
      responseKind: { group, version, kind },
      scope: 'Cluster',
      singularResource: kind.toLowerCase(),
      verbs: ['create'],
    }));
  return [...stored, ...created];
}

function aggregatedRow(resource: Resource): JsonObject {
  const { group, version, kind, plural, singular, namespaced } = resource;
  const responseKind = { group, version, kind };
  const status = { subresource: 'status', responseKind, verbs: STATUS_VERBS };
  return {
    resource: plural,
    responseKind,
    scope: namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs: VERBS,
    shortNames: resource.shortNames,
    categories: resource.categories,
    subresources: resource.hasStatus ? [status] : [],
  };
}
