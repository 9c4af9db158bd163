/**
 * A token bucket per source address or identity, so that nobody spends the controller's cryptography or its audit log.
 * @module
 */
export type RateLimit = {
  /** Attempts at once. */
  readonly burst: number;
  /** One more attempt after so many milliseconds. */
  readonly refillMs: number;
  /** Addresses remembered; the one longest unseen is forgotten first. */
  readonly maxAddresses: number;
};

type Bucket = { readonly tokens: number; readonly atMs: number };

export class RateLimiter {
  readonly #limit: RateLimit;
  readonly #buckets = new Map<string, Bucket>();

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  /** True when this attempt may go on. */
  take(address: string, nowMs: number): boolean {
    const { burst, refillMs, maxAddresses } = this.#limit;
    const { tokens, atMs } = this.#buckets.get(address) ?? { tokens: burst, atMs: nowMs };
    const filled = Math.min(burst, tokens + Math.max(0, nowMs - atMs) / refillMs);
    const isAllowed = filled >= 1;
    // Deleted and set again: a Map keeps the order of insertion.
    this.#buckets.delete(address);
    this.#buckets.set(address, { tokens: isAllowed ? filled - 1 : filled, atMs: nowMs });
    if (this.#buckets.size > maxAddresses) {
      for (const oldest of this.#buckets.keys()) {
        this.#buckets.delete(oldest);
        break;
      }
    }
    return isAllowed;
  }
}
