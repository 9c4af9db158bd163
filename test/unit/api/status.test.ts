/**
 * Kubernetes' refusals and our codes.
 * @module
 */
import { expect, test } from 'vitest';
import { errorCodeOf, refused, statusOf } from '#src/api/status.ts';

test.for([
  { reason: 'NotFound', code: 404, expected: 'OBJECT_NOT_FOUND' },
  { reason: 'AlreadyExists', code: 409, expected: 'OBJECT_EXISTS' },
  { reason: 'Conflict', code: 409, expected: 'OBJECT_CONFLICT' },
  { reason: 'Invalid', code: 422, expected: 'OBJECT_INVALID' },
  { reason: 'BadRequest', code: 400, expected: 'OBJECT_INVALID' },
  { reason: 'Forbidden', code: 403, expected: 'API_FORBIDDEN' },
  { reason: 'Unauthorized', code: 401, expected: 'API_FORBIDDEN' },
  { reason: 'Expired', code: 410, expected: 'API_UNAVAILABLE' },
  { reason: 'TooManyRequests', code: 429, expected: 'API_UNAVAILABLE' },
  { reason: 'InternalError', code: 500, expected: 'API_UNAVAILABLE' },
  { reason: 'Timeout', code: 504, expected: 'API_UNAVAILABLE' },
])('$code $reason is $expected', ({ reason, code, expected }) => {
  expect(errorCodeOf({ reason, code })).toBe(expected);
});

test('a page of a proxy in between is judged by its code alone', () => {
  expect(errorCodeOf({ code: 503 })).toBe('API_UNAVAILABLE');
  expect(errorCodeOf({ code: 404 })).toBe('OBJECT_NOT_FOUND');
  expect(errorCodeOf({ code: 415 })).toBe('OBJECT_INVALID');
});

test('a refusal carries its Status, and an unknown error says nothing of its inside', () => {
  const error = refused({ code: 409, reason: 'Conflict', message: 'stale' });
  expect(error.code).toBe('OBJECT_CONFLICT');
  expect(statusOf(error)).toMatchObject({ kind: 'Status', status: 'Failure', code: 409 });
  expect(statusOf(new TypeError('secret detail')).message).toBe('internal error; see the log');
});
