/**
 * The Keys service's messages: the same after both ways, and strict about what they are given.
 * @module
 */
import { expect, test } from 'vitest';
import type { KeysStatus, RotateRequest } from '#src/wire/keys-messages.ts';
import {
  decodeKeysStatus,
  decodeKeysStatusRequest,
  decodeRotateRequest,
  encodeKeysStatus,
  encodeKeysStatusRequest,
  encodeRotateRequest,
} from '#src/wire/keys-wire.ts';

const status: KeysStatus = {
  clusterUid: 'c1',
  trustEpoch: 3,
  cas: [
    { role: 'present', pin: 'sha256:aa', notAfterMs: 1_900_000_000_000 },
    { role: 'former', pin: 'sha256:bb', notAfterMs: 1 },
  ],
  intentKeyIds: ['11', '22'],
  changes: [{ trustEpoch: 3, change: 'ca', atMs: 1_700_000_000_000, by: 'ada' }],
  behind: [{ host: 'db-1', trustEpoch: 0 }],
  behindHosts: 1,
  hosts: 12,
};
const rotate: RotateRequest = { key: 'ca', leaveBehind: true, isStolen: true, trustEpoch: 3 };
const invalid = expect.objectContaining({ code: 'MESSAGE_INVALID' });

test('both ways, they are the same', () => {
  expect(decodeKeysStatus(encodeKeysStatus(status))).toEqual(status);
  expect(decodeRotateRequest(encodeRotateRequest(rotate))).toEqual(rotate);
  expect(decodeKeysStatusRequest(encodeKeysStatusRequest())).toEqual({});
});

test.for<[string, Partial<Record<keyof RotateRequest, unknown>>]>([
  ['no key', { key: '' }],
  ['a key that is none', { key: 'storage' }],
  ['no epoch', { trustEpoch: 0 }],
])('a rotation with %s is MESSAGE_INVALID', ([, change]) => {
  const encoded = encodeRotateRequest({ ...rotate, ...change } as RotateRequest);
  expect(() => decodeRotateRequest(encoded)).toThrow(invalid);
});

test.for([
  { given: 'more than a request holds', bytes: new Uint8Array(2_000) },
  { given: 'no message', bytes: new Uint8Array([0xff]) },
])('$given is MESSAGE_INVALID', ({ bytes }) => {
  for (const decode of [decodeRotateRequest, decodeKeysStatusRequest]) {
    expect(() => decode(bytes)).toThrow(invalid);
  }
});

test('of a fleet that is behind the first thousand are named, and all are counted', () => {
  const behind = Array.from({ length: 50_000 }, (_, at) => ({
    host: `host-${at}.rack-7.dc.example`,
    trustEpoch: 1,
  }));
  const decoded = decodeKeysStatus(encodeKeysStatus({ ...status, behind, behindHosts: 50_000 }));
  expect(decoded.behindHosts).toBe(50_000);
  expect(decoded.behind).toEqual(behind.slice(0, 1_000));
});
