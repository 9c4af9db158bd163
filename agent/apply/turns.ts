/**
 * Whose turn it is with a unit or a HostCredential: while one batch is being proven, another one
 * that touches the same units waits, so that a failure has one cause.
 * @module
 */
export class Turns {
  readonly #holders = new Map<string, Turn>();

  begin(): Turn {
    return new Turn(this.#holders);
  }
}

/** Disposing gives everything back. */
export class Turn implements Disposable {
  readonly #holders: Map<string, Turn>;
  readonly #over = Promise.withResolvers<void>();

  constructor(holders: Map<string, Turn>) {
    this.#holders = holders;
  }

  /** Takes all of `keys` when no other turn has any of them. */
  takeNow(keys: readonly string[]): boolean {
    if (this.#other(keys) !== undefined) return false;
    for (const key of keys) this.#holders.set(key, this);
    return true;
  }

  /** Waits for the others; may be called again for more. */
  async take(keys: readonly string[]): Promise<void> {
    for (let other = this.#other(keys); other !== undefined; other = this.#other(keys)) {
      await other.#over.promise;
    }
    this.takeNow(keys);
  }

  [Symbol.dispose](): void {
    for (const [key, turn] of this.#holders) if (turn === this) this.#holders.delete(key);
    this.#over.resolve();
  }

  #other(keys: readonly string[]): Turn | undefined {
    return keys
      .map((key) => this.#holders.get(key))
      .find((turn) => turn !== undefined && turn !== this);
  }
}
