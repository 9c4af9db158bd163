/**
 * What `--ledger` may say, and what it may not: a password, and a server that proves nothing.
 * @module
 */
import { expect, test } from 'vitest';
import { parsePostgresUrl } from '#controller/ledger/postgres/postgres-url.ts';

const place = { host: 'db.example', port: 5432, user: 'credfleet', database: 'ledger' };

test.for([
  {
    given: 'a server on a network: TLS, by what Node trusts',
    url: 'postgres://credfleet@db.example/ledger',
    read: { ...place, tls: {} },
  },
  {
    given: 'certificates, and a port',
    url: 'postgresql://credfleet@db.example:6432/ledger?sslmode=verify-full&sslrootcert=/ca&sslcert=/c&sslkey=/k',
    read: { ...place, port: 6432, tls: { rootCert: '/ca', cert: '/c', key: '/k' } },
  },
  {
    given: 'loopback without TLS',
    url: 'postgres://credfleet@127.0.0.1/ledger',
    read: { ...place, host: '127.0.0.1' },
  },
  {
    given: 'IPv6 loopback with TLS',
    url: 'postgres://credfleet@[::1]/ledger?sslmode=verify-full',
    read: { ...place, host: '::1', tls: {} },
  },
  {
    given: 'a Unix socket',
    url: 'postgres:///ledger?host=/run/postgresql&user=credfleet',
    read: { ...place, host: '/run/postgresql' },
  },
  {
    given: 'names that need escaping',
    url: 'postgres://a%40b@localhost/x%2Fy',
    read: { ...place, host: 'localhost', user: 'a@b', database: 'x/y' },
  },
])('$given', ({ url, read }) => {
  expect(parsePostgresUrl(url)).toEqual(read);
});

test.for([
  { given: 'another kind of URL', url: 'mysql://a@b/c', why: /has not the form/u },
  { given: 'no URL', url: 'host=db user=a', why: /has not the form/u },
  { given: 'no host', url: 'postgres:///ledger?user=a', why: /names no host/u },
  { given: 'no user', url: 'postgres://db.example/ledger', why: /names no user/u },
  { given: 'no database', url: 'postgres://a@db.example', why: /names no database/u },
  { given: 'a weaker mode', url: 'postgres://a@db/c?sslmode=require', why: /sslmode=require/u },
  {
    given: 'no TLS over a network',
    url: 'postgres://a@db/c?sslmode=disable',
    why: /anybody between/u,
  },
  {
    given: 'TLS on a socket',
    url: 'postgres:///c?host=/r&user=a&sslmode=verify-full',
    why: /Unix/u,
  },
  {
    given: 'a certificate without its key',
    url: 'postgres://a@db/c?sslcert=/c',
    why: /give both/u,
  },
  { given: 'an unknown parameter', url: 'postgres://a@db/c?options=-c', why: /'options'; known/u },
])('$given is refused', ({ url, why }) => {
  expect(() => parsePostgresUrl(url)).toThrow(
    expect.objectContaining({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(why) as string,
    }),
  );
});

test('a password in it is refused, and not repeated', () => {
  expect(() => parsePostgresUrl('postgres://a:hunter2@db/c')).toThrow(
    expect.objectContaining({
      message: 'the URL of --ledger has a password in it: put that into --ledger-password-file',
    }),
  );
});
