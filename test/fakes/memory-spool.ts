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
  #gathered: (() => void)[] = [];
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
    for (const store of this.#gathered.splice(0)) store();
    const report = this.#store(credential);
    for (const listener of this.#listeners) listener();
    return report;
  }

  /** Until something is appended, however long that takes. */
  async gather(credential: CredentialReport): Promise<SpooledReport> {
    const { promise, resolve } = Promise.withResolvers<SpooledReport>();
    this.#gathered.push(() => resolve(this.#store(credential)));
    return promise;
  }

  async flush(): Promise<void> {
    for (const store of this.#gathered.splice(0)) store();
    for (const listener of this.#listeners) listener();
  }

  /** What was not stored is gone. */
  crash(): void {
    this.#gathered = [];
  }

  #store(credential: CredentialReport): SpooledReport {
    this.#lastSeq += 1;
    const seq = this.#lastSeq;
    const about = { hostUid: this.#hostUid, bootId: 'boot-1', timeMs: 1_790_000_000_000 };
    const body = encodeHostReport({ ...about, seq, credential });
    const report = { seq, body, signature: signReceipt(this.#receiptKey, body) };
    this.#reports.push(report);
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
