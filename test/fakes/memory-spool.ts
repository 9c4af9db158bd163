/**
 * Reports in memory behind the spool's port, numbered and signed like those on disk.
 * @module
 */
import type { KeyObject } from 'node:crypto';
import type { ReportSpool, SpooledReport } from '#agent/apply/ports.ts';
import { signReceipt } from '#src/identity/receipt.ts';
import type { CredentialReport } from '#src/intent/report.ts';
import { encodeHostReport } from '#src/wire/report-wire.ts';

export class MemorySpool implements ReportSpool {
  readonly #hostUid: string;
  readonly #receiptKey: KeyObject;
  readonly #listeners = new Set<() => void>();
  #reports: SpooledReport[] = [];
  #lastSeq = 0;

  constructor(hostUid: string, receiptKey: KeyObject) {
    this.#hostUid = hostUid;
    this.#receiptKey = receiptKey;
  }

  lastSeq(): number {
    return this.#lastSeq;
  }

  async append(credential: CredentialReport): Promise<SpooledReport> {
    this.#lastSeq += 1;
    const seq = this.#lastSeq;
    const about = { hostUid: this.#hostUid, bootId: 'boot-1', timeMs: 1_790_000_000_000 };
    const body = encodeHostReport({ ...about, seq, credential });
    const report = { seq, body, signature: signReceipt(this.#receiptKey, body) };
    this.#reports.push(report);
    for (const listener of this.#listeners) listener();
    return report;
  }

  after(seq: number): readonly SpooledReport[] {
    return this.#reports.filter((report) => report.seq > seq);
  }

  async acknowledge(seq: number): Promise<void> {
    this.#reports = this.#reports.filter((report) => report.seq > seq);
    this.#lastSeq = Math.max(this.#lastSeq, seq);
  }

  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
