/**
 * Opened intents between acceptance and apply: kept in memory so that the host's key is used once per
 * push, opened again from the stored envelope after a crash.
 * @module
 */
import { disposeIntents } from '#src/envelope/open-intents.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { OpenedIntent } from '#src/intent/intent.ts';
import type { Assignment } from './context.ts';
import type { Envelopes } from './envelopes.node.ts';
import type { Pending } from './journal-state.ts';
import type { OpenEnvelope } from './ports.ts';

export type Kept = Pick<Assignment, 'acceptedAtMs' | 'sealing'> & { readonly intent: OpenedIntent };

export type OpenedIntentsParts = {
  readonly envelopes: Pick<Envelopes, 'read'>;
  readonly openEnvelope: OpenEnvelope;
  /** What is accepted and not finished. */
  readonly pending: () => readonly Pending[];
};

export class OpenedIntents {
  readonly #parts: OpenedIntentsParts;
  readonly #kept = new Map<string, Kept>();

  constructor(parts: OpenedIntentsParts) {
    this.#parts = parts;
  }

  keep(hostSeq: number, all: readonly Kept[]): void {
    for (const kept of all) this.#kept.set(keyOf(hostSeq, kept.intent.intent), kept);
  }

  /** 0: before a crash. */
  acceptedAtMs({ hostSeq, intent }: Pending): number {
    return this.#kept.get(keyOf(hostSeq, intent))?.acceptedAtMs ?? 0;
  }

  /** The caller disposes it. @throws {CredfleetError} the ENVELOPE_… codes */
  async take(pending: Pending): Promise<Kept> {
    const key = keyOf(pending.hostSeq, pending.intent);
    const kept = this.#kept.get(key);
    this.#kept.delete(key);
    return kept ?? { intent: await this.#reopen(pending), acceptedAtMs: 0 };
  }

  /** Without disposing: the caller still has them. */
  forget(hostSeq: number, intents: readonly OpenedIntent[]): void {
    for (const { intent } of intents) this.#kept.delete(keyOf(hostSeq, intent));
  }

  drop({ hostSeq, intent }: Pending): void {
    const key = keyOf(hostSeq, intent);
    const kept = this.#kept.get(key);
    if (kept !== undefined) disposeIntents([kept.intent]);
    this.#kept.delete(key);
  }

  /** Wipes what nothing waits for any more. Not while a push is being stored: the journal has it last. */
  tidy(): void {
    const waiting = this.#waiting();
    for (const [key, { intent }] of this.#kept) {
      if (waiting.has(key)) continue;
      disposeIntents([intent]);
      this.#kept.delete(key);
    }
  }

  #waiting(): ReadonlySet<string> {
    return new Set(this.#parts.pending().map((one) => keyOf(one.hostSeq, one.intent)));
  }

  /** With all that waits for the same envelope: the host's key is used once for it. */
  async #reopen({ hostSeq, envelopeDigest, intent }: Pending): Promise<OpenedIntent> {
    const { envelopes, openEnvelope } = this.#parts;
    const envelope = await envelopes.read(hostSeq, envelopeDigest);
    if (envelope === undefined) {
      const what = `${intent.namespace}/${intent.name}`;
      const text =
        hostSeq < 0
          ? `${what} was accepted when this machine was another host`
          : `the stored envelope ${hostSeq} of ${what} is gone`;
      throw new CredfleetError('ENVELOPE_UNOPENABLE', text);
    }
    const { intents } = await openEnvelope(envelope, hostSeq - 1, true);
    const wanted = intents.find((opened) => opened.intent.uid === intent.uid);
    const others = intents.filter((other) => other !== wanted);
    const waiting = this.#waiting();
    const fresh = others.filter((other) => {
      const key = keyOf(hostSeq, other.intent);
      return waiting.has(key) && !this.#kept.has(key);
    });
    this.keep(
      hostSeq,
      fresh.map((intent) => ({ intent, acceptedAtMs: 0 })),
    );
    disposeIntents(others.filter((other) => !fresh.includes(other)));
    if (wanted !== undefined) return wanted;
    const text = `the stored envelope ${hostSeq} does not hold ${intent.namespace}/${intent.name}`;
    throw new CredfleetError('ENVELOPE_MALFORMED', text);
  }
}

function keyOf(
  hostSeq: number,
  intent: { readonly uid: string; readonly version: number },
): string {
  return `${hostSeq}/${intent.uid}/${intent.version}`;
}
