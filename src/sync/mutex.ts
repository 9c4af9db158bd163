/**
 * One at a time, in the order of asking.
 * @module
 */
export class Mutex {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `work` after everything asked for before has ended, well or not. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work, work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
