/**
 * A process that can be killed between any two of its effects. Whatever it has begun never comes back; what it has
 * done stays.
 * @module
 */
export class Life {
  readonly #over = new AbortController();
  #effectsLeft = Infinity;
  readonly #onDeath: () => void;

  constructor(onDeath: () => void) {
    this.#onDeath = onDeath;
  }

  get isOver(): boolean {
    return this.#over.signal.aborted;
  }

  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** Dies just before the effect after next `count`. */
  endAfter(count: number): void {
    this.#effectsLeft = count;
  }

  end(): void {
    if (this.isOver) return;
    this.#over.abort(new Error('killed'));
    this.#onDeath();
  }

  /** Called before each effect: resolves when it may happen, never when the process is dead. */
  async step(): Promise<void> {
    this.#effectsLeft -= 1;
    if (this.#effectsLeft < 0) this.end();
    if (this.isOver) await new Promise(() => undefined);
  }

  /** The same before an effect that does not wait. */
  stepNow(): void {
    this.#effectsLeft -= 1;
    if (this.#effectsLeft < 0) this.end();
    this.signal.throwIfAborted();
  }

  /** Every method of `port` becomes an effect of this process. */
  guard<T extends object>(port: T, effects: readonly (keyof T)[]): T {
    return new Proxy(port, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        const call = value.bind(target) as (...args: readonly unknown[]) => unknown;
        if (!effects.includes(name as keyof T)) return call;
        return async (...args: readonly unknown[]) => {
          await this.step();
          const result: unknown = await call(...args);
          // An effect that was done when the process died is done, but nobody hears of it.
          if (this.isOver) await new Promise(() => undefined);
          return result;
        };
      },
    });
  }
}
