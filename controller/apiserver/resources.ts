/**
 * Everything that the embedded API stores and serves, one row per resource. Our kinds come from the same
 * CRD documents as the chart's.
 * @module
 */
import { type CustomResourceDefinition, crds } from '#src/api/crds.ts';
import type { Schema } from '#src/api/crds/schema.ts';
import { CONFIG_MAP, EVENT, LEASE, NAMESPACE, SECRET } from './core-schemas.ts';
import type { NameRule } from './names.ts';

export type Resource = {
  /** '' for core. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  readonly nameRule: NameRule;
  /** Defined by a CRD: no strategic merge patch, generation counts. */
  readonly custom: boolean;
  /** Whether an update needs no resourceVersion. Never for leases: the last writer would lead. */
  readonly blindUpdates: boolean;
  readonly hasStatus: boolean;
  /** Encrypted at rest; its values stand in no message. */
  readonly sealed: boolean;
  readonly schema: Schema;
  readonly selectableFields: readonly string[];
  /** Objects vanish this long after their last write. */
  readonly lifeMs?: number;
};

const EVENT_LIFE_MS = 3_600_000;

const core = {
  group: '',
  version: 'v1',
  shortNames: [],
  categories: [],
  namespaced: true,
  nameRule: 'subdomain',
  custom: false,
  blindUpdates: true,
  hasStatus: false,
  sealed: false,
} as const;

const NAMED = ['metadata.name', 'metadata.namespace'] as const;

const coreResources: readonly Resource[] = [
  {
    ...core,
    plural: 'configmaps',
    singular: 'configmap',
    kind: 'ConfigMap',
    shortNames: ['cm'],
    schema: CONFIG_MAP,
    selectableFields: NAMED,
  },
  {
    ...core,
    plural: 'events',
    singular: 'event',
    kind: 'Event',
    shortNames: ['ev'],
    schema: EVENT,
    selectableFields: [
      ...NAMED,
      'involvedObject.kind',
      'involvedObject.namespace',
      'involvedObject.name',
      'involvedObject.uid',
      'involvedObject.apiVersion',
      'involvedObject.resourceVersion',
      'involvedObject.fieldPath',
      'reason',
      'reportingComponent',
      'source',
      'type',
    ],
    lifeMs: EVENT_LIFE_MS,
  },
  {
    ...core,
    plural: 'namespaces',
    singular: 'namespace',
    kind: 'Namespace',
    shortNames: ['ns'],
    namespaced: false,
    nameRule: 'label',
    hasStatus: true,
    schema: NAMESPACE,
    selectableFields: ['metadata.name', 'status.phase'],
  },
  {
    ...core,
    plural: 'secrets',
    singular: 'secret',
    kind: 'Secret',
    sealed: true,
    schema: SECRET,
    selectableFields: [...NAMED, 'type'],
  },
  {
    ...core,
    group: 'coordination.k8s.io',
    plural: 'leases',
    singular: 'lease',
    kind: 'Lease',
    blindUpdates: false,
    schema: LEASE,
    selectableFields: NAMED,
  },
];

function fromCrd({ spec }: CustomResourceDefinition): Resource {
  const { names } = spec;
  const [version] = spec.versions;
  return {
    group: spec.group,
    version: version.name,
    plural: names.plural,
    singular: names.singular,
    kind: names.kind,
    shortNames: names.shortNames,
    categories: names.categories,
    namespaced: spec.scope === 'Namespaced',
    nameRule: 'subdomain',
    custom: true,
    blindUpdates: false,
    hasStatus: version.subresources.status !== undefined,
    sealed: false,
    schema: version.schema.openAPIV3Schema,
    selectableFields: spec.scope === 'Namespaced' ? NAMED : ['metadata.name'],
  };
}

export const resources: readonly Resource[] = [...coreResources, ...crds.map(fromCrd)];

export function findResource(group: string, version: string, plural: string): Resource | undefined {
  return resources.find(
    (one) => one.group === group && one.version === version && one.plural === plural,
  );
}

export function apiVersionOf({ group, version }: Pick<Resource, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}

/** As messages name it and the store keys it: `hostcredentials.credfleet.dev`, `secrets`. */
export function resourceId({ group, plural }: Pick<Resource, 'group' | 'plural'>): string {
  return group === '' ? plural : `${plural}.${group}`;
}

/** As 422 messages name it: `HostCredential.credfleet.dev`, `Secret`. */
export function kindId({ group, kind }: Pick<Resource, 'group' | 'kind'>): string {
  return group === '' ? kind : `${kind}.${group}`;
}

export const VERBS = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
] as const;
export type Verb = (typeof VERBS)[number];

export const STATUS_VERBS: readonly Verb[] = ['get', 'patch', 'update'];
