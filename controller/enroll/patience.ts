/**
 * How often a waiting host asks, and how often an address may ask: two numbers that have to fit, so that hosts that
 * wait for a person are never refused for asking. Pure.
 * @module
 */
import type { RateLimit } from './rate-limit.ts';

/** For those who approve at once; then for those who come back from lunch. */
const SOON_MS = 5_000;
const LATER_MS = 15_000;
const SOON_FOR_MS = 60_000;

/** What a host is told to wait that has been known for so long; it may wait up to twice that. */
export type PendingRetry = (knownForMs: number) => number;

export const pendingRetryMs: PendingRetry = (knownForMs) =>
  knownForMs < SOON_FOR_MS ? SOON_MS : LATER_MS;

/** Room for three hosts behind one address; a refusal costs the controller one line of its log. */
export const ENROLMENT_LIMIT: RateLimit = { burst: 20, refillMs: 3_000, maxAddresses: 10_000 };

/**
 * Per identity that is claimed, from wherever. Anybody can claim a public key, so this is wider than what one address
 * may do: from one address nobody keeps another machine from asking.
 */
export const IDENTITY_LIMIT: RateLimit = { burst: 60, refillMs: 1_000, maxAddresses: 20_000 };
