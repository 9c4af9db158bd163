/**
 * Names and sizes that are accepted, and those that would break hosts later.
 * @module
 */
import { expect, test } from 'vitest';
import {
  CREDENTIAL_SIZE_MAX_BYTES,
  problemOfCredentialName,
  problemOfSizes,
} from '#src/systemd/credential-name.ts';

test.for([
  'db-password',
  'tls.key',
  '_x',
  'A',
  'a_b-c.d',
  'x'.repeat(200),
  'system-key',
  'homework',
])('%s may be used', (name) => {
  expect(problemOfCredentialName(name)).toBeUndefined();
});

test.for(['', '.hidden', '-x', 'x.', 'x-', 'a/b', 'a b', 'ä', 'a:b', 'a*', 'x'.repeat(201), 'a\n'])(
  '%j is no name',
  (name) => {
    expect(problemOfCredentialName(name)?.kind).toBe('invalid');
  },
);

test.for([
  'journal.app',
  'tmpfiles.extra',
  'login.motd',
  'sysctl.d',
  'network.network.50-x',
  'network.hosts',
  'fsck.mode',
  'passwd.hashed-password.root',
  'ssh.authorized_keys.root',
  'udev.rules.50',
])("'%s' belongs to systemd's own services", (name) => {
  expect(problemOfCredentialName(name)?.kind).toBe('reserved');
});

test('a full MiB fits on 257 and not on 252', () => {
  const items = [{ name: 'x', sizeBytes: CREDENTIAL_SIZE_MAX_BYTES - 1 }];
  expect(problemOfSizes(items, 257)).toBeUndefined();
  expect(problemOfSizes(items, 252)).toContain("'x'");
});

test('names count towards the limit of a unit', () => {
  const items = [{ name: 'xx', sizeBytes: CREDENTIAL_SIZE_MAX_BYTES - 1 }];
  expect(problemOfSizes(items, 257)).toContain('add up to');
});
