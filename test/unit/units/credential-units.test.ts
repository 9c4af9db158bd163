/**
 * Which units use an installed credential, under which ID.
 * @module
 */
import { expect, test } from 'vitest';
import { idInUnit, loadsSealed } from '#agent/units/credential-units.ts';
import type { CredentialLoad, CredentialUse } from '#agent/units/systemd.ts';
import { credentialUseOf, parseVersion, unitPath } from '#agent/units/systemd-values.ts';

const item = {
  name: 'app.token',
  path: '/etc/credstore.encrypted/app.token',
  where: 'Credstore',
} as const;

function use(change: {
  readonly loads?: readonly CredentialLoad[];
  readonly imports?: CredentialUse['imports'];
  readonly sets?: readonly string[];
}): CredentialUse {
  return { loads: [], imports: [], sets: [], refreshOnReload: false, ...change };
}

const load = (id: string, path: string, encrypted = true): CredentialLoad => ({
  id,
  path,
  encrypted,
});

test.for([
  { given: 'nothing', of: use({}), id: undefined, sealed: false },
  {
    given: 'by name',
    of: use({ loads: [load('app.token', 'app.token')] }),
    id: 'app.token',
    sealed: true,
  },
  {
    given: 'under another ID',
    of: use({ loads: [load('token', 'app.token')] }),
    id: 'token',
    sealed: false,
  },
  {
    given: 'by path',
    of: use({ loads: [load('app.token', item.path)] }),
    id: 'app.token',
    sealed: true,
  },
  {
    given: 'another store',
    of: use({ loads: [load('app.token', '/run/x')] }),
    id: undefined,
    sealed: false,
  },
  {
    given: 'plain',
    of: use({ loads: [load('app.token', 'app.token', false)] }),
    id: 'app.token',
    sealed: false,
  },
  {
    given: 'a glob',
    of: use({ imports: [{ glob: 'app.*', rename: '' }] }),
    id: 'app.token',
    sealed: true,
  },
  {
    given: 'a renaming glob',
    of: use({ imports: [{ glob: 'app.*', rename: 'x.' }] }),
    id: 'x.token',
    sealed: false,
  },
  {
    given: 'a renamed name',
    of: use({ imports: [{ glob: 'app.token', rename: 't' }] }),
    id: 't',
    sealed: false,
  },
  {
    given: 'another glob',
    of: use({ imports: [{ glob: 'ap.*', rename: '' }] }),
    id: undefined,
    sealed: false,
  },
])('$given: ID $id', ({ of, id, sealed }) => {
  expect(idInUnit(of, item)).toBe(id);
  expect(loadsSealed(of, item)).toBe(sealed);
});

test('what stands in the unit itself is used by its name, and by no file of that name', () => {
  const inUnit = { ...item, where: 'Unit' } as const;
  expect(idInUnit(use({ sets: ['app.token'] }), inUnit)).toBe('app.token');
  expect(idInUnit(use({ sets: ['other'] }), inUnit)).toBeUndefined();
  expect(idInUnit(use({ loads: [load('app.token', 'app.token')] }), inUnit)).toBeUndefined();
  expect(idInUnit(use({ sets: ['app.token'] }), item)).toBeUndefined();
});

test.for([
  { unit: 'dbus.service', path: 'dbus_2eservice' },
  { unit: 'a-b@c.service', path: 'a_2db_40c_2eservice' },
  { unit: '1x.service', path: '_31x_2eservice' },
  { unit: 'x\\x2dy.service', path: 'x_5cx2dy_2eservice' },
])('$unit is at $path', ({ unit, path }) => {
  expect(unitPath(unit)).toBe(`/org/freedesktop/systemd1/unit/${path}`);
});

test('properties of any systemd version become one shape', () => {
  const loadEncrypted = [
    ['b', 'b'],
    ['a', '/x'],
  ];
  expect(
    credentialUseOf({
      load: [],
      loadEncrypted,
      setEncrypted: [['s', new Uint8Array([1])]],
      imports: ['n.*'],
      refreshOnReload: ['credentials'],
    }),
  ).toEqual({
    loads: [load('b', 'b'), load('a', '/x')],
    imports: [{ glob: 'n.*', rename: '' }],
    sets: ['s'],
    refreshOnReload: true,
  });
  const imports = [['g.*', 'h.']];
  const none = { load: undefined, loadEncrypted: undefined, setEncrypted: undefined };
  expect(credentialUseOf({ ...none, imports, refreshOnReload: undefined })).toEqual({
    loads: [],
    imports: [{ glob: 'g.*', rename: 'h.' }],
    sets: [],
    refreshOnReload: false,
  });
});

test('the version is the number in front', () => {
  expect(parseVersion('252.39-1~deb12u2')).toBe(252);
  expect(parseVersion('257 (257.13)')).toBe(257);
});
