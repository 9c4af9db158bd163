/**
 * Lets one loop sleep until there is something to do; a call that comes while it works is not lost.
 * @module
 */
export class Wakeup {
  #woken = false;
  #next = Promise.withResolvers<void>();

  wake(): void {
    this.#woken = true;
    this.#next.resolve();
  }

  /** Returns at once when woken since the last wait, otherwise when woken or when `until` ends. */
  async wait(until?: Promise<unknown>): Promise<void> {
    if (!this.#woken) {
      const ends = until === undefined ? [] : [until];
      await Promise.race([this.#next.promise, ...ends]);
    }
    this.takeWake();
  }

  /** Whether it was woken since the last wait, which is over with that. */
  takeWake(): boolean {
    const woken = this.#woken;
    this.#woken = false;
    this.#next = Promise.withResolvers<void>();
    return woken;
  }
}
