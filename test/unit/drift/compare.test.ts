/**
 * What counts as drift, and how it is called.
 * @module
 */
import { expect, test } from 'vitest';
import { driftOf, type ExpectedFile, type SeenFile } from '#agent/drift/compare.ts';

const SEALED: ExpectedFile = {
  kind: 'sealed',
  name: 'db-password',
  path: '/etc/credstore.encrypted/db-password',
  digest: 'aa',
  mode: 0o600,
};
const DROP_IN: ExpectedFile = {
  kind: 'dropIn',
  name: 'db-password',
  path: '/etc/systemd/system/app.service.d/50-credfleet-db-password.conf',
  digest: 'dd',
  mode: 0o644,
};
const owner = { uid: 0, gid: 0 };
const namesByDigest = new Map([
  ['aa', 'db-password'],
  ['bb', 'api-token'],
]);

function seen(change: Partial<NonNullable<SeenFile>> = {}): SeenFile {
  return { isFile: true, digest: 'aa', mode: 0o600, ...owner, ...change };
}

function find(file: ExpectedFile, there: SeenFile) {
  return driftOf({ file, seen: there, owner, namesByDigest });
}

test('a file as it was put there is no drift', () => {
  expect(find(SEALED, seen())).toBeUndefined();
  expect(find(DROP_IN, seen({ digest: 'dd', mode: 0o644 }))).toBeUndefined();
});

test.for<[string, ExpectedFile, SeenFile, string, boolean]>([
  ['removed', SEALED, undefined, "the sealed file of 'db-password' was removed", true],
  ['changed', SEALED, seen({ digest: 'cc' }), "the sealed file of 'db-password' was changed", true],
  [
    'swapped',
    SEALED,
    seen({ digest: 'bb' }),
    "the sealed file of 'db-password' is now the one of 'api-token'",
    true,
  ],
  [
    'a link',
    SEALED,
    seen({ isFile: false, digest: '' }),
    "the sealed file of 'db-password' is no file any more",
    true,
  ],
  [
    'readable by all',
    SEALED,
    seen({ mode: 0o644 }),
    "the sealed file of 'db-password' has mode 0644, not 0600",
    false,
  ],
  [
    "somebody else's",
    SEALED,
    seen({ uid: 1000 }),
    "the sealed file of 'db-password' belongs to 1000:0, not to 0:0",
    false,
  ],
  [
    'an edited drop-in',
    DROP_IN,
    seen({ digest: 'ee', mode: 0o644 }),
    `the drop-in ${DROP_IN.path} was changed`,
    true,
  ],
])('a file that is %s is drift', ([, file, there, text, isContent]) => {
  expect(find(file, there)).toEqual({ file, text, isContent });
});

test('a changed file is told of once, whatever its mode', () => {
  expect(find(SEALED, seen({ digest: 'cc', mode: 0o666 }))?.text).toMatch(/was changed$/u);
});
