/**
 * The one TPM of this host, as everything in the agent uses it: opened when first needed, one user at a time, opened
 * again after an error. A TPM that does not answer is given up, and does not take the agent with it.
 * @module
 */
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError, type ErrorCode } from '#src/errors/credfleet-error.ts';
import type { Random } from '#src/random/random.ts';
import { Deadlines } from '#src/sync/deadlines.ts';
import { Mutex } from '#src/sync/mutex.ts';
import { createAk } from '#src/tpm/commands/keys.ts';
import { Tpm } from '#src/tpm/commands/tpm.ts';
import type { OpenTransport } from './device.node.ts';
import { type Quoted, quoteWithValues } from './quote.ts';

export type HostTpmParts = {
  readonly open: () => Promise<OpenTransport>;
  readonly clock: Clock;
  readonly random: Random;
  /** Longer than any command takes: an old chip needs half a minute for an RSA key. */
  readonly answerLimitMs?: number;
  /** Called when it was not there for somebody, or did not answer. */
  readonly onAway?: () => void;
};

export const ANSWER_LIMIT_MS = 90_000;

/** After these nobody knows what is still under way on the connection. */
const BREAKING: ReadonlySet<ErrorCode> = new Set([
  'TPM_UNAVAILABLE',
  'TPM_HUNG',
  'TPM_DATA_MALFORMED',
]);

export class HostTpm implements AsyncDisposable {
  readonly #parts: HostTpmParts;
  readonly #mutex = new Mutex();
  readonly #deadlines: Deadlines;
  #transport: OpenTransport | undefined;
  /** While a command that was given up is still in the kernel: it holds a thread, so no second one is sent. */
  #isStuck = false;

  constructor(parts: HostTpmParts) {
    this.#parts = parts;
    this.#deadlines = new Deadlines(parts.clock);
  }

  /**
   * Runs `work` alone: no other command of the agent comes between. It flushes what it loads; a TPM has room for three
   * objects.
   * @throws {CredfleetError} TPM_…
   */
  async withTpm<T>(work: (tpm: Tpm) => Promise<T>): Promise<T> {
    return this.#mutex.run(async () => {
      const { clock, random, onAway } = this.#parts;
      try {
        const transport = await this.#opened();
        const transmit = (command: Uint8Array) => this.#transmit(transport, command);
        return await work(new Tpm({ transport: { transmit }, clock, random }));
      } catch (reason) {
        if (reason instanceof CredfleetError && BREAKING.has(reason.code)) await this.#close();
        if (this.#transport === undefined) onAway?.();
        throw reason;
      }
    });
  }

  /**
   * TPM2_Quote by the AK over the SHA-256 bank, and the values that it is of, in ascending order of the PCRs.
   * @throws {CredfleetError} TPM_…
   */
  async quote(asked: {
    readonly qualifyingData: Uint8Array;
    readonly pcrs: readonly number[];
  }): Promise<Quoted> {
    return this.withTpm(async (tpm) => {
      await using ak = await createAk(tpm);
      return await quoteWithValues(tpm, ak, asked);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    using _ = this.#deadlines;
    await this.#mutex.run(async () => this.#close());
  }

  async #opened(): Promise<OpenTransport> {
    if (this.#isStuck) {
      throw new CredfleetError('TPM_HUNG', 'the TPM still owes the answer to an earlier command');
    }
    if (this.#transport?.isBroken === true) await this.#close();
    this.#transport ??= await this.#parts.open();
    return this.#transport;
  }

  #transmit(transport: OpenTransport, command: Uint8Array): Promise<Uint8Array> {
    if (this.#transport !== transport) {
      throw new CredfleetError('TPM_UNAVAILABLE', 'the TPM was closed after an error');
    }
    const limitMs = this.#parts.answerLimitMs ?? ANSWER_LIMIT_MS;
    const answer = transport.transmit(command);
    const waiting = Promise.withResolvers<Uint8Array>();
    const answered = this.#deadlines.begin(limitMs, () => {
      this.#giveUp(answer);
      const text = `the TPM did not answer within ${limitMs / 1000} s`;
      waiting.reject(new CredfleetError('TPM_HUNG', text));
    });
    answer.then(answered, answered);
    answer.then(waiting.resolve, waiting.reject);
    return waiting.promise;
  }

  #giveUp(answer: Promise<Uint8Array>): void {
    this.#isStuck = true;
    const over = (): void => {
      this.#isStuck = false;
    };
    answer.then(over, over);
    // Closing waits for the command; nobody waits for the closing.
    this.#close().catch(() => undefined);
  }

  async #close(): Promise<void> {
    const transport = this.#transport;
    this.#transport = undefined;
    await transport?.[Symbol.asyncDispose]();
  }
}
