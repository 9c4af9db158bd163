/**
 * Opened intents between acceptance and apply: kept in memory so that the host's key is used once per
 * push, opened again from the stored envelope after a crash.
 * @module
 */
import { disposeIntents } from '#src/envelope/open-intents.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { OpenedIntent } from '#src/intent/intent.ts';
import type { Envelopes } from './envelopes.node.ts';
import type { Pending } from './journal-state.ts';
import type { OpenEnvelope } from './ports.ts';

type Kept = { readonly intent: OpenedIntent; readonly acceptedAtMs: number };

export class OpenedIntents {
  readonly #envelopes: Envelopes;
  readonly #open: OpenEnvelope;
  readonly #kept = new Map<string, Kept>();

  constructor(envelopes: Envelopes, open: OpenEnvelope) {
    this.#envelopes = envelopes;
    this.#open = open;
  }

  keep(hostSeq: number, intents: readonly OpenedIntent[], acceptedAtMs: number): void {
    for (const intent of intents) {
      this.#kept.set(keyOf(hostSeq, intent.intent), { intent, acceptedAtMs });
    }
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

  async #reopen({ hostSeq, envelopeDigest, intent }: Pending): Promise<OpenedIntent> {
    const envelope = await this.#envelopes.read(hostSeq, envelopeDigest);
    if (envelope === undefined) {
      const what = `${intent.namespace}/${intent.name}`;
      const text =
        hostSeq < 0
          ? `${what} was accepted when this machine was another host`
          : `the stored envelope ${hostSeq} of ${what} is gone`;
      throw new CredfleetError('ENVELOPE_UNOPENABLE', text);
    }
    const { intents } = await this.#open(envelope, hostSeq - 1, true);
    const wanted = intents.find((opened) => opened.intent.uid === intent.uid);
    disposeIntents(intents.filter((other) => other !== wanted));
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
