/**
 * Keeps the PCR states that were signed for this host where systemd finds them: all of them verified before anything
 * changes, merged with other people's, put back when somebody changed the file.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Logger } from '#src/log/logger.ts';
import { Mutex } from '#src/sync/mutex.ts';
import {
  type PcrSignature,
  pcrSignatureId,
  problemOfPcrSignature,
} from '#src/systemd/pcr-signature.ts';
import { mergedSignatureFile } from '#src/systemd/pcr-signature-file.ts';
import type { PcrSignatureState } from '#src/wire/messages.ts';
import type { SignatureFiles } from './signature-files.ts';

export type PcrSignaturesParts = {
  readonly files: SignatureFiles;
  /** What is changed in it is put right at once. */
  readonly folder: string;
  /** Other signatures lie there now: what opens no more may open again. */
  readonly onChange: () => void;
  readonly log: Pick<Logger, 'info' | 'warn'>;
};

export class PcrSignatures {
  readonly #parts: PcrSignaturesParts;
  readonly #turn = new Mutex();
  #problem: string | undefined;
  /** In this session; undefined: nothing. */
  #told: string | undefined;
  #listener: ((state: PcrSignatureState) => void) | undefined;

  get folder(): string {
    return this.#parts.folder;
  }

  constructor(parts: PcrSignaturesParts) {
    this.#parts = parts;
  }

  /** All that this host shall have, whatever it had; never rejects. One that is wrong changes nothing. */
  async accept(signatures: readonly PcrSignature[]): Promise<void> {
    const state = await this.#answer(async () => {
      for (const signature of signatures) refuseInvalid(signature);
      await this.#parts.files.keepAccepted(signatures);
      await this.#bringUpToDate('the PCR signatures of this host were written');
    });
    this.#tell(state);
  }

  /** What lies there and does not belong there is put right; never rejects. */
  async check(): Promise<void> {
    const state = await this.#answer(async () =>
      this.#bringUpToDate('the PCR signatures of this host were put back'),
    );
    // A controller that never sent any does not know the answer.
    if (this.#told !== undefined && JSON.stringify(state) !== this.#told) this.#tell(state);
  }

  /** Told when a check finds something else than what was told last. Returns a function that ends it. */
  follow(listener: (state: PcrSignatureState) => void): () => void {
    this.#listener = listener;
    this.#told = undefined;
    return () => {
      if (this.#listener === listener) this.#listener = undefined;
    };
  }

  #tell(state: PcrSignatureState): void {
    if (this.#listener === undefined) return;
    this.#told = JSON.stringify(state);
    this.#listener(state);
  }

  async #answer(work: () => Promise<void>): Promise<PcrSignatureState> {
    const { files, log } = this.#parts;
    const installed = (): readonly string[] =>
      files.unreachable() === undefined && files.written() !== undefined
        ? files.accepted().map(pcrSignatureId)
        : [];
    try {
      await this.#turn.run(work);
      this.#problem = undefined;
      return { installed: installed() };
    } catch (reason) {
      const { code, message } = CredfleetError.from(reason, 'COMMAND_FAILED', 'PCR signatures');
      // Once, however long it lasts.
      if (message !== this.#problem) log.warn({ code }, message);
      this.#problem = message;
      return { installed: installed(), refusal: { code, message } };
    }
  }

  async #bringUpToDate(message: string): Promise<void> {
    const { files, onChange, log } = this.#parts;
    const ours = files.accepted();
    const wanted = ours.length === 0 ? undefined : mergedSignatureFile(files.others(), ours);
    const unreachable = ours.length === 0 ? undefined : files.unreachable();
    if (unreachable !== undefined) throw new CredfleetError('PCR_SIGNATURES_FOREIGN', unreachable);
    if (files.written() === wanted) return;
    await files.write(wanted);
    log.info({ count: ours.length }, message);
    onChange();
  }
}

function refuseInvalid(signature: PcrSignature): void {
  const problem = problemOfPcrSignature(signature);
  if (problem === undefined) return;
  const which = `the signature of PCR ${signature.pcrs.join('+')}, policy ${signature.policyDigest}`;
  throw new CredfleetError('PCR_SIGNATURE_INVALID', `${which}: ${problem}; nothing was changed`);
}
