/**
 * How many connections the two ports for hosts take on. A new session costs 3 to 5 ms of a core, mostly TLS, and
 * enrolment more: a fleet that comes back at once may not take the controller away from those who are there.
 * @module
 */
import type { Pace } from './connection-queue.ts';

/** Many hosts behind one address are one site, not one attacker, as certificates show later; but never all there are. */
export const SESSION_PACE: Pace = {
  burst: 100,
  perSecond: 100,
  maxWaiting: 1_000,
  maxWaitMs: 10_000,
  maxOpen: 20_000,
  maxOpenPerAddress: 10_000,
};

/** Anybody may knock here. */
export const ENROLLMENT_PACE: Pace = {
  burst: 50,
  perSecond: 50,
  maxWaiting: 500,
  maxWaitMs: 10_000,
  maxOpen: 1_000,
  maxOpenPerAddress: 64,
};
