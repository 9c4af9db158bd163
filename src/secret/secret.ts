/**
 * Plaintext that wipes itself and never prints. Everything that holds a credential's bytes in our
 * memory is one of these, used with `using`.
 * @module
 */
import { inspect } from 'node:util';

const SHOWN = '[secret]';

export class Secret implements Disposable {
  readonly #bytes: Uint8Array;

  /** Takes ownership of `bytes`: they are overwritten with zeros on dispose. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get sizeBytes(): number {
    return this.#bytes.length;
  }

  /** The bytes themselves, not a copy. Do not keep them beyond the life of this Secret. */
  reveal(): Uint8Array {
    return this.#bytes;
  }

  [Symbol.dispose](): void {
    this.#bytes.fill(0);
  }

  toString(): string {
    return SHOWN;
  }

  toJSON(): string {
    return SHOWN;
  }

  [inspect.custom](): string {
    return SHOWN;
  }
}
