/**
 * Answers the controller's challenges with a quote by this host's TPM, beside everything else: a TPM takes its time,
 * and pushes and reports do not wait for it. A host that cannot quote says why.
 * @module
 */
import { attestationData } from '#src/attest/attestation-data.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Attestation, Challenge } from '#src/wire/messages.ts';

/** TPM2_Quote by the host's attestation key; values in ascending order of the PCRs. */
export type Quote = (asked: {
  readonly qualifyingData: Uint8Array;
  readonly pcrs: readonly number[];
}) => Promise<{
  readonly attest: Uint8Array;
  readonly signature: Uint8Array;
  readonly pcrValues: readonly Uint8Array[];
}>;

export type AttesterParts = {
  readonly hostUid: string;
  /** Undefined: the host has no TPM identity. */
  readonly quote: Quote | undefined;
  readonly log: Logger;
  readonly send: (attestation: Attestation) => void;
};

export class Attester {
  readonly #parts: AttesterParts;
  #isBusy = false;

  constructor(parts: AttesterParts) {
    this.#parts = parts;
  }

  /** Resolves when the answer was sent; a challenge that comes before that is answered with TPM_BUSY. */
  async answer(challenge: Challenge): Promise<void> {
    const { log, send } = this.#parts;
    try {
      send(await this.#quoted(challenge));
    } catch (reason) {
      const { code, message } = CredfleetError.from(reason, 'TPM_REFUSED', 'quoting PCRs');
      log.warn({ code, pcrs: challenge.pcrSelection }, message);
      send({ kind: 'failed', id: challenge.id, refusal: { code, message } });
    }
  }

  async #quoted({ id, nonce, pcrSelection }: Challenge): Promise<Attestation> {
    const { quote, hostUid } = this.#parts;
    if (quote === undefined) {
      throw new CredfleetError('TPM_MISSING', 'this host is enrolled without a TPM identity');
    }
    if (this.#isBusy) throw new CredfleetError('TPM_BUSY', 'another quote is being made');
    this.#isBusy = true;
    try {
      const qualifyingData = attestationData(nonce, hostUid);
      const { attest, signature, pcrValues } = await quote({ qualifyingData, pcrs: pcrSelection });
      return { kind: 'quoted', id, quoteAttest: attest, quoteSignature: signature, pcrValues };
    } finally {
      this.#isBusy = false;
    }
  }
}
