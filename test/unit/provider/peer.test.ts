/**
 * Whose call is taken for the start of a unit.
 * @module
 */
import { expect, test } from 'vitest';
import { askedBy } from '#agent/provider/peer.ts';
import { problemOfAddress, socketSetting } from '#agent/provider/socket.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

test.for([
  { address: '\0c88ef0a5360b49ef/unit/db.service/token', unit: 'db.service', credential: 'token' },
  { address: '\0a/unit/app@1:x.service/a.b-c_d', unit: 'app@1:x.service', credential: 'a.b-c_d' },
  { address: '\0a/unit/dev-\\x2d.mount/x', unit: 'dev-\\x2d.mount', credential: 'x' },
])('systemd calls for $credential of $unit', ({ address, unit, credential }) => {
  expect(askedBy({ uid: 0, address: bytes(address) })).toEqual({ unit, credential });
});

test.for([
  { given: 'an address that is not bound', address: '' },
  { given: 'a path in the file system', address: 'a/unit/db.service/token' },
  { given: 'digits that are none', address: '\0xyz/unit/db.service/token' },
  { given: 'too many digits', address: '\x0012345678901234567/unit/db.service/token' },
  { given: 'another word', address: '\0a/user/db.service/token' },
  { given: 'no name', address: '\0a/unit/db.service/' },
  { given: 'no unit', address: '\0a/unit//token' },
  { given: 'one part more', address: '\0a/unit/db.service/token/x' },
  { given: 'a NUL behind it', address: '\0a/unit/db.service/token\0' },
  { given: 'a line behind it', address: '\0a/unit/db.service/token\n' },
])('$given is nobody we know', ({ address }) => {
  expect(askedBy({ uid: 0, address: bytes(address) })).toBeUndefined();
});

test('whoever is not root is refused under the right address too', () => {
  const address = bytes('\0a/unit/db.service/token');
  expect(askedBy({ uid: 1000, address })).toBeUndefined();
});

test('names that do not fit into an address together are found before they are installed', () => {
  const unit = 'u'.repeat(64);
  expect(problemOfAddress(unit, 'c'.repeat(20))).toBeUndefined();
  expect(problemOfAddress(unit, 'c'.repeat(21))).toContain('85 characters');
});

test('units fetch what is sealed, from a path in full', () => {
  expect(socketSetting('token')).toBe(
    'LoadCredentialEncrypted=token:/run/credfleet/credentials.sock',
  );
});
