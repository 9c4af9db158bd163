/**
 * The mirror for test roots comes from the machine's own apt sources, in both their formats.
 * @module
 */
import { expect, test } from 'vitest';
import { findMirror, firstOfMirrorList } from '../../testbed/mirror.ts';

const find = (path: string, content: string): string | undefined => findMirror([{ path, content }]);

test('one-line format, with and without options', () => {
  const lines = `# deb http://old.example/debian bookworm main
deb http://security.example/debian-security bookworm-security main
deb [arch=amd64 signed-by=/k.gpg] http://near.example/debian/ bookworm main contrib # local
`;
  expect(find('/etc/apt/sources.list', lines)).toBe('http://near.example/debian');
});

test('deb822 format', () => {
  const stanzas = `Types: deb deb-src
# a comment between fields
URIs: http://near.example/debian
Suites: trixie
 trixie-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://near.example/debian-security
Suites: trixie-security
Components: main
`;
  expect(find('/etc/apt/sources.list.d/debian.sources', stanzas)).toBe(
    'http://near.example/debian',
  );
});

test('disabled, source-only and foreign archives do not count', () => {
  const stanzas = `Types: deb
Enabled: no
URIs: http://off.example/debian
Suites: trixie
Components: main

Types: deb-src
URIs: http://source.example/debian
Suites: trixie
Components: main

Types: deb
URIs: http://other.example/ubuntu
Suites: noble
Components: main
`;
  expect(find('/etc/apt/sources.list.d/x.sources', stanzas)).toBeUndefined();
  expect(
    find('/etc/apt/sources.list.d/node.list', 'deb https://x.example nodistro main\n'),
  ).toBeUndefined();
});

test('a list of mirrors gives its first', () => {
  expect(
    firstOfMirrorList('# ours\n\nhttp://a.example/debian/\tpriority:1\nhttp://b.example\n'),
  ).toBe('http://a.example/debian');
  expect(firstOfMirrorList('')).toBeUndefined();
});
