/**
 * Who may do what: one pure table. Nobody but the controller and system:masters may read Secrets; rights
 * in the system namespace are the controller's alone.
 * @module
 */
import { API_GROUP, SYSTEM_NAMESPACE } from '#src/api/meta.ts';

export type User = { readonly name: string; readonly groups: readonly string[] };

export const MASTERS_GROUP = 'system:masters';
export const CONTROLLER_GROUP = 'system:credfleet:controller';

export type Action = {
  readonly verb: string;
  /** '' for core. */
  readonly group: string;
  /** `hosts` or `hosts/status`. */
  readonly resource: string;
  /** '' over all namespaces and for cluster-scoped resources. */
  readonly namespace: string;
};

export type Grant = {
  readonly verbs: readonly string[];
  readonly group: string;
  readonly resources: readonly string[];
};

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'update', 'patch', 'delete'];
const EVERYTHING = [...READ, ...WRITE, 'deletecollection'];

const view: readonly Grant[] = [
  {
    verbs: READ,
    group: API_GROUP,
    resources: [
      'hostcredentials',
      'credentialversions',
      'credentialrollouts',
      'rolloutpolicies',
      'changefreezes',
      'hosts',
      'hostenrollments',
      'hostaccesspolicies',
    ],
  },
  { verbs: READ, group: '', resources: ['namespaces', 'events'] },
];

/** What each group may do, next to {@link view}, which all of them have. */
const roles: Readonly<Record<string, readonly Grant[]>> = {
  viewers: [],
  auditors: [],
  authors: [
    { verbs: [...WRITE, 'deletecollection'], group: API_GROUP, resources: ['hostcredentials'] },
    // No patch: its answer shows the whole Secret.
    { verbs: ['create', 'update', 'delete'], group: '', resources: ['secrets'] },
  ],
  operators: [
    { verbs: ['create', 'update', 'patch'], group: API_GROUP, resources: ['credentialrollouts'] },
    { verbs: WRITE, group: API_GROUP, resources: ['rolloutpolicies', 'changefreezes'] },
  ],
  security: [
    {
      verbs: WRITE,
      group: API_GROUP,
      resources: ['hosts', 'hostenrollments', 'hostaccesspolicies'],
    },
    { verbs: WRITE, group: '', resources: ['namespaces'] },
  ],
};

const controller: readonly Grant[] = [
  { verbs: EVERYTHING, group: API_GROUP, resources: ['*'] },
  {
    verbs: EVERYTHING,
    group: '',
    resources: ['secrets', 'configmaps', 'events', 'namespaces', 'namespaces/status'],
  },
  { verbs: EVERYTHING, group: 'coordination.k8s.io', resources: ['leases'] },
];

export function isAllowed(user: User, action: Action): boolean {
  if (user.groups.includes(MASTERS_GROUP)) return true;
  return grantsOf(user, action.namespace).some((grant) => covers(grant, action));
}

/**
 * The grants that hold in `namespace` ('' = over all of them). A group is `credfleet:ROLE` for the whole
 * fleet or `credfleet:ROLE:NAMESPACE` for one namespace.
 */
export function grantsOf(user: User, namespace: string): readonly Grant[] {
  if (user.groups.includes(MASTERS_GROUP)) {
    return [{ verbs: ['*'], group: '*', resources: ['*'] }];
  }
  const given = user.groups.includes(CONTROLLER_GROUP) ? [...controller] : [];
  const held = user.groups.flatMap((group) => grantsOfGroup(group, namespace));
  return [...given, ...held];
}

function grantsOfGroup(name: string, namespace: string): readonly Grant[] {
  const [prefix, role = '', only] = name.split(':');
  if (prefix !== 'credfleet' || !Object.hasOwn(roles, role)) return [];
  if (only !== undefined && only !== namespace) return [];
  const grants = [...view, ...(roles[role] ?? [])];
  return namespace === SYSTEM_NAMESPACE ? grants.filter(isReading) : grants;
}

function isReading({ verbs }: Grant): boolean {
  return verbs.every((verb) => READ.includes(verb));
}

function covers(grant: Grant, { verb, group, resource }: Action): boolean {
  return (
    matches(grant.verbs, verb) &&
    (grant.group === '*' || grant.group === group) &&
    matches(grant.resources, resource)
  );
}

function matches(allowed: readonly string[], wanted: string): boolean {
  return allowed.includes('*') || allowed.includes(wanted);
}
