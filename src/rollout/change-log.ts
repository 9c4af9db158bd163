/**
 * What changed since somebody looked last: names in the order in which they changed, for as long as that is less work
 * than looking at everything.
 * @module
 */
export class ChangeLog {
  #first = 0;
  #names: string[] = [];
  readonly #limit: number;

  /** Keeps at least so many. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  add(name: string): void {
    this.#names.push(name);
    if (this.#names.length < 2 * this.#limit) return;
    const dropped = this.#names.length - this.#limit;
    this.#first += dropped;
    this.#names = this.#names.slice(dropped);
  }

  /** To be given to `since` later. */
  get mark(): number {
    return this.#first + this.#names.length;
  }

  /** Undefined: too long ago. */
  since(mark: number): readonly string[] | undefined {
    if (mark < this.#first) return undefined;
    return this.#names.slice(mark - this.#first);
  }
}
