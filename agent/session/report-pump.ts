/**
 * Sends spooled reports in order, a window at a time, so that an outage of a month does not become one burst.
 * @module
 */
import type { ReportSpool, SpooledReport } from '#agent/apply/ports.ts';
import { REPORTS_MAX, type Welcome } from '#src/wire/messages.ts';

/** Reports on their way without an acknowledgement. */
const WINDOW = 64;

export class ReportPump {
  readonly #spool: ReportSpool;
  readonly #send: (reports: readonly SpooledReport[]) => void;
  #atOnce = 1;
  #sentSeq = 0;
  #acknowledgedSeq = 0;
  #stopListening: () => void = () => undefined;

  constructor(spool: ReportSpool, send: (reports: readonly SpooledReport[]) => void) {
    this.#spool = spool;
    this.#send = send;
  }

  /** `reportSeq`: what the controller has already. */
  async start({ reportSeq, takesReports }: Welcome): Promise<void> {
    this.#atOnce = takesReports ? REPORTS_MAX : 1;
    this.#sentSeq = reportSeq;
    this.#acknowledgedSeq = reportSeq;
    await this.#spool.acknowledge(reportSeq);
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
    const reports = this.#spool.after(this.#sentSeq).slice(0, room);
    for (let from = 0; from < reports.length; from += this.#atOnce) {
      this.#send(reports.slice(from, from + this.#atOnce));
    }
    this.#sentSeq = reports.at(-1)?.seq ?? this.#sentSeq;
  }
}
