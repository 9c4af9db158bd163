/**
 * Hosts that wait for a person, against the limit on attempts.
 * @module
 */
import { expect, test } from 'vitest';
import { ENROLMENT_LIMIT, IDENTITY_LIMIT, pendingRetryMs } from '#controller/enroll/patience.ts';
import { RateLimiter } from '#controller/enroll/rate-limit.ts';

const HOUR_MS = 3_600_000;

/** How many attempts are refused when hosts ask again as soon as they are told to. */
function refusedOf(hosts: number, durationMs: number): number {
  const limiter = new RateLimiter(ENROLMENT_LIMIT);
  const nextMs = Array.from({ length: hosts }, () => 0);
  let refused = 0;
  for (let nowMs = 0; nowMs < durationMs; nowMs += 1_000) {
    for (const [host, atMs] of nextMs.entries()) {
      if (atMs > nowMs) continue;
      if (!limiter.take('192.0.2.1', nowMs)) refused += 1;
      nextMs[host] = nowMs + pendingRetryMs(nowMs);
    }
  }
  return refused;
}

test.for([1, 2, 3])('%i hosts behind one address wait a day and are never refused', (hosts) => {
  expect(refusedOf(hosts, 24 * HOUR_MS)).toBe(0);
});

test('a crowd behind one address is held down', () => {
  expect(refusedOf(100, HOUR_MS)).toBeGreaterThan(10_000);
});

test('who approves at once does not wait long', () => {
  expect([0, 59_999, 60_000].map(pendingRetryMs)).toEqual([5_000, 5_000, 15_000]);
});

test('from one address nobody keeps another machine from asking under its identity', () => {
  const addresses = new RateLimiter(ENROLMENT_LIMIT);
  const identities = new RateLimiter(IDENTITY_LIMIT);
  let refused = 0;
  for (let nowMs = 0; nowMs < HOUR_MS; nowMs += 250) {
    if (addresses.take('198.51.100.7', nowMs)) identities.take('ek', nowMs);
    if (nowMs % 15_000 === 0 && !identities.take('ek', nowMs)) refused += 1;
  }
  expect(refused).toBe(0);
});
