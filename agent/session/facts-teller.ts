/**
 * Tells a controller again what Hello told, when something of it is another: what concerns the TPM at once, the rest
 * every few minutes, because measured times change all the time.
 * @module
 */
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '#src/clock/clock.ts';
import type { HostFacts } from '#src/intent/report.ts';

export type FactsTellerParts = {
  readonly facts: () => HostFacts;
  /** Called back when the TPM is found otherwise than before. Returns a function that ends it. */
  readonly followTpm: (listener: () => void) => () => void;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly send: (facts: HostFacts) => void;
};

const TELL_EVERY_MS = 300_000;

export class FactsTeller {
  readonly #parts: FactsTellerParts;
  #told: HostFacts;

  constructor(parts: FactsTellerParts, told: HostFacts) {
    this.#parts = parts;
    this.#told = told;
  }

  /** Until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { followTpm, clock } = this.#parts;
    const unfollow = followTpm(() => this.#tellNews());
    signal.addEventListener('abort', unfollow, { once: true });
    // Between Hello and now.
    if (!isDeepStrictEqual(this.#parts.facts().tpm, this.#told.tpm)) this.#tellNews();
    while (!signal.aborted) {
      await clock.sleep(TELL_EVERY_MS, signal).catch(() => undefined);
      if (!signal.aborted) this.#tellNews();
    }
  }

  #tellNews(): void {
    const facts = this.#parts.facts();
    if (isDeepStrictEqual(facts, this.#told)) return;
    this.#told = facts;
    this.#parts.send(facts);
  }
}
