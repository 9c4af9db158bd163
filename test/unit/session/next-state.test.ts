/**
 * What the agent does next with its controller.
 * @module
 */
import { assert, double, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { renewalTimeMs } from '#src/clock/renewal-time.ts';
import { type LinkEvent, nextLink } from '#agent/session/next-state.ts';

const backoff = { baseMs: 1000, maxMs: 300_000, jitter: 0.5 };
const linked = { failures: 3, isEnrolled: true };

const cases: readonly { given: string; event: LinkEvent; step: string; afterMs: number }[] = [
  { given: 'enrolled', event: { kind: 'enrolled' }, step: 'connect', afterMs: 0 },
  {
    given: 'waiting for a person',
    event: { kind: 'pending', retryAfterMs: 5000 },
    step: 'enrol',
    afterMs: 7500,
  },
  {
    given: 'a session that ended soon',
    event: { kind: 'ended', code: 'SESSION_CLOSED', healthyMs: 59_999 },
    step: 'connect',
    afterMs: 4000,
  },
  {
    given: 'a session that ended after a healthy minute',
    event: { kind: 'ended', code: 'SESSION_CLOSED', healthyMs: 60_000 },
    step: 'connect',
    afterMs: 500,
  },
  {
    given: 'a host that is not admitted',
    event: { kind: 'ended', code: 'HOST_NOT_ADMITTED', healthyMs: 0 },
    step: 'enrol',
    afterMs: 4000,
  },
  {
    given: 'a controller out of reach',
    event: { kind: 'failed', code: 'CONTROLLER_UNREACHABLE' },
    step: 'connect',
    afterMs: 4000,
  },
  {
    given: 'a controller that stops',
    event: { kind: 'drained', reconnectAfterMs: 777 },
    step: 'connect',
    afterMs: 777,
  },
  { given: 'a new certificate', event: { kind: 'renewed' }, step: 'connect', afterMs: 0 },
  { given: 'an expired certificate', event: { kind: 'expired' }, step: 'enrol', afterMs: 0 },
];

test.for(cases)('$given: $step after $afterMs ms', ({ event, step, afterMs }) => {
  expect(nextLink(linked, event, backoff).step).toEqual({ kind: step, afterMs });
});

test('every session is refused and every enrolment issued: the waits grow all the same', () => {
  let state = { failures: 0, isEnrolled: true };
  const waits: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    const refused = { kind: 'ended', code: 'HOST_NOT_ADMITTED', healthyMs: 0 } as const;
    const next = nextLink(state, refused, backoff);
    waits.push(next.step.afterMs);
    state = nextLink(next.state, { kind: 'enrolled' }, backoff).state;
  }
  expect(waits).toEqual([500, 1000, 2000, 4000]);
});

test('the wait never exceeds its maximum, however long the outage', () => {
  const law = property(
    integer({ min: 0, max: 10_000 }),
    double({ min: 0, max: 0.999, noNaN: true }),
    (n, jitter) => {
      const event: LinkEvent = { kind: 'failed', code: 'CONTROLLER_UNREACHABLE' };
      const { step } = nextLink({ failures: n, isEnrolled: true }, event, { ...backoff, jitter });
      expect(step.afterMs).toBeLessThanOrEqual(300_000);
      expect(step.afterMs).toBeGreaterThanOrEqual(0);
    },
  );
  assert(law);
});

test('a certificate is renewed between half and two thirds of its life', () => {
  const life = { notBeforeMs: 1000, notAfterMs: 101_000 };
  expect(renewalTimeMs(life, 0)).toBe(51_000);
  expect(renewalTimeMs(life, 0.999)).toBeLessThan(67_000);
});
