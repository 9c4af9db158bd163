/**
 * Which connection may begin its TLS handshake now, which waits and which is turned away: a token bucket over
 * queues per address, served in turn, so that one source that floods the port starves nobody else. Pure.
 * @module
 */
export type Pace = {
  /** Handshakes that may begin at once after a quiet time. */
  readonly burst: number;
  readonly perSecond: number;
  /** Connections that wait for their handshake. */
  readonly maxWaiting: number;
  /** Who waits longer has given up, or will before it is served. */
  readonly maxWaitMs: number;
  /** Connections, waiting and served. */
  readonly maxOpen: number;
  readonly maxOpenPerAddress: number;
};

export type Turn<T> = {
  readonly admitted: readonly T[];
  readonly expired: readonly T[];
  /** When to take again; undefined while nobody waits. */
  readonly againInMs: number | undefined;
};

type Waiting = { readonly key: string; readonly sinceMs: number };

export class ConnectionQueue<T> {
  readonly #pace: Pace;
  /** Everybody who waits, the oldest first. */
  readonly #waiting = new Map<T, Waiting>();
  /** The same by address; the first address is the next to be served. */
  readonly #turns = new Map<string, T[]>();
  readonly #open = new Map<string, number>();
  #openCount = 0;
  #tokens: number;
  #atMs = 0;

  constructor(pace: Pace) {
    this.#pace = pace;
    this.#tokens = pace.burst;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** Returns who is turned away for it: itself, or the newest of the address that has most in the queue. */
  offer(item: T, address: string, nowMs: number): T | undefined {
    const key = addressKey(address);
    const { maxOpen, maxOpenPerAddress, maxWaiting } = this.#pace;
    const open = this.#open.get(key) ?? 0;
    if (this.#openCount >= maxOpen || open >= maxOpenPerAddress) return item;
    const victim = this.#waiting.size >= maxWaiting ? this.#victim(key) : undefined;
    if (this.#waiting.size >= maxWaiting && victim === undefined) return item;
    if (victim !== undefined) this.#forget(victim, 'newest');
    this.#waiting.set(item, { key, sinceMs: nowMs });
    this.#turns.set(key, [...(this.#turns.get(key) ?? []), item]);
    this.#open.set(key, open + 1);
    this.#openCount += 1;
    return victim;
  }

  take(nowMs: number): Turn<T> {
    const { burst, perSecond } = this.#pace;
    const elapsedMs = Math.max(0, nowMs - this.#atMs);
    this.#tokens = Math.min(burst, this.#tokens + (elapsedMs * perSecond) / 1_000);
    this.#atMs = nowMs;
    const expired = this.#expire(nowMs);
    const admitted: T[] = [];
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      this.#tokens -= 1;
      admitted.push(next);
    }
    const againInMs = Math.max(1, Math.ceil(((1 - this.#tokens) * 1_000) / perSecond));
    return { admitted, expired, againInMs: this.#waiting.size === 0 ? undefined : againInMs };
  }

  /** Everybody who still waits is turned away. */
  clear(): readonly T[] {
    const all = [...this.#waiting.keys()];
    for (const item of all) this.#forget(item, 'oldest');
    return all;
  }

  /** An admitted connection is over. */
  closed(address: string): void {
    this.#release(addressKey(address));
  }

  #release(key: string): void {
    const open = (this.#open.get(key) ?? 0) - 1;
    if (open > 0) this.#open.set(key, open);
    else this.#open.delete(key);
    this.#openCount -= 1;
  }

  /** Who goes first: addresses in turn, each in its own order. */
  #next(): T | undefined {
    if (this.#tokens < 1) return undefined;
    for (const [key, [item, ...others]] of this.#turns) {
      this.#turns.delete(key);
      if (others.length > 0) this.#turns.set(key, others);
      if (item === undefined) return undefined;
      this.#waiting.delete(item);
      return item;
    }
    return undefined;
  }

  #expire(nowMs: number): readonly T[] {
    const expired: T[] = [];
    for (const [item, { sinceMs }] of this.#waiting) {
      if (nowMs - sinceMs < this.#pace.maxWaitMs) break;
      expired.push(item);
      this.#forget(item, 'oldest');
    }
    return expired;
  }

  /** Undefined when nobody has more in the queue than the newcomer's address would have. */
  #victim(newcomer: string): T | undefined {
    let most: readonly T[] = this.#turns.get(newcomer) ?? [];
    const own = most.length;
    for (const items of this.#turns.values()) if (items.length > most.length) most = items;
    return most.length > own + 1 ? most.at(-1) : undefined;
  }

  #forget(item: T, which: 'oldest' | 'newest'): void {
    const waiting = this.#waiting.get(item);
    if (waiting === undefined) return;
    const { key } = waiting;
    const items = this.#turns.get(key) ?? [];
    const others = which === 'oldest' ? items.slice(1) : items.slice(0, -1);
    if (others.length > 0) this.#turns.set(key, others);
    else this.#turns.delete(key);
    this.#waiting.delete(item);
    this.#release(key);
  }
}

/** One customer of an Internet provider holds a whole /64 of IPv6. */
export function addressKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/u, '').replace(/%.*$/u, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const front = head === '' ? [] : head.split(':');
  if (tail === undefined) return network(front);
  const back = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  return network([...front, ...zeros, ...back]);
}

function network(groups: readonly string[]): string {
  return `${groups.slice(0, 4).join(':')}::/64`;
}
