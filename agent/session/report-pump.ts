/**
 * Sends spooled reports in order, a window at a time, so that an outage of a month does not become one burst.
 * @module
 */
import type { ReportSpool, SpooledReport } from '#agent/apply/ports.ts';

/** Reports on their way without an acknowledgement. */
const WINDOW = 64;

export class ReportPump {
  readonly #spool: ReportSpool;
  readonly #send: (report: SpooledReport) => void;
  #sentSeq = 0;
  #acknowledgedSeq = 0;
  #stopListening: () => void = () => undefined;

  constructor(spool: ReportSpool, send: (report: SpooledReport) => void) {
    this.#spool = spool;
    this.#send = send;
  }

  /** `recordedSeq`: what the controller has already. */
  async start(recordedSeq: number): Promise<void> {
    this.#sentSeq = recordedSeq;
    this.#acknowledgedSeq = recordedSeq;
    await this.#spool.acknowledge(recordedSeq);
    this.#stopListening = this.#spool.onAppend(() => this.#pump());
    this.#pump();
  }

  async acknowledged(seq: number): Promise<void> {
    this.#acknowledgedSeq = Math.max(this.#acknowledgedSeq, seq);
    await this.#spool.acknowledge(seq);
    this.#pump();
  }

  stop(): void {
    this.#stopListening();
  }

  #pump(): void {
    const room = WINDOW - (this.#sentSeq - this.#acknowledgedSeq);
    if (room <= 0) return;
    for (const report of this.#spool.after(this.#sentSeq).slice(0, room)) {
      this.#send(report);
      this.#sentSeq = report.seq;
    }
  }
}
