/**
 * The table of rights: above all what nobody may do.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { CONTROLLER_GROUP, isAllowed, type User } from '#controller/apiserver/authorize.ts';
import { resources, VERBS } from '#controller/apiserver/resources.ts';

const ROLES = ['viewers', 'auditors', 'authors', 'operators', 'security'];
const user = (...groups: readonly string[]): User => ({ name: 'ann', groups });
const everyRole = user(...ROLES.map((role) => `credfleet:${role}`));
const secrets = { group: '', resource: 'secrets', namespace: 'payments' };

describe('somebody with every role there is', () => {
  test.for(['get', 'list', 'watch', 'patch', 'deletecollection'])(
    'may not %s Secrets, whose answer shows values',
    (verb) => {
      expect(isAllowed(everyRole, { verb, ...secrets })).toBe(false);
      expect(isAllowed(everyRole, { verb, ...secrets, namespace: '' })).toBe(false);
    },
  );

  test('may change nothing in the system namespace', () => {
    const allowed = resources.flatMap(({ group, plural }) =>
      VERBS.filter((verb) => !['get', 'list', 'watch'].includes(verb)).filter((verb) =>
        isAllowed(everyRole, { verb, group, resource: plural, namespace: 'credfleet-system' }),
      ),
    );
    expect(allowed).toEqual([]);
  });

  test('may write no status: it is the controller that says what is', () => {
    const written = resources.filter(({ group, plural }) =>
      ['update', 'patch'].some((verb) =>
        isAllowed(everyRole, { verb, group, resource: `${plural}/status`, namespace: 'payments' }),
      ),
    );
    expect(written).toEqual([]);
  });
});

test.for([
  { role: 'authors', verb: 'create', resource: 'hostcredentials', allowed: true },
  { role: 'authors', verb: 'create', resource: 'credentialrollouts', allowed: false },
  { role: 'authors', verb: 'update', resource: 'hosts', allowed: false },
  { role: 'operators', verb: 'patch', resource: 'credentialrollouts', allowed: true },
  { role: 'operators', verb: 'create', resource: 'hostcredentials', allowed: false },
  { role: 'operators', verb: 'patch', resource: 'hostaccesspolicies', allowed: false },
  { role: 'security', verb: 'patch', resource: 'hosts', allowed: true },
  { role: 'security', verb: 'create', resource: 'hostaccesspolicies', allowed: true },
  { role: 'security', verb: 'create', resource: 'hostcredentials', allowed: false },
  { role: 'viewers', verb: 'list', resource: 'credentialrollouts', allowed: true },
  { role: 'viewers', verb: 'patch', resource: 'credentialrollouts', allowed: false },
  { role: 'auditors', verb: 'get', resource: 'hostenrollments', allowed: true },
])('$role may $verb $resource: $allowed', ({ role, verb, resource, allowed }) => {
  const action = { verb, group: 'credfleet.dev', resource, namespace: 'payments' };
  expect(isAllowed(user(`credfleet:${role}`), action)).toBe(allowed);
});

describe('a role in one namespace', () => {
  const author = user('credfleet:authors:payments');
  const create = { verb: 'create', group: 'credfleet.dev', resource: 'hostcredentials' };

  test('holds there and nowhere else', () => {
    expect(isAllowed(author, { ...create, namespace: 'payments' })).toBe(true);
    expect(isAllowed(author, { ...create, namespace: 'edge' })).toBe(false);
    expect(isAllowed(author, { ...create, verb: 'list', namespace: '' })).toBe(false);
  });

  test('does not reach the system namespace even when it is named', () => {
    const intruder = user('credfleet:authors:credfleet-system');
    expect(isAllowed(intruder, { ...create, namespace: 'credfleet-system' })).toBe(false);
  });
});

test('the controller may do what it needs, status and leases included', () => {
  const controller = user(CONTROLLER_GROUP);
  const action = (verb: string, group: string, resource: string) =>
    isAllowed(controller, { verb, group, resource, namespace: 'credfleet-system' });
  expect(action('update', 'credfleet.dev', 'hosts/status')).toBe(true);
  expect(action('get', '', 'secrets')).toBe(true);
  expect(action('create', 'coordination.k8s.io', 'leases')).toBe(true);
  expect(action('create', 'rbac.authorization.k8s.io', 'roles')).toBe(false);
});

test.for([
  '',
  'credfleet:',
  'credfleet:nobody',
  'authors',
  'credfleet:constructor',
  'system:credfleet',
])("the group '%s' gives nothing", (group) => {
  const action = { verb: 'get', group: 'credfleet.dev', resource: 'hosts', namespace: '' };
  expect(isAllowed(user(group, 'system:authenticated'), action)).toBe(false);
});
