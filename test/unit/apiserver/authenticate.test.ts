/**
 * Who a connection is, and above all who it is not.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { authenticate } from '#controller/apiserver/authenticate.ts';

const NOW = 1_700_000_000_000;
const certificate = {
  isTrusted: true,
  isHost: false,
  commonName: 'ann',
  organizations: ['credfleet:viewers'],
  notAfterMs: NOW + 1,
};
const shown = (more: Partial<typeof certificate> = {}, authorization?: string) => ({
  certificate: { ...certificate, ...more },
  authorization,
});

test('CN is the user and O are the groups', () => {
  expect(authenticate(shown(), NOW, undefined)).toEqual({
    name: 'ann',
    groups: ['credfleet:viewers', 'system:authenticated'],
  });
});

test.for([
  { given: 'a certificate of another CA', more: { isTrusted: false } },
  { given: 'a certificate of a host', more: { isHost: true } },
  { given: 'a certificate without a name', more: { commonName: '' } },
  {
    given: 'a certificate that expired while the connection was open',
    more: { notAfterMs: NOW - 1 },
  },
])('$given is nobody', ({ more }) => {
  expect(authenticate(shown(more), NOW, undefined)).toBeUndefined();
});

describe('with tokens', () => {
  const tokenUser = (token: string) =>
    token === 'good' ? { name: 'ci', groups: ['credfleet:authors'] } : undefined;

  test('a bearer token names its user', () => {
    const presented = { certificate: undefined, authorization: 'Bearer good' };
    expect(authenticate(presented, NOW, tokenUser)?.name).toBe('ci');
  });

  test.for([undefined, '', 'good', 'Basic good', 'Bearer ', 'Bearer bad', 'Bearer good good'])(
    "'%s' is nobody",
    (authorization) => {
      expect(
        authenticate({ certificate: undefined, authorization }, NOW, tokenUser),
      ).toBeUndefined();
    },
  );

  test('a token does not make up for a bad certificate', () => {
    expect(
      authenticate(shown({ isTrusted: false }, 'Bearer good'), NOW, tokenUser),
    ).toBeUndefined();
  });

  test('without a token table no token is anybody', () => {
    const presented = { certificate: undefined, authorization: 'Bearer good' };
    expect(authenticate(presented, NOW, undefined)).toBeUndefined();
  });
});
