/**
 * The reports of one session on their way into the ledger: what comes next is read while they wait, so that several are
 * written at once, and one number acknowledges all that were.
 * @module
 */
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import type { SignedReport } from '#src/wire/messages.ts';
import { receiveReport, recordedSeq, type ReportContext } from './receive-report.ts';

/** As many as a host sends that hears of none. */
const UNRECORDED_MAX = 64;

export type ReportInboxOptions = {
  readonly identity: HostIdentity;
  /** Everything up to `seq` is durable. */
  readonly acknowledge: (seq: number) => void;
  readonly failed: (reason: unknown) => void;
};

export class ReportInbox {
  readonly #context: ReportContext;
  readonly #options: ReportInboxOptions;
  #takenSeq = 0;
  #unrecorded = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(context: ReportContext, options: ReportInboxOptions) {
    this.#context = context;
    this.#options = options;
  }

  /**
   * Resolves when the next message may be read.
   * @throws {CredfleetError} MESSAGE_INVALID
   */
  async take(reports: readonly SignedReport[]): Promise<void> {
    for (const signed of reports) this.#takeOne(signed);
    if (this.#unrecorded >= UNRECORDED_MAX) await this.settled();
  }

  #takeOne(signed: SignedReport): void {
    const { identity, acknowledge, failed } = this.#options;
    const { seq } = signed;
    const recorded = receiveReport(this.#context, identity, { signed, takenSeq: this.#takenSeq });
    if (recorded !== undefined) {
      this.#takenSeq = seq;
      this.#unrecorded += 1;
      this.#last = this.#follow(seq, recorded);
      this.#last.catch(failed);
    } else if (seq <= recordedSeq(this.#context, identity)) {
      acknowledge(seq);
    }
  }

  /** Resolves when all that was taken is recorded, for which it is hurried; rejects when something is not. */
  async settled(): Promise<void> {
    if (this.#unrecorded > 0) this.#context.events.more(this.#options.identity);
    // None is recorded without those before it.
    await this.#last;
  }

  async #follow(seq: number, recorded: Promise<void>): Promise<void> {
    try {
      await recorded;
    } finally {
      this.#unrecorded -= 1;
    }
    if (seq === this.#takenSeq) this.#options.acknowledge(seq);
  }
}
